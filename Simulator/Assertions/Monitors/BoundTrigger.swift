// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Notices when a condition begins to hold.
struct BoundTrigger: Sendable {
    private let condition: BoundCondition
    private var last: Bool?

    init(_ condition: BoundCondition) { self.condition = condition }

    /// Whether it begins to hold; not where it held already when one began to look.
    mutating func begins(_ value: (Int) -> TraceValue) -> Bool {
        let now = condition.holds(value)
        defer { last = now }
        return now && last == false
    }
}
