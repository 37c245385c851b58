// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What is known about the terminal behind a file descriptor.
public enum Terminal {
    /// The size of a terminal in characters.
    public struct Size: Sendable, Hashable {
        /// Characters in a row.
        public var columns: Int
        /// Rows.
        public var rows: Int

        /// Makes a size.
        ///
        /// - Parameters:
        ///   - columns: Characters in a row.
        ///   - rows: Rows.
        public init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    /// Tells whether a file descriptor is a terminal.
    ///
    /// - Parameter descriptor: The descriptor; 2 is standard error.
    /// - Returns: False also for a descriptor that is not open.
    public static func isTTY(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Asks the kernel for the present size of a terminal.
    ///
    /// - Parameters:
    ///   - descriptor: The descriptor of the terminal.
    ///   - environment: Where `COLUMNS` and `LINES` are looked up when the kernel knows no size.
    /// - Returns: The size; 80 by 24 where nothing tells it.
    public static func size(_ descriptor: Int32, environment: [String: String] = [:]) -> Size {
        var window = winsize()
        let result = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &window)
        let columns = result == 0 && window.ws_col > 0 ? Int(window.ws_col) : environment["COLUMNS"].flatMap { Int($0) }
        let rows = result == 0 && window.ws_row > 0 ? Int(window.ws_row) : environment["LINES"].flatMap { Int($0) }
        return Size(columns: min(max(columns ?? 80, 1), 1000), rows: min(max(rows ?? 24, 1), 1000))
    }

    /// Decides whether colours are used.
    ///
    /// `NO_COLOR` (https://no-color.org) wins over `CLICOLOR_FORCE` (https://bixense.com/clicolors), and that over what
    /// the terminal is.
    ///
    /// - Parameters:
    ///   - environment: The environment of the process.
    ///   - isTTY: Whether the output goes to a terminal.
    /// - Returns: Whether colours are used.
    public static func usesColor(environment: [String: String], isTTY: Bool) -> Bool {
        if environment["NO_COLOR"]?.isEmpty == false { return false }
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
        return isTTY && environment["TERM"] != "dumb" && environment["CLICOLOR"] != "0"
    }

    /// Decides whether a live view can be drawn: only on a terminal that can move its cursor.
    ///
    /// - Parameters:
    ///   - environment: The environment of the process.
    ///   - isTTY: Whether the output goes to a terminal.
    /// - Returns: Whether ``LiveProgress`` works there; otherwise take ``PlainProgress``.
    public static func canDrawLive(environment: [String: String], isTTY: Bool) -> Bool {
        isTTY && environment["TERM"] != "dumb" && environment["TERM"]?.isEmpty == false
    }

    /// Decides whether characters beyond ASCII are shown.
    ///
    /// - Parameter environment: The environment of the process.
    /// - Returns: Whether the locale's encoding is UTF-8, or the locale is not set.
    public static func usesUnicode(environment: [String: String]) -> Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = environment[name], !value.isEmpty else { continue }
            let lower = value.lowercased()
            return lower.contains("utf-8") || lower.contains("utf8")
        }
        return environment["TERM"] != "linux"
    }

    /// Writes a text as a whole, however many calls that takes.
    ///
    /// An error other than an interruption ends it silently: a display that nobody can see must not end a run.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - descriptor: Where it goes.
    public static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while let base = rest.baseAddress, unsafe !rest.isEmpty {
                #if canImport(Glibc)
                let count = unsafe Glibc.write(descriptor, base, rest.count)
                #elseif canImport(Musl)
                let count = unsafe Musl.write(descriptor, base, rest.count)
                #else
                let count = unsafe Darwin.write(descriptor, base, rest.count)
                #endif
                if count > 0 {
                    unsafe rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                } else if count < 0, errno == EAGAIN {
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = unsafe poll(&wait, 1, 1000)
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
    }
}
