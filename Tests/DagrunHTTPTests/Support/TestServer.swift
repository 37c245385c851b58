// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Synchronization

/// A server on a port of its own on 127.0.0.1.
///
/// Each connection runs the script on a thread of its own.
final class TestServer: Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let connections: Connections

    private final class Connections: Sendable {
        let list = Mutex<[TestConnection]>([])
    }

    /// Starts a server.
    ///
    /// - Parameter script: Serves one connection, which is closed when the script returns.
    /// - Throws: A ``TestSystemError`` when there is no port.
    init(_ script: @escaping @Sendable (TestConnection) -> Void) throws {
        (descriptor, port) = try Self.bindLoopback()
        guard listen(descriptor, 512) == 0 else { throw TestSystemError(call: "listen", errno: errno) }
        connections = Connections()
        startThread { [descriptor, connections] in
            while true {
                let accepted = accept(descriptor, nil, nil)
                guard accepted >= 0 else {
                    Glibc.close(descriptor)
                    return
                }
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                let connection = connections.list.withLock { list in
                    let connection = TestConnection(descriptor: accepted, number: list.count + 1)
                    list.append(connection)
                    return connection
                }
                startThread {
                    script(connection)
                    connection.close()
                }
            }
        }
    }

    /// Starts a server that gives every request of every connection the same answer.
    convenience init(answering response: String) throws {
        try self.init { connection in
            while connection.readRequest() != nil { connection.write(response) }
        }
    }

    deinit {
        // Ends the wait in `accept`; the thread that waits there closes the descriptor, so that it can't accept on one that
        // was given to somebody else meanwhile.
        Glibc.shutdown(descriptor, Int32(SHUT_RDWR))
        for connection in connections.list.withLock({ $0 }) { connection.interrupt() }
    }

    /// How many connections were accepted so far.
    var connectionCount: Int { connections.list.withLock { $0.count } }

    /// A URL of this server.
    func url(_ path: String = "/", scheme: String = "http") -> String {
        "\(scheme)://127.0.0.1:\(port)\(path)"
    }

    /// The port at the other end of a descriptor of this process, `nil` if it is no connection over IPv4.
    static func peerPort(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getpeername(descriptor, $0, &size) }
        }
        guard result == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Takes a free port of 127.0.0.1 without listening: connections to it are refused.
    static func bindLoopback() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestSystemError(call: "socket", errno: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard result else { throw TestSystemError(call: "bind", errno: errno) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
