// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunTestSupport
import DagrunTesting
import Synchronization

/// Runs DAGs in a folder of its own, and keeps what was said meanwhile.
final class Probe: Sendable {
    let folder: TemporaryFolder
    private let state = Mutex<(events: [RunEvent], warnings: [String], lines: [String])>(([], [], []))

    init() throws { folder = try TemporaryFolder() }

    var root: String { "\(folder.path)/runs" }
    var events: [RunEvent] { state.withLock { $0.events } }
    var warnings: [String] { state.withLock { $0.warnings } }
    /// What tasks logged.
    var lines: [String] { state.withLock { $0.lines } }

    /// A run that is not begun yet.
    func prepare(_ dag: DAG, _ change: (inout LocalRunConfiguration) -> Void = { _ in }) throws -> LocalRun {
        var configuration = LocalRunConfiguration()
        configuration.root = root
        configuration.packageFolder = nil
        configuration.clock = VirtualClock()
        configuration.onEvents = { events in self.state.withLock { $0.events += events } }
        configuration.onWarning = { text in self.state.withLock { $0.warnings.append(text) } }
        configuration.onLog = { _, _, line in self.state.withLock { $0.lines.append(line) } }
        change(&configuration)
        return try LocalRun(dag, configuration)
    }

    /// Runs a DAG to its end.
    func run(_ dag: DAG, _ change: (inout LocalRunConfiguration) -> Void = { _ in }) async throws -> RunRecord {
        await (try prepare(dag, change)).execute()
    }

    func resume(_ dag: DAG, _ runID: String = "one", _ change: (inout LocalRunConfiguration) -> Void = { _ in })
        async throws -> RunRecord
    {
        try await run(dag) { configuration in
            configuration.resume = runID
            change(&configuration)
        }
    }

    /// What stands on disk about a run.
    func contents(_ dag: DAG, _ runID: String = "one") throws -> JournalReader.Contents {
        try RunHistory(root: root).contents(dagID: dag.id, runID: runID)
    }

    func journal(_ dag: DAG, _ runID: String = "one") -> String {
        RunFolder(root: root, dagID: dag.id, runID: runID).journal
    }
}
