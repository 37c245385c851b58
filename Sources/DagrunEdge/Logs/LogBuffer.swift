// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Lines that wait to be sent, in memory and within bounds.
///
/// When there is no more room the oldest lines of level debug go first, then the oldest of all, and a line says how many.
struct LogBuffer {
    private struct Line {
        var bytes: [UInt8]
        var isDebug: Bool
    }

    private var lines: [Line] = []
    private var size = 0
    /// How many lines went since that was last said.
    private var dropped = 0
    private let limit: Int

    /// Makes an empty buffer.
    ///
    /// - Parameter limit: The most bytes that wait.
    init(limit: Int) { self.limit = limit }

    /// Whether nothing waits.
    var isEmpty: Bool { lines.isEmpty && dropped == 0 }

    /// Takes a line with its end.
    mutating func append(_ bytes: [UInt8], isDebug: Bool) {
        lines.append(Line(bytes: bytes, isDebug: isDebug))
        size += bytes.count
        while size > limit, lines.count > 1 {
            let place = lines.dropLast().firstIndex(where: \.isDebug) ?? 0
            size -= lines.remove(at: place).bytes.count
            dropped += 1
        }
    }

    /// Takes out what is sent next: whole lines, but a part of one that is longer than a chunk.
    ///
    /// - Parameters:
    ///   - size: The most bytes.
    ///   - missing: Makes the line that says how many are missing.
    /// - Returns: The bytes; nil when nothing waits.
    mutating func next(atMost size: Int, missing: (Int) -> [UInt8]) -> [UInt8]? {
        if dropped > 0 {
            lines.insert(Line(bytes: missing(dropped), isDebug: false), at: 0)
            self.size += lines[0].bytes.count
            dropped = 0
        }
        guard let first = lines.first else { return nil }
        if first.bytes.count > size {
            // Not within a character: the rest follows in the next chunk.
            var end = size
            while end > 0, first.bytes[end] & 0xC0 == 0x80 { end -= 1 }
            if end == 0 { end = size }
            lines[0].bytes.removeFirst(end)
            self.size -= end
            return Array(first.bytes[..<end])
        }
        var chunk: [UInt8] = []
        var count = 0
        while count < lines.count, chunk.count + lines[count].bytes.count <= size {
            chunk += lines[count].bytes
            count += 1
        }
        lines.removeFirst(count)
        self.size -= chunk.count
        return chunk
    }

    /// Takes out all that waits, line by line.
    mutating func takeAll() -> [(bytes: [UInt8], isDebug: Bool)] {
        defer { (lines, size) = ([], 0) }
        // What was put back may be several lines.
        return lines.flatMap { line in
            line.bytes.split(separator: UInt8(ascii: "\n")).map { ($0 + [UInt8(ascii: "\n")], line.isDebug) }
        }
    }

    /// Puts back what could not be sent.
    mutating func putBack(_ chunk: [UInt8]) {
        lines.insert(Line(bytes: chunk, isDebug: false), at: 0)
        size += chunk.count
    }
}
