// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks whether a condition holds again and again in the same rhythm.
struct WaveMonitor: RuleMonitor {
    let signals: [Int]
    private(set) var violation: Verdict.Violation?
    private let condition: BoundCondition
    private let words: String
    private let period: Int64
    private let pulse: Int64
    private let tolerance: Int64
    private let wanted: Int
    private var last: Bool?
    private var begin: Int64?
    private var end: Int64?
    private var count = 0

    init(
        _ condition: Condition, period: Int64, duty: Double, tolerance: Double, cycles: Int, in trace: Trace
    ) throws(SignalRuleError) {
        self.condition = try BoundCondition(condition, in: trace)
        signals = try trace.places(of: condition.probes)
        words = condition.description
        self.period = period
        pulse = Int64((Double(period) * duty).rounded())
        self.tolerance = Int64((Double(period) * min(tolerance, 1)).rounded())
        wanted = cycles
    }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {
        let now = condition.holds(value)
        defer { last = now }
        guard violation == nil, let last, last != now else { return }
        guard now else {
            end = time
            return
        }
        if let begin, let end { judge(begin, end, time) }
        begin = time
    }

    mutating func verdict(at end: Int64) -> Verdict {
        if let violation { return .violated(violation) }
        guard count < wanted else { return .held }
        let message = "\(words): \(count) whole cycle\(count == 1 ? "" : "s") seen, \(wanted) are asked for"
        // A wave that is too slow must not pass for one that was not looked at for long enough.
        if let begin, end - begin > period + tolerance {
            return .violated(Verdict.Violation(at: begin + period + tolerance, since: begin, message))
        }
        return .undecided(message)
    }

    private mutating func judge(_ begin: Int64, _ end: Int64, _ next: Int64) {
        count += 1
        let (period, pulse) = (next - begin, end - begin)
        if (period - self.period).magnitude > tolerance.magnitude {
            violation = Verdict.Violation(
                at: next, since: begin,
                "\(words): again after \(TraceText.time(period)), not after \(TraceText.time(self.period)) ± \(TraceText.time(tolerance))"
            )
        } else if (pulse - self.pulse).magnitude > tolerance.magnitude {
            violation = Verdict.Violation(
                at: end, since: begin,
                "\(words): for \(TraceText.time(pulse)), not for \(TraceText.time(self.pulse)) ± \(TraceText.time(tolerance))"
            )
        }
    }
}
