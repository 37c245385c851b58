// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A duration as it is written in a scenario: a number and a unit, as in `100ms` or `1.5 s`.
enum DurationText {
    private static let units: [String: Int64] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "min": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]

    /// What is said of a text that is none.
    static let help = "a number and a unit, one of ns, us, ms, s, min and h, as in 100ms"

    /// Reads a duration of zero up to a century; nil when the text is none.
    static func duration(_ text: String) -> Duration? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text[number.endIndex...].drop { $0 == " " }
        let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int64($0) }), parts.count < 2 || parts[1].allSatisfy(\.isNumber) else {
            return nil
        }
        if unit.isEmpty { return whole == 0 && parts.count == 1 ? .zero : nil }
        guard let scale = units[String(unit)] else { return nil }
        let (product, overflow) = whole.multipliedReportingOverflow(by: scale)
        guard !overflow, product <= 3_200_000_000_000_000_000 else { return nil }
        var nanoseconds = product
        var digit = scale / 10
        for character in parts.count == 2 ? parts[1] : "" {
            nanoseconds += digit * Int64(character.wholeNumberValue ?? 0)
            digit /= 10
        }
        return .nanoseconds(nanoseconds)
    }
}
