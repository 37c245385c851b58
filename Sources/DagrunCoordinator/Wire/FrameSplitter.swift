// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Cuts bytes that arrive in pieces into frames.
package struct FrameSplitter: Sendable {
    /// The most bytes of a frame: what a small machine may be asked to hold.
    package static let maximumLength = 64 << 20

    private let limit: Int
    private var pending: [UInt8] = []
    /// Where the first frame that was not taken begins.
    private var start = 0

    /// Makes a splitter.
    ///
    /// - Parameter limit: The most bytes of a frame.
    package init(limit: Int = Self.maximumLength) { self.limit = limit }

    /// Whether a frame was begun that has no end yet.
    package var isInFrame: Bool { start < pending.count }

    /// Takes the next piece.
    package mutating func add(_ piece: [UInt8]) {
        if start == pending.count {
            pending = piece
            start = 0
        } else {
            pending += piece
        }
    }

    /// Takes the next frame, if all of it has arrived.
    ///
    /// - Returns: What follows its length.
    /// - Throws: ``CommError`` for a length of nothing or of too much; there is no way to go on behind it.
    package mutating func next() throws(CommError) -> [UInt8]? {
        guard pending.count - start >= 4 else { return nil }
        let length = pending[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
        guard length > 0, length <= limit else {
            throw CommError(.malformed, "a frame of \(length) bytes; frames have 1 to \(limit)")
        }
        guard pending.count - start - 4 >= length else { return nil }
        let payload = Array(pending[(start + 4)..<(start + 4 + length)])
        start += 4 + length
        if start == pending.count || start > 1 << 16 {
            pending.removeFirst(start)
            start = 0
        }
        return payload
    }
}
