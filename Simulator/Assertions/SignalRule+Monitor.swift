// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension SignalRule {
    /// What looks whether it holds, in a trace with these signals.
    func monitor(in trace: Trace) throws(SignalRuleError) -> any RuleMonitor {
        switch kind {
        case .never(let condition, let allowed):
            try NeverMonitor(condition, longerThan: allowed.roundedNanoseconds, in: trace)
        case .within(let limit, let trigger, let condition):
            WithinMonitor(limit.roundedNanoseconds, try BoundResponse(to: trigger, condition, in: trace))
        case .stays(let duration, let trigger, let condition):
            StaysMonitor(duration.roundedNanoseconds, try BoundResponse(to: trigger, condition, in: trace))
        case .levels(let probe, let levels):
            try SequenceMonitor(probe, levels.map { .logic($0) }, is: .logic, in: trace)
        case .texts(let probe, let texts): try SequenceMonitor(probe, texts.map { .text($0) }, is: .text, in: trace)
        case .pulses(let condition, let width, let count):
            try PulsesMonitor(
                condition, width: width.lowerBound.roundedNanoseconds...width.upperBound.roundedNanoseconds,
                count: count, in: trace)
        case .wave(let condition, let period, let duty, let tolerance, let cycles):
            try WaveMonitor(
                condition, period: min(period.roundedNanoseconds, 1 << 61), duty: duty, tolerance: tolerance,
                cycles: cycles, in: trace)
        case .glitchFree(let probe, let shortest):
            try GlitchMonitor(probe, shortest: shortest.roundedNanoseconds, in: trace)
        }
    }
}

extension Trace {
    func places(of probes: [Probe]) throws(SignalRuleError) -> [Int] {
        var places: [Int] = []
        for probe in probes { places.append(try place(probe)) }
        return places
    }
}
