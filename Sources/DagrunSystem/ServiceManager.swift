// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// The service manager that started this process, such as systemd, where it wants to be told how the process is.
///
/// Source: `sd_notify(3)`; the protocol is stable and spoken without a library.
package final class ServiceManager: Sendable {
    /// After how long without a sign of life it restarts the process; nil: it doesn't.
    package let watchdog: Duration?
    private let address: LocalAddress
    private let socket: Descriptor

    /// Reads where it is; nil where none wants to be told.
    ///
    /// - Parameter environment: The environment of the process: `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
    package init?(environment: [String: String]) {
        guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@"),
            let address = try? LocalAddress(path)
        else { return nil }
        let number = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { return nil }
        self.address = address
        socket = Descriptor(number)
        // A manager that can't keep up misses one; the process does not wait for long.
        var time = timeval(tv_sec: 1, tv_usec: 0)
        unsafe setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        let isOurs = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdog = isOurs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    /// Tells it something.
    ///
    /// - Parameter facts: What, each a line such as `READY=1` and `STATUS=…`.
    package func tell(_ facts: [String]) {
        let bytes = Array(facts.map { $0.replacing("\n", with: " ") }.joined(separator: "\n").utf8)
        unsafe address.with { name, length in
            unsafe bytes.withUnsafeBytes { buffer in
                _ = unsafe sendto(socket.number, buffer.baseAddress, buffer.count, 0, name, length)
            }
        }
    }
}
