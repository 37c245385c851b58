// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Looks whether one condition follows another one in time.
struct WithinMonitor: RuleMonitor {
    private(set) var violation: Verdict.Violation?
    private var response: BoundResponse
    private let limit: Int64
    // When the trigger came without the condition having followed yet: the first such time is all that counts.
    private var waitingSince: Int64?

    init(_ limit: Int64, _ response: BoundResponse) {
        self.response = response
        self.limit = limit
    }

    var signals: [Int] { response.signals }

    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64) {
        guard violation == nil else { return }
        look(isOver: { $0 < time })
        if response.begins(value) { waitingSince = waitingSince ?? time }
        if response.holds(value) { waitingSince = nil }
    }

    mutating func verdict(at end: Int64) -> Verdict {
        if violation == nil { look(isOver: { $0 <= end }) }
        if let violation { return .violated(violation) }
        guard let waitingSince else { return response.verdict }
        return .undecided(
            "\(response.words): not yet \(TraceText.time(end - waitingSince)) after \(response.triggerWords), and one"
                + " stopped looking; \(TraceText.time(limit)) are allowed")
    }

    private mutating func look(isOver: (Int64) -> Bool) {
        guard let since = waitingSince else { return }
        let (deadline, overflow) = since.addingReportingOverflow(limit)
        guard !overflow, isOver(deadline) else { return }
        violation = Verdict.Violation(
            at: deadline, since: since,
            "\(response.words): not within \(TraceText.time(limit)) after \(response.triggerWords)")
    }
}
