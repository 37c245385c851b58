// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The identifier code of a variable: a number in printable characters, from `!` to `~`.
struct VCDCode: Sendable, CustomStringConvertible {
    // Its characters, the first one lowest; four of them tell 78 million variables apart.
    private let characters: UInt32
    private let count: UInt8

    init(_ number: Int) {
        var rest = number
        var characters: UInt32 = 0
        var count: UInt8 = 0
        repeat {
            characters |= UInt32(33 + rest % 94) << (8 * UInt32(count))
            rest = rest / 94 - 1
            count += 1
        } while rest >= 0 && count < 4
        self.characters = characters
        self.count = count
    }

    /// Writes the code to a place that has room for four bytes.
    ///
    /// - Returns: The place behind it.
    @inline(__always)
    func write(to bytes: inout MutableSpan<UInt8>, at place: Int) -> Int {
        bytes[place] = UInt8(truncatingIfNeeded: characters)
        guard count > 1 else { return place &+ 1 }
        for index in 1..<Int(count) {
            bytes[place &+ index] = UInt8(truncatingIfNeeded: characters >> (8 * UInt32(index)))
        }
        return place &+ Int(count)
    }

    var description: String {
        String(decoding: (0..<count).map { UInt8(truncatingIfNeeded: characters >> (8 * UInt32($0))) }, as: UTF8.self)
    }
}
