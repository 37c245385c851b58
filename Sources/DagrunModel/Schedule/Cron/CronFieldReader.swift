// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads one field of a cron expression.
///
/// It accepts what croniter 7.0.0 accepts (`croniter._expand`), with its corner cases: `1-1` is the whole field, `5-0`
/// wraps around even where 0 is no value, `59/15` is the single value 59.
struct CronFieldReader {
    private let field: CronField
    private let text: Substring
    private var result = CronFieldValues()

    /// Why the field can't be read.
    struct Fault: Error {
        let text: String
        let reason: String
    }

    /// Makes a reader for the text of a field in lower case.
    init(_ field: CronField, _ text: Substring) {
        self.field = field
        self.text = text
    }

    /// Reads the field.
    mutating func read() throws(Fault) -> CronFieldValues {
        if text.contains("?") {
            guard text == "?" else { throw Fault(text: String(text), reason: "? stands alone in its field") }
            guard field == .dayOfMonth || field == .dayOfWeek else {
                throw Fault(text: "?", reason: "? is for day of month and day of week")
            }
            result.hasStar = true
            return result
        }
        let entries = text.split(separator: ",", omittingEmptySubsequences: false)
        for entry in entries { try read(entry, isOnly: entries.count == 1) }
        return result
    }

    private mutating func read(_ entry: Substring, isOnly: Bool) throws(Fault) {
        guard !entry.isEmpty else { throw fault(entry, "a value is missing between commas") }
        switch field {
        case .dayOfMonth:
            if try readNearestWorkingDay(entry, isOnly: isOnly) { return }
        case .dayOfWeek:
            if try readNthWeekday(entry) { return }
        default: break
        }
        try readPlain(entry, nth: nil)
    }

    /// Reads `15w` or `w15`.
    private mutating func readNearestWorkingDay(_ entry: Substring, isOnly: Bool) throws(Fault) -> Bool {
        let digits: Substring
        if entry.last == "w" {
            digits = entry.dropLast()
        } else if entry.first == "w" {
            digits = entry.dropFirst()
        } else {
            return false
        }
        guard let day = try number(digits) else { return false }
        guard field.range.contains(day) else { throw outOfRange(digits) }
        guard isOnly else { throw fault(entry, "W is for a single day, not for a list") }
        result.nearestWorkingDay = day
        result.values.insert(day)
        return true
    }

    /// Reads `2#3`, `mon-fri#1` or `l5`.
    private mutating func readNthWeekday(_ entry: Substring) throws(Fault) -> Bool {
        if entry.first == "l", let day = try number(entry.dropFirst()) {
            try insert(day, text: entry.dropFirst(), nth: 0)
            return true
        }
        let parts = entry.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2, let nth = try number(parts[1]) else { return false }
        guard 1...5 ~= nth else { throw fault(parts[1], "the number behind # is in 1...5") }
        // Before # there is one value or a range of names; croniter refuses 1-5#2 and 1/2#3.
        let isValue = parts[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let isNames = parts[0].allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
        guard isValue || isNames else { return false }
        try readPlain(parts[0], nth: UInt8(nth))
        return true
    }

    private mutating func readPlain(_ entry: Substring, nth: UInt8?) throws(Fault) {
        guard let range = CronRange(entry, field: field) else {
            if entry == "*" {
                guard nth == nil else { throw fault(entry, "# needs a day of the week before it") }
                result.hasStar = true
            } else if entry == "l", field == .dayOfMonth {
                result.hasLastDay = true
            } else if entry.first == "-" {
                throw fault(entry, "a value can't be negative")
            } else {
                try insert(try value(entry), text: entry, nth: nth)
            }
            return
        }
        for value in try expand(range, entry: entry) { try insert(value, text: entry, nth: nth) }
    }

    /// The values of a range, in no order.
    private func expand(_ range: CronRange, entry: Substring) throws(Fault) -> [Int] {
        let high = field == .dayOfMonth && range.high == "l" ? 31 : alias(try value(range.high))
        let low = alias(try value(range.low))
        guard let step = range.step.isEmpty ? 1 : try number(range.step) else {
            throw fault(entry, "the step \"\(range.step)\" is not a number")
        }
        guard step > 0 else { throw fault(entry, "the step 0 would never end") }
        guard low <= field.range.upperBound else { throw outOfRange(range.low) }
        guard high <= field.range.upperBound else { throw outOfRange(range.high) }
        if low == high {
            return range.isOpen
                ? [low] : Array(stride(from: field.range.lowerBound, through: field.range.upperBound, by: step))
        }
        if low < high { return Array(stride(from: low, through: high, by: step)) }
        return try wrapped(low: low, high: high, step: step, entry: entry)
    }

    /// The values from `low` over the end of the field to `high`.
    ///
    /// Behind the end croniter does not go on with the step: it starts at the field's first value, and skips some only
    /// where the next step would leave the field.
    private func wrapped(low: Int, high: Int, step: Int, entry: Substring) throws(Fault) -> [Int] {
        let first = field.range.lowerBound
        let last = field.range.upperBound
        var values = Array(stride(from: low, through: last, by: step))
        guard let end = values.last, end >= first else { throw outOfRange(entry) }
        let skipped = last - end
        let skip = end - first + step > field.range.count && skipped < step ? step - skipped : 0
        values += stride(from: first + skip, through: high, by: step)
        return values
    }

    private mutating func insert(_ number: Int, text: Substring, nth: UInt8?) throws(Fault) {
        let value = alias(number)
        guard field.range.contains(value) else { throw outOfRange(text) }
        result.values.insert(value)
        if let nth { result.nthWeekdays[value, default: 0] |= 1 << nth }
    }

    /// 7 is another name for Sunday.
    private func alias(_ value: Int) -> Int { field == .dayOfWeek && value == 7 ? 0 : value }

    /// The value of a number or a name.
    private func value(_ text: Substring) throws(Fault) -> Int {
        if let number = try number(text) { return number }
        if let value = field.value(named: text) { return value }
        throw fault(text, "\"\(text)\" is not a value")
    }

    /// The value of decimal digits, or nil for anything else; numbers too big for any field become one such number.
    private func number(_ text: Substring) throws(Fault) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        // Python's limit for reading an integer.
        guard text.utf8.count <= 4_300 else {
            throw Fault(text: "\(text.prefix(12))…", reason: "the number is too long")
        }
        let digits = text.drop { $0 == "0" }
        return digits.utf8.count > 9 ? 1_000_000_000 : Int(digits) ?? 0
    }

    private func outOfRange(_ text: Substring) -> Fault {
        let last = field == .dayOfWeek ? 7 : field.range.upperBound
        return fault(text, "\(text) is out of range \(field.range.lowerBound)...\(last)")
    }

    private func fault(_ text: Substring, _ reason: String) -> Fault { Fault(text: String(text), reason: reason) }
}
