// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks whether a condition never holds, or never for long.
struct NeverMonitor: RuleMonitor {
    let signals: [Int]
    private(set) var violation: Verdict.Violation?
    private let condition: BoundCondition
    private let words: String
    private let allowed: Int64
    private var since: Int64?

    init(_ condition: Condition, longerThan allowed: Int64, in trace: Trace) throws(SignalRuleError) {
        self.condition = try BoundCondition(condition, in: trace)
        self.allowed = allowed
        signals = try trace.places(of: condition.probes)
        words = condition.description
    }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {
        guard violation == nil else { return }
        look(at: time)
        if condition.holds(value) {
            since = since ?? time
            if allowed == 0 { violation = Verdict.Violation(at: time, words) }
        } else {
            since = nil
        }
    }

    mutating func verdict(at end: Int64) -> Verdict {
        if violation == nil { look(at: end) }
        return violation.map(Verdict.violated) ?? .held
    }

    private mutating func look(at time: Int64) {
        guard let since, time - since > allowed else { return }
        violation = Verdict.Violation(
            at: since + allowed, since: since, "\(words), for longer than \(TraceText.time(allowed))")
    }
}
