// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a file of waiting lines says of what was sent.
///
/// It is written over in place, with as many bytes each time: that works on a full disk, too.
///
///     sent 000000000402 001764259818123456 .
struct LogSpoolMark: Hashable {
    /// The place behind the last byte that was sent.
    var place: Int
    /// The instant of the last chunk, in microseconds since 1970; 0: there was none.
    var instant: Int64
    /// Whether the last chunk may have arrived or not.
    var isUncertain: Bool

    /// How many bytes it takes.
    static let length = 39
    private static let placeDigits = 12
    private static let instantDigits = 18

    init(place: Int, instant: Int64, isUncertain: Bool) {
        self.place = place
        self.instant = instant
        self.isUncertain = isUncertain
    }

    /// Reads it; nil where it is none.
    init?(line: [UInt8]) {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard line.count == Self.length, line.last == UInt8(ascii: "\n"), parts.count == 4,
            parts[0].elementsEqual("sent".utf8), let place = Self.number(parts[1]), let instant = Self.number(parts[2])
        else { return nil }
        self.place = Int(place)
        self.instant = instant
        isUncertain = parts[3].first == UInt8(ascii: "?")
    }

    /// Its line.
    var line: [UInt8] {
        Array("sent ".utf8) + Self.digits(Int64(place), Self.placeDigits) + [UInt8(ascii: " ")]
            + Self.digits(instant, Self.instantDigits) + Array(isUncertain ? " ?\n".utf8 : " .\n".utf8)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self))
    }

    private static func digits(_ number: Int64, _ count: Int) -> [UInt8] {
        let text = Array(String(max(0, number)).utf8.suffix(count))
        return [UInt8](repeating: 0x30, count: count - text.count) + text
    }
}
