// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The words in front of a Netpbm file's pixels.
struct NetpbmWords {
    /// The place of the first pixel, behind the white space after the last word that was read.
    var body: Int { min(index + 1, file.count) }

    private let file: [UInt8]
    private var index = 0

    init(_ file: [UInt8]) { self.file = file }

    mutating func next() -> String {
        while index < file.count, file[index] <= 0x20 || file[index] == UInt8(ascii: "#") {
            // A comment goes on to the line's end.
            if file[index] == UInt8(ascii: "#") { while index < file.count, file[index] != 0x0A { index += 1 } }
            if index < file.count { index += 1 }
        }
        let start = index
        while index < file.count, file[index] > 0x20 { index += 1 }
        return String(decoding: file[start..<index], as: UTF8.self)
    }

    mutating func number() -> Int? { Int(next()) }
}
