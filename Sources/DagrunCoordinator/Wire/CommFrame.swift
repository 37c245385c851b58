// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// A message of the supervisor's protocol, with what it belongs to.
///
/// `[id, body]` or `[id, body, carrier]` is a request, `[id, body, error]` an answer.
///
/// Source: Airflow 3.3, `airflow.sdk.execution_time.comms`.
package struct CommFrame: Sendable, Hashable {
    /// What an answer shares with its request.
    package var id: Int64
    /// The message.
    package var body: JSONValue
    /// An answer's error, or a request's carrier of trace contexts; nil where the frame has no third element.
    package var third: JSONValue?

    /// Reads a frame.
    ///
    /// - Parameter payload: What follows the length.
    /// - Throws: ``CommError`` when it is no frame.
    package init(_ payload: [UInt8]) throws(CommError) {
        let value: JSONValue
        do {
            value = try MessagePackReader.value(from: payload)
        } catch {
            throw CommError(.malformed, "\(error)")
        }
        guard case .array(let elements) = value, (1...3).contains(elements.count), case .int(let id) = elements[0]
        else {
            throw CommError(.malformed, "a frame is a list of a number, a message and an error; this one is not")
        }
        self.id = id
        body = elements.count > 1 ? elements[1] : .null
        // Not `nil`, which is a value of JSON, too.
        third = elements.count > 2 ? elements[2] : JSONValue?.none
    }
}

extension CommFrame {
    /// Writes a request.
    ///
    /// - Returns: The frame with its length in front, as it is sent.
    package static func request(_ id: Int64, _ body: MessagePackValue) -> [UInt8] { bytes([.int(id), body]) }

    /// Writes an answer.
    ///
    /// - Returns: The frame with its length in front, as it is sent.
    package static func answer(_ id: Int64, _ body: MessagePackValue, error: MessagePackValue = .null) -> [UInt8] {
        bytes([.int(id), body, error])
    }

    private static func bytes(_ elements: [MessagePackValue]) -> [UInt8] {
        var writer = MessagePackWriter([0, 0, 0, 0])
        writer.write(.array(elements))
        var bytes = writer.bytes
        let length = UInt32(truncatingIfNeeded: bytes.count - 4)
        for place in 0..<4 { bytes[place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(place))) }
        return bytes
    }
}
