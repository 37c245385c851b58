// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Synchronization

/// One connection to a server of the tests.
///
/// Its calls block, so they belong on the connection's own thread.
final class TestConnection: Sendable {
    /// The number of the connection, from 1.
    let number: Int
    private let descriptor: Int32
    private let state = Mutex((pending: [UInt8](), isOpen: true))

    init(descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
    }

    /// Reads one request with its body; `nil` when the client closed the connection.
    func readRequest() -> TestRequest? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard let byte = read(exactly: 1) else { return nil }
            head += byte
        }
        var lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
        let request = TestRequest(line: lines.removeFirst(), headers: lines, body: [])
        let length = request.values(of: "Content-Length").first.flatMap(Int.init) ?? 0
        guard let body = read(exactly: length) else { return nil }
        return TestRequest(line: request.line, headers: lines, body: body)
    }

    /// Reads a number of bytes; `nil` when the connection ends before.
    func read(exactly count: Int) -> [UInt8]? {
        while true {
            let ready: [UInt8]? = state.withLock { state in
                guard state.pending.count >= count else { return nil }
                defer { state.pending.removeFirst(count) }
                return Array(state.pending.prefix(count))
            }
            if let ready { return ready }
            var chunk = [UInt8](repeating: 0, count: 65536)
            let received = unsafe recv(descriptor, &chunk, chunk.count, 0)
            guard received > 0 else { return nil }
            state.withLock { $0.pending += chunk.prefix(received) }
        }
    }

    /// Reads and drops what comes until the client closes the connection.
    func waitForClose() {
        while read(exactly: 1) != nil {}
    }

    /// Writes all bytes.
    ///
    /// - Returns: `false` when the client closed the connection.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes {
                unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// Writes a text.
    @discardableResult
    func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    /// Writes a text, as a slow server does.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - milliseconds: The time until then; it is shorter where the client sends more or goes away.
    func answer(_ text: String, after milliseconds: Int32) {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        unsafe poll(&watched, 1, milliseconds)
        write(text)
    }

    /// Writes a response with a length.
    func respond(_ status: String = "200 OK", headers: [String] = [], body: String = "") {
        let fields = (headers + ["Content-Length: \(body.utf8.count)"]).map { $0 + "\r\n" }.joined()
        write("HTTP/1.1 \(status)\r\n\(fields)\r\n\(body)")
    }

    /// Ends the connection with a reset instead of an orderly close.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(isOrderly: false)
    }

    /// Closes the connection.
    func close(isOrderly: Bool = true) {
        let wasOpen = state.withLock { state in
            defer { state.isOpen = false }
            return state.isOpen
        }
        guard wasOpen else { return }
        // Ends the connection even if a child process of the tests has inherited the descriptor.
        if isOrderly { Glibc.shutdown(descriptor, Int32(SHUT_WR)) }
        Glibc.close(descriptor)
    }

    /// Ends a read that is under way on another thread.
    func interrupt() {
        if state.withLock({ $0.isOpen }) { Glibc.shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
}
