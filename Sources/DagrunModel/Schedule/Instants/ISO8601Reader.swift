// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads one instant from the bytes of a text.
struct ISO8601Reader {
    private let text: String
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// Reads the whole text.
    mutating func read() throws(ISO8601Error) -> Microseconds {
        let day = try readDay()
        guard position < bytes.count else { return Microseconds(seconds: day * 86_400) }
        guard take("T") else { throw fault("expected T between date and time") }
        let (second, fraction) = try readTime()
        let offset = try readOffset()
        guard position == bytes.count else { throw fault("expected the end") }
        let local = Microseconds(seconds: day * 86_400 + second)
        guard let instant = local.adding(Int64(fraction) - Int64(offset) * 1_000_000) else {
            throw fault("the instant is outside of the years 1 to 9999")
        }
        return instant
    }

    private mutating func readDay() throws(ISO8601Error) -> Int {
        let year = try readNumber(digits: 4, in: CivilCalendar.years, name: "year")
        try expect("-")
        let month = try readNumber(digits: 2, in: 1...12, name: "month")
        try expect("-")
        let days = 1...CivilCalendar.daysInMonth(month, of: year)
        return CivilCalendar.day(year: year, month: month, day: try readNumber(digits: 2, in: days, name: "day"))
    }

    private mutating func readTime() throws(ISO8601Error) -> (second: Int, fraction: Int) {
        let hour = try readNumber(digits: 2, in: 0...23, name: "hour")
        try expect(":")
        let minute = try readNumber(digits: 2, in: 0...59, name: "minute")
        guard take(":") else { return (hour * 3_600 + minute * 60, 0) }
        let second = try readNumber(digits: 2, in: 0...59, name: "second")
        return (hour * 3_600 + minute * 60 + second, take(".") ? try readFraction() : 0)
    }

    private mutating func readFraction() throws(ISO8601Error) -> Int {
        var value = 0
        var digits = 0
        while let digit = peekDigit() {
            guard digits < 6 else { throw fault("a fraction has at most 6 digits") }
            value = value * 10 + digit
            digits += 1
            position += 1
        }
        guard digits > 0 else { throw fault("expected digits of the fraction") }
        for _ in digits..<6 { value *= 10 }
        return value
    }

    /// Reads the seconds east of UTC.
    private mutating func readOffset() throws(ISO8601Error) -> Int {
        if position == bytes.count || take("Z") { return 0 }
        let sign: Int
        if take("+") {
            sign = 1
        } else if take("-") {
            sign = -1
        } else {
            throw fault("expected Z or an offset such as +01:00")
        }
        let hour = try readNumber(digits: 2, in: 0...23, name: "offset's hour")
        guard take(":") || peekDigit() != nil else { return sign * hour * 3_600 }
        let minute = try readNumber(digits: 2, in: 0...59, name: "offset's minute")
        return sign * (hour * 3_600 + minute * 60)
    }

    private mutating func readNumber(digits: Int, in range: ClosedRange<Int>, name: String) throws(ISO8601Error) -> Int
    {
        let start = position
        var value = 0
        for _ in 0..<digits {
            guard let digit = peekDigit() else { throw fault("expected \(digits) digits of the \(name)") }
            value = value * 10 + digit
            position += 1
        }
        guard range.contains(value) else {
            position = start
            throw fault("the \(name) \(value) is out of range \(range.lowerBound)...\(range.upperBound)")
        }
        return value
    }

    private func peekDigit() -> Int? {
        guard position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) else {
            return nil
        }
        return Int(bytes[position] - UInt8(ascii: "0"))
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(ISO8601Error) {
        guard take(character) else { throw fault("expected \(character)") }
    }

    private func fault(_ reason: String) -> ISO8601Error {
        ISO8601Error(text: text, position: position + 1, reason: reason)
    }
}
