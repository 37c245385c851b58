// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks whether one condition goes on holding after another one began to.
struct StaysMonitor: RuleMonitor {
    private(set) var violation: Verdict.Violation?
    private var response: BoundResponse
    private let duration: Int64
    private var since: Int64?

    init(_ duration: Int64, _ response: BoundResponse) {
        self.response = response
        self.duration = duration
    }

    var signals: [Int] { response.signals }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {
        guard violation == nil else { return }
        if let since, time - since >= duration { self.since = nil }
        // A trigger that comes again meanwhile begins anew.
        if response.begins(value) { since = time }
        guard let since, !response.holds(value) else { return }
        let (words, trigger) = (response.words, response.triggerWords)
        violation = Verdict.Violation(
            at: time, since: since,
            time == since
                ? "\(words): not at once when \(trigger)"
                : "\(words): only for \(TraceText.time(time - since)) after \(trigger), not for \(TraceText.time(duration))"
        )
    }

    mutating func verdict(at end: Int64) -> Verdict {
        if let violation { return .violated(violation) }
        guard let since, end - since < duration else { return response.verdict }
        return .undecided(
            "\(response.words): for \(TraceText.time(end - since)) after \(response.triggerWords), when one stopped looking;"
                + " \(TraceText.time(duration)) are asked for")
    }
}
