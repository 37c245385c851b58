// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// A message of the supervisor's protocol, with what it belongs to.
///
/// `[id, body]` or `[id, body, carrier]` is a request, `[id, body, error]` an answer. What is in them is read when it is
/// asked for, because a member may be an XCom of megabytes, which is handed on as text.
///
/// Source: Airflow 3.3, `airflow.sdk.execution_time.comms`.
package struct CommFrame: Sendable {
    /// Where things are in a frame.
    private struct Parts {
        var id: Int64
        var body: Range<Int>?
        var third: Range<Int>?
        /// Those of a body that is a map.
        var members: [String: Range<Int>] = [:]
    }

    private let payload: [UInt8]
    private let parts: Parts

    /// Takes a frame apart.
    ///
    /// - Parameter payload: What follows the length.
    /// - Throws: ``CommError`` when it is no frame.
    package init(_ payload: [UInt8]) throws(CommError) {
        self.payload = payload
        guard let parts = try Self.reading({ () throws(MessagePackError) in try Self.parts(of: payload.span) }) else {
            throw CommError(.malformed, "a frame is a list of a number, a message and an error; this one is not")
        }
        self.parts = parts
    }

    private static func parts(of bytes: Span<UInt8>) throws(MessagePackError) -> Parts? {
        var scanner = MessagePackScanner()
        guard case .list(let count) = try scanner.token(in: bytes), (1...3).contains(count),
            case .int(let id) = try scanner.token(in: bytes)
        else { return nil }
        var parts = Parts(id: id)
        if count > 1 {
            let start = scanner.offset
            if case .map(let count) = try scanner.token(in: bytes) {
                for _ in 0..<count {
                    let name = try MessagePackScanner.text(scanner.name(in: bytes), of: bytes)
                    parts.members[name] = try scanner.skip(in: bytes)
                }
                parts.body = start..<scanner.offset
            } else {
                scanner.offset = start
                parts.body = try scanner.skip(in: bytes)
            }
        }
        if count > 2 { parts.third = try scanner.skip(in: bytes) }
        guard scanner.offset == bytes.count else { throw scanner.error(.trailingBytes) }
        return parts
    }

    /// What an answer shares with its request.
    package var id: Int64 { parts.id }

    /// The message; null where the frame has none.
    package var body: JSONValue {
        get throws(CommError) { try parts.body.map(value) ?? .null }
    }

    /// An answer's error, or a request's carrier of trace contexts; nil where the frame has no third element.
    package var third: JSONValue? {
        get throws(CommError) { try parts.third.map(value) }
    }

    /// Whether it has no message, or null in its place.
    package var isEmpty: Bool { parts.body.map { payload[$0.lowerBound] == 0xC0 } ?? true }

    /// A member of the message; nil where it has none of that name.
    package func member(_ name: String) throws(CommError) -> JSONValue? { try parts.members[name].map(value) }

    /// A member of the message as JSON text; nil where it has none of that name.
    package func text(_ name: String) throws(CommError) -> [UInt8]? { try parts.members[name].map(text) }

    /// The elements of a member of the message, each as JSON text; nil where it is no list.
    package func texts(_ name: String) throws(CommError) -> [[UInt8]]? {
        guard let part = parts.members[name] else { return nil }
        return try Self.reading { () throws(MessagePackError) in
            let bytes = payload.span
            var scanner = MessagePackScanner(offset: part.lowerBound)
            guard case .list(let count) = try scanner.token(in: bytes) else { return nil }
            var texts: [[UInt8]] = []
            for _ in 0..<count { texts.append(try MessagePackText.json(of: payload, in: scanner.skip(in: bytes))) }
            return texts
        }
    }

    private func value(_ part: Range<Int>) throws(CommError) -> JSONValue {
        try Self.reading { () throws(MessagePackError) in try MessagePackReader.value(from: payload, in: part) }
    }

    private func text(_ part: Range<Int>) throws(CommError) -> [UInt8] {
        try Self.reading { () throws(MessagePackError) in try MessagePackText.json(of: payload, in: part) }
    }

    private static func reading<Value>(
        _ body: () throws(MessagePackError) -> Value
    ) throws(CommError) -> Value {
        do {
            return try body()
        } catch {
            throw CommError(.malformed, "\(error)")
        }
    }
}

extension CommFrame {
    /// Writes a request.
    ///
    /// - Returns: The frame with its length in front, as it is sent.
    package static func request(_ id: Int64, _ body: MessagePackValue) -> [UInt8] { bytes(id, body) }

    /// Writes an answer.
    ///
    /// - Returns: The frame with its length in front, as it is sent.
    package static func answer(_ id: Int64, _ body: MessagePackValue, error: JSONValue = .null) -> [UInt8] {
        bytes(id, body, error)
    }

    private static func bytes(_ id: Int64, _ body: MessagePackValue, _ third: JSONValue? = .none) -> [UInt8] {
        // A list of two or three, behind its length in bytes.
        var writer = MessagePackWriter([0, 0, 0, 0, third == .none ? 0x92 : 0x93])
        writer.write(.int(id))
        writer.write(body)
        if let third { writer.write(third) }
        var bytes = writer.bytes
        let length = UInt32(truncatingIfNeeded: bytes.count - 4)
        for place in 0..<4 { bytes[place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(place))) }
        return bytes
    }
}
