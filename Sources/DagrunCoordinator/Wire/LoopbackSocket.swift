// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// A TCP socket of the loopback interface, closed with its last owner.
package final class LoopbackSocket: Sendable {
    // `MSG_NOSIGNAL`: the other end may be gone, and SIGPIPE would end this process.
    private static let withoutSignal: Int32 = 0x4000

    /// Its file descriptor.
    package let number: Int32

    private init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// What one read gave.
    package enum ReadResult: Sendable {
        case bytes([UInt8])
        case nothingYet
        case end
    }

    // MARK: Making

    /// Connects to a port of this machine.
    ///
    /// - Parameter address: `host:port` with an IPv4 address, as a supervisor writes it.
    /// - Throws: ``CommError`` when nobody listens there.
    package convenience init(dialing address: String) throws(CommError) {
        let parts = address.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let port = UInt16(parts[1]) else {
            throw CommError(.closed, "“\(address)” is no address: it must be an IPv4 address, a colon and a port")
        }
        let host = parts[0] == "localhost" ? "127.0.0.1" : String(parts[0])
        var name = Self.name(port)
        guard unsafe inet_pton(AF_INET, host, &name.sin_addr) == 1 else {
            throw CommError(.closed, "“\(address)” is no address: it must be an IPv4 address, a colon and a port")
        }
        self.init(try Self.make())
        let status = unsafe withUnsafePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw CommError(.closed, "can't connect to \(address): \(SystemMessage.text(errno))") }
        beQuick()
    }

    /// Listens on a free port of 127.0.0.1.
    ///
    /// - Returns: The socket and its port.
    /// - Throws: ``CommError`` when there are no more sockets.
    package static func listen() throws(CommError) -> (socket: LoopbackSocket, port: UInt16) {
        let socket = LoopbackSocket(try make())
        var name = name(0)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket.number, $0, length) == 0 && Glibc.listen(socket.number, 4) == 0
                    && getsockname(socket.number, $0, &length) == 0
            }
        }
        guard isBound else { throw CommError(.closed, "can't listen on 127.0.0.1: \(SystemMessage.text(errno))") }
        return (socket, UInt16(bigEndian: name.sin_port))
    }

    /// Takes the next connection.
    ///
    /// - Returns: The connection and the port of its other end; nil when there is none yet.
    package func accept() -> (socket: LoopbackSocket, port: UInt16)? {
        var name = Self.name(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.accept(number, $0, &length)
            }
        }
        guard descriptor >= 0 else { return nil }
        let socket = LoopbackSocket(descriptor)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        socket.beQuick()
        return (socket, UInt16(bigEndian: name.sin_port))
    }

    private static func make() throws(CommError) -> Int32 {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw CommError(.closed, "there is no socket: \(SystemMessage.text(errno))") }
        return number
    }

    private static func name(_ port: UInt16) -> sockaddr_in {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        return name
    }

    /// Sends at once: the other end waits for each message.
    private func beQuick() {
        var flag: Int32 = 1
        unsafe setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &flag, socklen_t(MemoryLayout<Int32>.size))
    }

    // MARK: Bytes

    /// Makes accepting, reading and writing return instead of waiting.
    package func setNonblocking() {
        var flag: Int32 = 1
        unsafe _ = ioctl(number, UInt(FIONBIO), &flag)
    }

    /// Reads what is there, at most 64 KiB.
    package func read() -> ReadResult {
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, size in
            repeat {
                count = unsafe recv(number, buffer.baseAddress, buffer.count, 0)
            } while count < 0 && errno == EINTR
            size = max(count, 0)
        }
        if count > 0 { return .bytes(bytes) }
        return count < 0 && errno == EAGAIN ? .nothingYet : .end
    }

    /// Writes as much as fits.
    ///
    /// - Returns: The number of bytes written; nil when nobody reads any more.
    package func write(_ bytes: ArraySlice<UInt8>) -> Int? {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe send(number, $0.baseAddress, $0.count, Self.withoutSignal)
        }
        if count >= 0 { return count }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }

    /// Writes all, waiting as long as it takes.
    ///
    /// - Returns: Whether somebody read it.
    package func writeAll(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let count = write(rest) else { return false }
            rest.removeFirst(count)
        }
        return true
    }

    /// Ends the connection, also for one who waits in ``read()``.
    package func shutDown() { shutdown(number, Int32(SHUT_RDWR)) }
}
