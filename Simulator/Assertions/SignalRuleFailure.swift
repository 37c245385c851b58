// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A rule that did not hold, with a picture of where.
public struct SignalRuleFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was expected.
    public let rule: SignalRule
    /// What came of it.
    public let verdict: Verdict
    /// The signals around the instant, as they are drawn.
    public let waveform: String

    /// Describes a rule that did not hold.
    ///
    /// - Parameters:
    ///   - rule: What was expected.
    ///   - verdict: What came of it; nothing is made of one that held.
    ///   - trace: What it was looked for in.
    ///   - style: How the signals are drawn.
    public init?(
        _ rule: SignalRule, _ verdict: Verdict, in trace: Trace, style: WaveformStyle = WaveformStyle()
    ) {
        self.rule = rule
        self.verdict = verdict
        let names = rule.probes.map(\.name)
        switch verdict {
        case .held: return nil
        case .violated(let violation):
            let instants = [violation.since, violation.time].compactMap { $0 }
            var marks = [WaveformMark(violation.time, "here")]
            if let since = violation.since, since != violation.time {
                marks.insert(WaveformMark(since, "since"), at: 0)
            }
            waveform = trace.waveform(
                of: names, in: trace.window(around: instants, of: names), marks: marks, style: style)
        case .undecided: waveform = trace.waveform(of: names, style: style)
        }
    }

    /// What was expected, what happened and when, and the signals around it.
    public var description: String {
        switch verdict {
        case .held: "held: \(rule)"
        case .violated(let violation):
            "expected \(rule)\n\(violation.message), at \(TraceText.instant(violation.time))\n\(waveform)"
        case .undecided(let reason): "expected \(rule)\nnobody can say: \(reason)\n\(waveform)"
        }
    }
}
