// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunModel
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// What a person sees of a backfill while it goes on.
final class BackfillProgress: Sendable {
    enum Choice: String, ExpressibleByArgument, CaseIterable { case auto, plain, none }

    private let choice: Choice
    private let document: DAGDocument
    private let sinks = Mutex<[String: PlainProgress]>([:])
    private let warnings = Mutex<Set<String>>([])

    init(_ choice: Choice, _ document: DAGDocument) {
        self.choice = choice
        self.document = document
    }

    /// Shows what happened in a run.
    func handle(_ entry: BackfillPlan.Entry, _ events: [RunEvent]) {
        guard choice == .plain else { return }
        let sink = sinks.withLock { sinks in
            if let sink = sinks[entry.runID] { return sink }
            let prefix = "\(ISO8601.format(entry.run.logicalDate)) "
            let sink = PlainProgress(document: document, theme: SessionProgress.theme) { text in
                let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { prefix + $0 + "\n" }
                Output.write(lines.joined(), to: STDERR_FILENO)
            }
            sinks[entry.runID] = sink
            return sink
        }
        sink.handle(events)
    }

    /// Shows what became of a run.
    func end(_ outcome: Backfill.Outcome) {
        guard choice != .none else { return }
        Output.error(BackfillReport.line(outcome, theme: SessionProgress.theme))
    }

    /// Shows a warning; the same one of several runs only once.
    func warn(_ text: String) {
        if warnings.withLock({ $0.insert(text).inserted }) { Output.error("warning: \(text)") }
    }
}
