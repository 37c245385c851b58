// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Synchronization

/// An HTTP server on a port of its own on 127.0.0.1 that serves one request per connection.
final class TestServer: Sendable {
    /// A request as the server saw it.
    struct Request: Sendable {
        /// The request line and the header lines.
        var lines: [String]
        var body: String
    }

    struct SystemError: Error {
        let call: String
        let number: Int32
    }

    private final class Requests: Sendable { let list = Mutex<[Request]>([]) }

    let port: UInt16
    private let descriptor: Int32
    private let seen = Requests()

    /// Starts a server.
    ///
    /// - Parameter respond: Makes the answer, from the status on: `200 OK\r\nName: value\r\n\r\nbody`.
    /// - Throws: A ``SystemError`` when there is no port.
    init(_ respond: @escaping @Sendable (Request) -> String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        descriptor = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, size) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard listener >= 0, isBound, listen(listener, 16) == 0 else {
            throw SystemError(call: "listen", number: errno)
        }
        port = UInt16(bigEndian: address.sin_port)
        let loop = Loop { [seen] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                if let request = Self.read(connection) {
                    seen.list.withLock { $0.append(request) }
                    Self.write(connection, "HTTP/1.1 \(respond(request))")
                }
                Glibc.shutdown(connection, Int32(SHUT_WR))
                close(connection)
            }
            close(listener)
        }
        try loop.start()
    }

    deinit {
        // The thread closes it: its number must not become another's while the thread may still accept on it.
        Glibc.shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// The requests so far.
    var requests: [Request] { seen.list.withLock { $0 } }

    /// A URL of this server.
    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    private static func read(_ connection: Int32) -> Request? {
        var text = ""
        while true {
            if let end = text.range(of: "\r\n\r\n") {
                let lines = text[..<end.lowerBound].split(separator: "\r\n").map(String.init)
                let length =
                    lines.compactMap { line in
                        line.lowercased().hasPrefix("content-length: ") ? Int(line.dropFirst(16)) : nil
                    }.first ?? 0
                let body = text[end.upperBound...]
                if body.utf8.count >= length { return Request(lines: lines, body: String(body)) }
            }
            var chunk = [UInt8](repeating: 0, count: 65536)
            let count = unsafe recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            text += String(decoding: chunk.prefix(count), as: UTF8.self)
        }
    }

    private static func write(_ connection: Int32, _ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes {
                unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    private final class Loop: Sendable {
        private let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }

        func start() throws {
            var thread = pthread_t()
            let error = unsafe pthread_create(
                &thread, nil,
                { pointer in
                    guard let pointer = unsafe pointer else { return nil }
                    unsafe Unmanaged<Loop>.fromOpaque(pointer).takeRetainedValue().body()
                    return nil
                }, Unmanaged.passRetained(self).toOpaque())
            guard error == 0 else { throw SystemError(call: "pthread_create", number: error) }
            pthread_detach(thread)
        }
    }
}

extension String {
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
