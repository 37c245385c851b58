// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Cuts bytes that arrive in pieces into lines.
package struct LineSplitter: Sendable {
    /// A line without its end.
    package struct Line: Sendable, Hashable {
        /// Its bytes, at most as many as the splitter keeps.
        package var bytes: [UInt8]
        /// How many bytes it really had.
        package var length: Int
    }

    /// How many bytes of a line are kept.
    package let limit: Int
    private var pending: [UInt8] = []
    /// The length of the line that has no end yet.
    package private(set) var length = 0

    package init(limit: Int) { self.limit = limit }

    /// Takes the next piece.
    ///
    /// - Returns: The lines that it completes.
    package mutating func add(_ piece: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var rest = piece[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            append(rest[..<end])
            lines.append(take())
            rest = rest[(end + 1)...]
        }
        append(rest)
        return lines
    }

    /// Ends the text.
    ///
    /// - Returns: What follows the last line end; nil when nothing does.
    package mutating func finish() -> Line? { length == 0 ? nil : take() }

    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        length += bytes.count
        pending += bytes.prefix(limit - pending.count)
    }

    private mutating func take() -> Line {
        defer {
            pending = []
            length = 0
        }
        return Line(bytes: pending, length: length)
    }
}
