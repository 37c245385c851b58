// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the parts of a POSIX TZ rule from left to right.
struct PosixTimeZoneReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// Whether everything was read.
    var isAtEnd: Bool { rest.isEmpty }

    /// Whether a character comes next.
    func next(is character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

    /// Reads a character if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next(is: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Reads an abbreviation, three letters or more or `<+03>`.
    mutating func readName() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            let name = rest[..<end]
            rest = rest[rest.index(after: end)...]
            return name.count >= 3 && name.allSatisfy { PosixTimeZoneReader.isLetter($0) || $0.isDigitOrSign }
        }
        let name = rest.prefix(while: PosixTimeZoneReader.isLetter)
        rest = rest.dropFirst(name.count)
        return name.count >= 3
    }

    /// Reads an offset from UTC in seconds, at most 24 hours; hours of less than a day keep dates within their range.
    mutating func readOffset() -> Int? {
        readTime(maxHours: 24).flatMap { -86_399...86_399 ~= $0 ? $0 : nil }
    }

    /// Reads a day with its time, 02:00 where none is written.
    mutating func readTransition() -> PosixTransition? {
        guard let day = readDay() else { return nil }
        guard take("/") else { return PosixTransition(day: day, time: 7_200) }
        return readTime(maxHours: 167).map { PosixTransition(day: day, time: $0) }
    }

    private mutating func readDay() -> PosixTransition.Day? {
        if take("M") {
            guard let month = readNumber(in: 1...12), take("."), let week = readNumber(in: 1...5), take("."),
                let weekday = readNumber(in: 0...6)
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        }
        if take("J") { return readNumber(in: 1...365).map { .julian($0) } }
        return readNumber(in: 0...365).map { .zeroBased($0) }
    }

    private mutating func readTime(maxHours: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = readNumber(in: 0...maxHours) else { return nil }
        var seconds = hours * 3_600
        for unit in [60, 1] {
            guard take(":") else { break }
            guard let part = readNumber(in: 0...59) else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func readNumber(in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard 1...3 ~= digits.count else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return range.contains(value) ? value : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
}

extension UInt8 {
    fileprivate var isDigitOrSign: Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= self || self == UInt8(ascii: "+") || self == UInt8(ascii: "-")
    }
}
