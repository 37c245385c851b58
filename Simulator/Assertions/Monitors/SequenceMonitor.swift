// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks whether a signal has exactly the values it should, one after the other.
struct SequenceMonitor: RuleMonitor {
    let signals: [Int]
    private(set) var violation: Verdict.Violation?
    private let probe: Probe
    private let values: [TraceValue]
    private var count = 0
    private var last: TraceValue?

    init(_ probe: Probe, _ values: [TraceValue], is kind: TraceSignal.Kind, in trace: Trace) throws(SignalRuleError) {
        signals = [try trace.place(probe, is: kind)]
        self.probe = probe
        self.values = values
    }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {
        let now = value(signals[0])
        guard violation == nil, now != last else { return }
        last = now
        defer { count += 1 }
        guard count < values.count else {
            violation = Verdict.Violation(at: time, "\(probe) became \(now) after all of \(Self.list(values))")
            return
        }
        guard now != values[count] else { return }
        let verb = count == 0 ? "begins as" : "became"
        let place = count == 0 ? "" : " after \(Self.list(values.prefix(count)))"
        violation = Verdict.Violation(at: time, "\(probe) \(verb) \(now)\(place), and should be \(values[count])")
    }

    mutating func verdict(at end: Int64) -> Verdict {
        if violation == nil, count < values.count {
            violation = Verdict.Violation(
                at: end, "\(probe) was \(Self.list(values.prefix(count))) only; \(values[count]) should have come next")
        }
        return violation.map(Verdict.violated) ?? .held
    }

    private static func list(_ values: some Collection<TraceValue>) -> String {
        values.isEmpty ? "nothing" : values.map(\.description).joined(separator: ", ")
    }
}
