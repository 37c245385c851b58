// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The words of a file: what stands between white space.
struct VCDWords {
    let bytes: [UInt8]
    /// The line that the last word stands in, from 1.
    private(set) var line = 1
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The place of the next word; nil at the end of the file.
    mutating func next() -> Range<Int>? {
        while index < bytes.count, bytes[index] <= 0x20 {
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
        guard index < bytes.count else { return nil }
        let start = index
        while index < bytes.count, bytes[index] > 0x20 { index += 1 }
        return start..<index
    }
}
