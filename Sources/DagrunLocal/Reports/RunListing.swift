// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import FoundationEssentials

/// The runs that are kept on disk, the latest first: what `runs` prints.
public struct RunListing: Sendable {
    private struct Entry {
        var record: RunRecord
        var folder: RunFolder
        var state: String
        /// How many task instances are in each state.
        var tally: [TaskState: Int]

        /// The states and their numbers, failures first.
        var sorted: [(state: String, count: Int)] {
            tally.sorted { ($0.key.isFailure ? 0 : 1, $0.key.rawValue) < ($1.key.isFailure ? 0 : 1, $1.key.rawValue) }
                .map { ($0.key.rawValue, $0.value) }
        }
    }

    private let entries: [Entry]

    /// Looks runs up.
    ///
    /// - Parameters:
    ///   - history: The runs that are kept.
    ///   - dagIDs: The DAGs whose runs are wanted.
    ///   - limit: The most runs.
    public init(_ history: RunHistory, dagIDs: [String], limit: Int) {
        let records = dagIDs.flatMap { history.records(dagID: $0) }.sorted { $0.start > $1.start }
        entries = records.prefix(max(0, limit)).map { record in
            let folder = RunFolder(root: history.root, dagID: record.facts.dagID, runID: record.facts.runID)
            var state = record.state.rawValue
            var tally = Self.tally(record)
            if !record.state.isFinished, !folder.isGoingOn {
                state = "interrupted"
                // What ran when the process was killed comes again, like what was cancelled.
                if let count = tally.removeValue(forKey: .running) { tally[.restarting, default: 0] += count }
            }
            return Entry(record: record, folder: folder, state: state, tally: tally)
        }
    }

    /// Whether there is no run.
    public var isEmpty: Bool { entries.isEmpty }

    /// The runs as a table.
    ///
    /// - Parameter width: The columns of the terminal; longer lines are cut. Nil: nothing is cut.
    /// - Returns: The lines, with a header.
    public func lines(width: Int? = nil) -> [String] {
        var table = TextTable(["DAG", "RUN", "STATE", "TYPE", "START", "DURATION", "TASKS", "REASON"], right: [5])
        for entry in entries {
            let record = entry.record
            table.add([
                record.facts.dagID, record.facts.runID, entry.state, record.facts.runType.rawValue,
                ISO8601.format(Date(timeIntervalSince1970: record.start.timeIntervalSince1970.rounded(.down))),
                record.end.map { TimeText.duration($0.timeIntervalSince(record.start)) } ?? "",
                entry.sorted.map { "\($0.count) \($0.state)" }.joined(separator: ", "), record.reason ?? "",
            ])
        }
        return table.lines(width: width)
    }

    /// The runs as a list of objects.
    public var json: JSONValue {
        .array(
            entries.map { entry in
                let record = entry.record
                let tally = entry.sorted.map { ($0.state, JSONValue.int(Int64($0.count))) }
                return [
                    "dag_id": .string(record.facts.dagID),
                    "run_id": .string(record.facts.runID),
                    "run_type": .string(record.facts.runType.rawValue),
                    "state": .string(entry.state),
                    "reason": record.reason.map(JSONValue.string) ?? .null,
                    "logical_date": Self.date(record.facts.logicalDate),
                    "data_interval_start": Self.date(record.facts.dataIntervalStart),
                    "data_interval_end": Self.date(record.facts.dataIntervalEnd),
                    "start": .string(RunTimes.text(record.start)),
                    "end": record.end.map { .string(RunTimes.text($0)) } ?? .null,
                    "duration": record.end.map { .double($0.timeIntervalSince(record.start)) } ?? .null,
                    "tasks": .object(Dictionary(tally, uniquingKeysWith: { $1 })),
                    "dag_version": .string(record.facts.dagVersion),
                    "folder": .string(entry.folder.path),
                ]
            })
    }

    private static func date(_ date: Date?) -> JSONValue { date.map { .string(ISO8601.format($0)) } ?? .null }

    private static func tally(_ record: RunRecord) -> [TaskState: Int] {
        record.instances.values.reduce(into: [:]) { counts, instance in
            if let state = instance.state { counts[state, default: 0] += 1 }
        }
    }
}
