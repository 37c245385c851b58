// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks whether a net changes twice within a short time.
struct GlitchMonitor: RuleMonitor {
    let signals: [Int]
    private(set) var violation: Verdict.Violation?
    private let probe: Probe
    private let shortest: Int64
    private var last: Int64?

    init(_ probe: Probe, shortest: Int64, in trace: Trace) throws(SignalRuleError) {
        signals = [try trace.place(probe, is: .logic)]
        self.probe = probe
        self.shortest = shortest
    }

    mutating func changed(_ signal: Int, at time: Int64) {
        defer { last = time }
        guard violation == nil, let last, time - last < shortest else { return }
        let distance = time == last ? "one instant" : TraceText.time(time - last)
        violation = Verdict.Violation(at: time, since: last, "\(probe) changed twice within \(distance)")
    }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {}

    mutating func verdict(at end: Int64) -> Verdict {
        if let violation { return .violated(violation) }
        return last == nil ? .undecided("\(probe) never changed") : .held
    }
}
