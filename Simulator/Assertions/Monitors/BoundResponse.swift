// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A condition that is to hold when another one began to.
struct BoundResponse: Sendable {
    /// The signals of both.
    let signals: [Int]
    /// What begins, in words.
    let triggerWords: String
    /// What is to hold, in words.
    let words: String
    /// How often it began.
    private(set) var count = 0
    private var trigger: BoundTrigger
    private let condition: BoundCondition

    init(to trigger: Condition, _ condition: Condition, in trace: Trace) throws(SignalRuleError) {
        self.trigger = BoundTrigger(try BoundCondition(trigger, in: trace))
        self.condition = try BoundCondition(condition, in: trace)
        signals = try trace.places(of: (trigger && condition).probes)
        triggerWords = trigger.description
        words = condition.description
    }

    /// Whether what is waited for begins; to be asked once an instant.
    mutating func begins(_ value: (Int) -> TraceValue) -> Bool {
        guard trigger.begins(value) else { return false }
        count += 1
        return true
    }

    /// Whether what is to hold does.
    func holds(_ value: (Int) -> TraceValue) -> Bool { condition.holds(value) }

    /// What came of it where nothing was wrong.
    var verdict: Verdict { count == 0 ? .undecided("\(triggerWords): that never began") : .held }
}
