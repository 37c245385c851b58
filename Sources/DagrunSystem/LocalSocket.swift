// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A connection between processes of this machine, by a name in its file system; closed with its last owner.
///
/// Only the user who listens, and root, may connect.
package final class LocalSocket: Sendable {
    // `MSG_NOSIGNAL`: the other end may be gone, and SIGPIPE would end this process.
    private static let withoutSignal: Int32 = 0x4000
    /// How long the other end may take for a message.
    private static let patience = 5
    /// Milliseconds until the next look for a free descriptor.
    private static let pause: Int32 = 100

    private let number: Int32

    private init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    // MARK: Making

    /// Listens.
    ///
    /// - Parameter path: The name; a socket that another process left there is removed.
    /// - Returns: The socket, for ``accept()``.
    /// - Throws: ``FileError`` when that can't be done.
    package static func listen(at path: String) throws(FileError) -> LocalSocket {
        let address = try LocalAddress(path)
        let socket = LocalSocket(try make(path))
        _ = unsafe unlink(path)
        // Of a socket that has no name yet, these become the rights of the name.
        fchmod(socket.number, 0o600)
        let isBound = unsafe address.with { name, length in
            unsafe bind(socket.number, name, length) == 0 && Glibc.listen(socket.number, 8) == 0
        }
        guard isBound else { throw FileError(operation: "listen at", path: path, code: errno) }
        return socket
    }

    /// Connects.
    ///
    /// - Parameter path: The name.
    /// - Returns: The connection.
    /// - Throws: ``FileError`` when nobody listens there, or one that may not be asked.
    package static func connect(to path: String) throws(FileError) -> LocalSocket {
        let address = try LocalAddress(path)
        let socket = LocalSocket(try make(path))
        guard unsafe address.with({ unsafe Glibc.connect(socket.number, $0, $1) }) == 0 else {
            throw FileError(operation: "connect to", path: path, code: errno)
        }
        socket.limitTime()
        return socket
    }

    /// Waits for the next connection.
    ///
    /// - Returns: The connection; nil after ``shutDown()``.
    package func accept() -> LocalSocket? {
        while true {
            let descriptor = Glibc.accept(number, nil, nil)
            if descriptor >= 0 {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                let socket = LocalSocket(descriptor)
                socket.limitTime()
                return socket
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                // Who connects stays in the queue, so this would be told again at once: give others time to end.
                var end = pollfd(fd: number, events: 0, revents: 0)
                unsafe poll(&end, 1, Self.pause)
            default: return nil
            }
        }
    }

    private static func make(_ path: String) throws(FileError) -> Int32 {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw FileError(operation: "make a socket for", path: path, code: errno) }
        return number
    }

    private func limitTime() {
        var time = timeval(tv_sec: Self.patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(number, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    // MARK: Bytes

    /// Reads a line.
    ///
    /// - Parameter limit: The most bytes.
    /// - Returns: The line without its end; nil where the other end sent none in time, or a longer one.
    package func readLine(atMost limit: Int) -> [UInt8]? {
        var line: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe recv(number, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            if let end = chunk[..<count].firstIndex(of: 10) {
                line += chunk[..<end]
                return line.count <= limit ? line : nil
            }
            line += chunk[..<count]
            guard line.count <= limit else { return nil }
        }
    }

    /// Writes bytes, all of them.
    ///
    /// - Returns: Whether the other end took them.
    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe send(number, $0.baseAddress, $0.count, Self.withoutSignal)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest.removeFirst(count)
        }
        return true
    }

    /// Ends the connection, or the listening, also for one who waits for something.
    package func shutDown() { shutdown(number, Int32(SHUT_RDWR)) }
}
