// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The parts of a range or a step in a field of a cron expression.
struct CronRange {
    /// The first value.
    let low: Substring
    /// The last value.
    let high: Substring
    /// The step; empty where there is none.
    let step: Substring
    /// Whether the end was not written: `5/10` goes to the end of the field.
    let isOpen: Bool

    /// Takes `a-b`, `a-b/c`, `*/c` or `a/c` apart; nil for anything else.
    init?(_ entry: Substring, field: CronField) {
        let halves = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let step: Substring = halves.count == 2 ? halves[1] : ""
        guard let bounds = halves.first, !bounds.isEmpty else { return nil }
        if halves.count == 2, step.isEmpty || !step.allSatisfy({ $0.isASCII && $0.isWholeNumber }) { return nil }
        if bounds == "*", halves.count == 2 {
            low = Substring(String(field.range.lowerBound))
            high = Substring(String(field.range.upperBound))
            isOpen = false
        } else if let dash = bounds.firstIndex(of: "-") {
            low = bounds[..<dash]
            high = bounds[bounds.index(after: dash)...]
            isOpen = false
            guard !low.isEmpty, !high.isEmpty, !high.contains("-") else { return nil }
        } else if halves.count == 2 {
            low = bounds
            high = Substring(String(field.range.upperBound))
            isOpen = true
        } else {
            return nil
        }
        self.step = step
    }
}
