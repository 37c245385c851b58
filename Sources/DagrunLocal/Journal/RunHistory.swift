// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import DagrunSystem
public import FoundationEssentials

/// The runs that are kept on disk.
public struct RunHistory: Sendable {
    /// The folder that holds all runs, such as `.dagrun/runs`.
    public let root: String

    /// Names the runs.
    ///
    /// - Parameter root: The folder that holds all runs.
    public init(root: String) { self.root = root }

    /// The ids of the DAGs that were run.
    public func dagIDs() -> [String] { Folders.names(in: root).map(Self.decoded) }

    /// The ids of all runs of a DAG, also those whose journals can't be read.
    func runIDs(dagID: String) -> [String] {
        Folders.names(in: "\(root)/\(RunFolder.component(dagID))").map(Self.decoded)
    }

    /// All runs of a DAG, the latest first.
    ///
    /// - Parameter dagID: The DAG's id.
    /// - Returns: What their journals say; those that can't be read are left out.
    public func records(dagID: String) -> [RunRecord] { read(dagID).records }

    /// The runs of a DAG whose journals can't be read.
    ///
    /// - Parameter dagID: The DAG's id.
    /// - Returns: The runs, by their ids; one that died before it wrote anything is none of them.
    public func unreadable(dagID: String) -> [UnreadableRun] { read(dagID).unreadable }

    private func read(_ dagID: String) -> (records: [RunRecord], unreadable: [UnreadableRun]) {
        let folder = "\(root)/\(RunFolder.component(dagID))"
        var (records, unreadable): ([RunRecord], [UnreadableRun]) = ([], [])
        for name in Folders.names(in: folder) {
            let path = "\(folder)/\(name)/events.jsonl"
            guard Folders.exists(path) else { continue }
            do { records.append(try JournalReader.read(path).record) } catch RunError.emptyJournal { continue } catch {
                unreadable.append(
                    UnreadableRun(
                        dagID: dagID, runID: Self.decoded(name), start: JournalReader.beginning(of: path)?.start,
                        reason: "\(error)"))
            }
        }
        return (records.sorted { $0.start > $1.start }, unreadable.sorted { $0.runID < $1.runID })
    }

    /// The latest run of a DAG, by logical date, that succeeded before an instant.
    ///
    /// Of runs that have one logical date, which Airflow does not allow, the one that began last counts. Only the first
    /// lines of journals are read, until a run is found that is worth a look.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - date: The instant; runs of that logical date, or without one, don't count.
    /// - Returns: What its journal says; nil where there is none.
    public func latestSuccess(of dagID: String, before date: Date) -> RunRecord? {
        let folder = "\(root)/\(RunFolder.component(dagID))"
        let candidates = Folders.names(in: folder).compactMap { name -> (path: String, date: Date, start: Date)? in
            let path = "\(folder)/\(name)/events.jsonl"
            guard let (facts, start) = JournalReader.beginning(of: path), let other = facts.logicalDate, other < date
            else { return nil }
            return (path, other, start)
        }
        .sorted { ($0.date, $0.start) > ($1.date, $1.start) }
        return candidates.lazy.compactMap { try? JournalReader.read($0.path).record }.first { $0.state == .success }
    }

    /// A run's journal.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id, the beginning of one that fits no other, or `latest`.
    /// - Returns: What stands in it.
    /// - Throws: ``RunError`` when there is no such run, or more than one; what ``JournalReader/read(_:)`` throws.
    public func contents(dagID: String, runID: String) throws -> JournalReader.Contents {
        try JournalReader.read(folder(dagID: dagID, runID: runID).journal)
    }

    /// A run's folder.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id, the beginning of one that fits no other, or `latest`.
    /// - Returns: The folder.
    /// - Throws: ``RunError`` when there is no such run, or more than one, or the latest can't be read.
    public func folder(dagID: String, runID: String) throws -> RunFolder {
        if runID == "latest" {
            let (records, unreadable) = read(dagID)
            // Another run than the latest would be a surprise.
            if let run = unreadable.max(by: { ($0.start ?? .distantPast) < ($1.start ?? .distantPast) }),
                records.first.map({ $0.start < run.start ?? .distantPast }) ?? true
            {
                throw RunError.noSuchRun("the latest run of DAG \(dagID), \(run.runID), can't be read: \(run.reason)")
            }
            guard let latest = records.first else {
                throw RunError.noSuchRun("DAG \(dagID) has no run in \(root) yet")
            }
            return RunFolder(root: root, dagID: dagID, runID: latest.facts.runID)
        }
        let names = runIDs(dagID: dagID)
        if names.contains(runID) { return RunFolder(root: root, dagID: dagID, runID: runID) }
        let found = names.filter { $0.hasPrefix(runID) }
        switch found.count {
        case 1: return RunFolder(root: root, dagID: dagID, runID: found[0])
        case 0:
            let hint = Suggestion.closest(to: runID, in: names).map { "; did you mean “\($0)”?" } ?? ""
            throw RunError.noSuchRun("DAG \(dagID) has no run “\(runID)” in \(root)\(hint)")
        default:
            throw RunError.noSuchRun(
                "“\(runID)” fits \(found.count) runs of DAG \(dagID): \(found.prefix(3).joined(separator: ", "))…")
        }
    }

    /// The id that a folder is named after.
    static func decoded(_ name: String) -> String { PercentCoding.unquote(name.utf8) }
}

extension RunHistory {
    /// How many journals are read for an estimate: a run must not begin later because there were many before it.
    private static let durationsLookBack = 8

    /// How long each task took in the latest run that succeeded, for an estimate of the next one.
    ///
    /// Looks at the last few runs only.
    ///
    /// - Parameter dagID: The DAG's id.
    /// - Returns: Seconds by task id: the mean over a mapped task's instances.
    public func durations(dagID: String) -> [String: Double] {
        let folder = "\(root)/\(RunFolder.component(dagID))"
        let journals = Folders.names(in: folder).map { "\(folder)/\($0)/events.jsonl" }
            .map { (path: $0, time: Folders.modificationTime($0)) }
            .sorted { $0.time > $1.time }
            .prefix(Self.durationsLookBack)
        let records = journals.lazy.compactMap { try? JournalReader.read($0.path).record }
        guard let record = records.first(where: { $0.state == .success }) else { return [:] }
        var sums: [String: (seconds: Double, count: Double)] = [:]
        for (id, instance) in record.instances {
            guard let attempt = instance.attempts.last, let end = attempt.end else { continue }
            let sum = sums[id.taskID] ?? (0, 0)
            sums[id.taskID] = (sum.seconds + end.timeIntervalSince(attempt.start), sum.count + 1)
        }
        return sums.mapValues { $0.seconds / $0.count }
    }
}
