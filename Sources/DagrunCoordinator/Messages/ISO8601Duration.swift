// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Durations as ISO 8601 has them, without years and months, which have no fixed length.
enum ISO8601Duration {
    private static let units: [Character: Double] = ["W": 604_800, "D": 86_400, "H": 3600, "M": 60, "S": 1]

    /// Reads a duration such as `PT1.5S` or `-P1DT2H`.
    ///
    /// - Parameter text: The text.
    /// - Returns: The duration; nil when the text is none.
    static func parse(_ text: String) -> Duration? {
        var rest = text[...]
        let isNegative = rest.first == "-"
        if isNegative { rest.removeFirst() }
        guard rest.popFirst() == "P", !rest.isEmpty, rest.last != "T" else { return nil }
        var seconds = 0.0
        var isTime = false
        while let first = rest.first {
            if first == "T", !isTime {
                isTime = true
                rest.removeFirst()
                continue
            }
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[digits.endIndex...]
            guard let number = Double(digits), let unit = rest.popFirst(), let factor = units[unit],
                (unit == "D" || unit == "W") != isTime
            else { return nil }
            seconds += number * factor
        }
        guard seconds < 1e15 else { return nil }
        return .seconds(isNegative ? -seconds : seconds)
    }
}
