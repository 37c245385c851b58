// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks whether one condition follows another one in time.
struct WithinMonitor: RuleMonitor {
    let signals: [Int]
    private(set) var violation: Verdict.Violation?
    private var trigger: BoundTrigger
    private let condition: BoundCondition
    private let limit: Int64
    private let triggerWords: String
    private let words: String
    // When the trigger came without the condition having followed yet: the first such time is all that counts.
    private var waitingSince: Int64?
    private var count = 0

    init(_ limit: Int64, after trigger: Condition, _ condition: Condition, in trace: Trace) throws(SignalRuleError) {
        self.trigger = BoundTrigger(try BoundCondition(trigger, in: trace))
        self.condition = try BoundCondition(condition, in: trace)
        self.limit = limit
        signals = try trace.places(of: (trigger && condition).probes)
        triggerWords = trigger.description
        words = condition.description
    }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {
        guard violation == nil else { return }
        look(isOver: { $0 < time })
        if trigger.begins(value) {
            count += 1
            waitingSince = waitingSince ?? time
        }
        if condition.holds(value) { waitingSince = nil }
    }

    mutating func verdict(at end: Int64) -> Verdict {
        if violation == nil { look(isOver: { $0 <= end }) }
        if let violation { return .violated(violation) }
        if let waitingSince {
            return .undecided(
                "\(words): not yet \(TraceText.time(end - waitingSince)) after \(triggerWords), and one stopped looking;"
                    + " \(TraceText.time(limit)) are allowed")
        }
        return count == 0 ? .undecided("\(triggerWords): that never began") : .held
    }

    private mutating func look(isOver: (Int64) -> Bool) {
        guard let since = waitingSince else { return }
        let (deadline, overflow) = since.addingReportingOverflow(limit)
        guard !overflow, isOver(deadline) else { return }
        violation = Verdict.Violation(
            at: deadline, since: since, "\(words): not within \(TraceText.time(limit)) after \(triggerWords)")
    }
}
