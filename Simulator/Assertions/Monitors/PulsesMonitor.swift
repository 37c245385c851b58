// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks how long a condition holds each time.
struct PulsesMonitor: RuleMonitor {
    let signals: [Int]
    private(set) var violation: Verdict.Violation?
    private let condition: BoundCondition
    private let words: String
    private let width: ClosedRange<Int64>
    private let wanted: ClosedRange<Int>
    private var last: Bool?
    // Nil within a pulse that began before one looked, too.
    private var begin: Int64?
    private var count = 0

    init(_ condition: Condition, width: ClosedRange<Int64>, count: ClosedRange<Int>, in trace: Trace)
        throws(SignalRuleError)
    {
        self.condition = try BoundCondition(condition, in: trace)
        signals = try trace.places(of: condition.probes)
        words = condition.description
        self.width = width
        wanted = count
    }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {
        let now = condition.holds(value)
        defer { last = now }
        guard violation == nil, let last, last != now else { return }
        if now {
            begin = time
            if count == wanted.upperBound {
                violation = Verdict.Violation(
                    at: time, "\(words): more often than \(count) time\(count == 1 ? "" : "s")")
            }
        } else if let begin {
            self.begin = nil
            count += 1
            guard !width.contains(time - begin) else { return }
            violation = Verdict.Violation(
                at: time, since: begin, "\(words) for \(TraceText.time(time - begin)), not \(range)")
        }
    }

    mutating func verdict(at end: Int64) -> Verdict {
        if violation == nil, let begin, end - begin > width.upperBound {
            violation = Verdict.Violation(
                at: begin + width.upperBound, since: begin,
                "\(words) for longer than \(TraceText.time(width.upperBound))")
        }
        if let violation { return .violated(violation) }
        if begin != nil, count + 1 >= wanted.lowerBound {
            return .undecided("\(words): that was not over when one stopped looking")
        }
        guard count < wanted.lowerBound else { return .held }
        guard wanted.upperBound < .max else { return .undecided("\(words): that never began") }
        return .violated(
            Verdict.Violation(
                at: end, "\(words): only \(count) of \(wanted.lowerBound) time\(wanted.lowerBound == 1 ? "" : "s")"))
    }

    private var range: String { "\(TraceText.time(width.lowerBound)) to \(TraceText.time(width.upperBound))" }
}
