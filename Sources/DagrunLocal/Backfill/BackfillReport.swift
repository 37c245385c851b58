// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import FoundationEssentials

/// What became of a backfill, for people and for programs.
public struct BackfillReport: Sendable {
    private let outcomes: [Backfill.Outcome]
    /// Whether a run failed or could not be begun.
    public let hasFailures: Bool

    /// Writes about a backfill.
    ///
    /// - Parameter outcomes: What became of each interval.
    public init(_ outcomes: [Backfill.Outcome]) {
        self.outcomes = outcomes
        hasFailures = outcomes.contains { $0.problem != nil || $0.record?.state == .failed }
    }

    /// Writes about a backfill that would be.
    ///
    /// - Parameter plan: The intervals.
    public init(_ plan: BackfillPlan) { self.init(plan.entries.map { Backfill.Outcome(entry: $0) }) }

    /// The intervals as a table.
    ///
    /// - Parameter width: The columns of the terminal; longer lines are cut. Nil: nothing is cut.
    /// - Returns: The lines, with a header.
    public func lines(width: Int? = nil) -> [String] {
        var table = TextTable(["LOGICAL DATE", "RUN", "STATE", "DURATION", "REASON"], right: [3])
        for outcome in outcomes {
            table.add([
                ISO8601.format(outcome.entry.run.logicalDate), outcome.entry.runID, Self.state(outcome),
                Self.duration(outcome).map { TimeText.duration($0) } ?? "", Self.reason(outcome) ?? "",
            ])
        }
        return table.lines(width: width)
    }

    /// The intervals as a list of objects.
    public var json: JSONValue {
        .array(
            outcomes.map { outcome in
                let run = outcome.entry.run
                return [
                    "run_id": .string(outcome.entry.runID),
                    "run_type": .string(RunFacts.RunType.backfill.rawValue),
                    "logical_date": .string(ISO8601.format(run.logicalDate)),
                    "data_interval_start": .string(ISO8601.format(run.interval.start)),
                    "data_interval_end": .string(ISO8601.format(run.interval.end)),
                    "state": .string(Self.state(outcome)),
                    "duration": Self.duration(outcome).map(JSONValue.double) ?? .null,
                    "reason": Self.reason(outcome).map(JSONValue.string) ?? .null,
                ]
            })
    }

    /// A line about one interval, for whoever watches.
    ///
    /// - Parameters:
    ///   - outcome: What became of it.
    ///   - theme: Colours and characters.
    /// - Returns: The line, without its end.
    public static func line(_ outcome: Backfill.Outcome, theme: ProgressTheme) -> String {
        let state: TaskState? =
            switch outcome.record?.state {
            case .success: .success
            case .failed: .failed
            case .running, .queued: .running
            case nil: outcome.problem == nil ? .skipped : .failed
            }
        var line = StyledLine(width: 1000, usesColor: theme.usesColor)
        line.add("\(theme.mark(state)) ", theme.sgr(state))
        line.add("\(outcome.entry.runID)  ")
        line.add(self.state(outcome), theme.sgr(state))
        if let seconds = duration(outcome) { line.add("  \(TimeText.duration(seconds))") }
        if let reason = reason(outcome) { line.add("  \(reason)") }
        return line.text
    }

    private static func state(_ outcome: Backfill.Outcome) -> String {
        if outcome.problem != nil { return "not begun" }
        guard let record = outcome.record else {
            switch outcome.entry.step {
            case .run: return "to run"
            case .resume: return "to resume"
            case .skip: return "skipped"
            }
        }
        return record.state.isFinished ? record.state.rawValue : "interrupted"
    }

    private static func duration(_ outcome: Backfill.Outcome) -> Double? {
        guard let record = outcome.record, let end = record.end else { return nil }
        return max(0, end.timeIntervalSince(record.start))
    }

    private static func reason(_ outcome: Backfill.Outcome) -> String? {
        if let problem = outcome.problem { return problem }
        guard let record = outcome.record else {
            if case .skip(let reason) = outcome.entry.step { return reason }
            return nil
        }
        let failed = record.instances.filter { $0.value.state == .failed }.keys.sorted()
        guard let first = failed.first else { return record.reason }
        return "failed: \(first)\(failed.count > 1 ? " and \(failed.count - 1) more" : "")"
    }
}
