// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads dates and times of day as text.
enum CalendarText {
    /// An instant that can be compared.
    struct Instant: Comparable {
        /// Seconds since 1970 in UTC.
        var seconds: Int64
        /// The digits of the fraction, without zeros at the end.
        var fraction: String

        static func < (left: Self, right: Self) -> Bool {
            // Digits behind the point compare as text does: "5" is a half and lies behind "45".
            left.seconds == right.seconds ? left.fraction < right.fraction : left.seconds < right.seconds
        }
    }

    /// The instant of a text such as `2026-01-31T06:15:00+01:00`; `nil` where it is none.
    ///
    /// RFC 3339, section 5.6; between date and time a space is taken too.
    static func instant(_ text: String) -> Instant? {
        var rest = Array(text.utf8)[...]
        guard let days = days(&rest), let mark = rest.popFirst(), "Tt ".utf8.contains(mark),
            let time = timeOfDay(&rest)
        else { return nil }
        var fraction = ""
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(1 + digits.count)
            fraction = String(decoding: digits, as: UTF8.self)
            while fraction.hasSuffix("0") { fraction.removeLast() }
        }
        guard let offset = offset(&rest), rest.isEmpty else { return nil }
        return Instant(seconds: days * 86_400 + time - offset, fraction: fraction)
    }

    /// Whether a text is a date such as `2026-01-31`.
    static func isDate(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        return days(&rest) != nil && rest.isEmpty
    }

    /// Whether a text is a time of day such as `06:15:00`.
    ///
    /// Airflow checks the format `time` with `%H:%M:%S`: no fraction, no offset.
    static func isTime(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        return timeOfDay(&rest) != nil && rest.isEmpty
    }

    private static func days(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard let year = digits(4, &rest), skip("-", &rest), let month = digits(2, &rest), skip("-", &rest),
            let day = digits(2, &rest), year > 0, 1...12 ~= month
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Int(month) - 1]
        guard 1...Int64(length) ~= day else { return nil }
        // Years begin in March here, so that the leap day is the last one.
        let shifted = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    private static func timeOfDay(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard let hour = digits(2, &rest), skip(":", &rest), let minute = digits(2, &rest), skip(":", &rest),
            let second = digits(2, &rest), hour < 24, minute < 60, second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard let mark = rest.popFirst() else { return nil }
        if "Zz".utf8.contains(mark) { return 0 }
        guard "+-".utf8.contains(mark), let hour = digits(2, &rest), skip(":", &rest), let minute = digits(2, &rest),
            hour < 24, minute < 60
        else { return nil }
        return (mark == UInt8(ascii: "-") ? -1 : 1) * (hour * 3600 + minute * 60)
    }

    private static func digits(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int64? {
        var number: Int64 = 0
        for _ in 0..<count {
            guard let byte = rest.popFirst(), case let digit = byte &- UInt8(ascii: "0"), digit < 10 else { return nil }
            number = number * 10 + Int64(digit)
        }
        return number
    }

    private static func skip(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        rest.popFirst() == UInt8(ascii: character)
    }
}
