// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks whether one condition goes on holding after another one began to.
struct StaysMonitor: RuleMonitor {
    let signals: [Int]
    private(set) var violation: Verdict.Violation?
    private var trigger: BoundTrigger
    private let condition: BoundCondition
    private let duration: Int64
    private let triggerWords: String
    private let words: String
    private var since: Int64?
    private var count = 0

    init(_ duration: Int64, after trigger: Condition, _ condition: Condition, in trace: Trace) throws(SignalRuleError) {
        self.trigger = BoundTrigger(try BoundCondition(trigger, in: trace))
        self.condition = try BoundCondition(condition, in: trace)
        self.duration = duration
        signals = try trace.places(of: (trigger && condition).probes)
        triggerWords = trigger.description
        words = condition.description
    }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {
        guard violation == nil else { return }
        if let since, time - since >= duration { self.since = nil }
        // A trigger that comes again meanwhile begins anew.
        if trigger.begins(value) {
            count += 1
            since = time
        }
        guard let since, !condition.holds(value) else { return }
        violation = Verdict.Violation(
            at: time, since: since,
            time == since
                ? "\(words): not at once when \(triggerWords)"
                : "\(words): only for \(TraceText.time(time - since)) after \(triggerWords), not for \(TraceText.time(duration))"
        )
    }

    mutating func verdict(at end: Int64) -> Verdict {
        if let violation { return .violated(violation) }
        if let since, end - since < duration {
            return .undecided(
                "\(words): for \(TraceText.time(end - since)) after \(triggerWords), when one stopped looking;"
                    + " \(TraceText.time(duration)) are asked for")
        }
        return count == 0 ? .undecided("\(triggerWords): that never began") : .held
    }
}
