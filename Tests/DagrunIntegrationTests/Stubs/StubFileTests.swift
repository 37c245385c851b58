// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHTTP
import DagrunModel
import DagrunPackaging
import DagrunTesting
import Foundation
import Testing

@testable import DagrunConformance
@testable import DagrunExamples

/// Files that `compile --airflow` wrote into the DAG folder of a real Airflow, read by its DAG processor.
@Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(if: RealAirflow.gives(.toWorkers), "no Airflow was started: make test-airflow"))
struct StubFileTests {
    static let examples = Examples().dags
    /// One of its own: the workers of other tests don't have these DAGs.
    static let queue = "features"
    static let dags = examples + FeatureDAGs.all

    @Test("Airflow finds no fault with any of the files")
    func hasNoImportErrors() async throws {
        let airflow = try await RealAirflow()
        for dag in Self.dags { _ = try await DeployedDAG(dag.document, airflow) }
        #expect(try await airflow.json("/api/v2/importErrors")["total_entries"] == 0)
        let warnings = try await airflow.json("/api/v2/dagWarnings")
        #expect(warnings["total_entries"] == 0, "\(warnings)")
    }

    @Test("Airflow knows of each DAG what its document says", arguments: dags.map(\.id))
    func saysAll(_ id: String) async throws {
        let dag = try #require(Self.dags.first { $0.id == id })
        let airflow = try await RealAirflow()
        let deployed = try await DeployedDAG(dag.document, airflow)
        deployed.expectSettings()
        try deployed.expectSchedule()
        try await deployed.expectRuns(airflow)
        try await deployed.expectDeadlines(airflow)
        try deployed.expectTasks()
        deployed.expectGraph()
    }

    // MARK: Runs

    /// What can run without a board and without waiting for a schedule.
    static let runnable = examples.filter { !HardwareTests.dags.map(\.id).contains($0.id) } + FeatureDAGs.runnable

    /// Those, and one of which Airflow runs some tasks by itself: its LocalExecutor goes by the name `elsewhere`.
    private static let shared = runnable + [FeatureDAGs.executors]

    @Test("a run by a worker gives what a local run gives, XCom by XCom", arguments: shared.map(\.id))
    func runsAlike(_ id: String) async throws {
        let dag = try #require(Self.shared.first { $0.id == id })
        let airflow = try await RealAirflow()
        let local = try await LocalTwin(dag, airflow)
        try await airflow.work([Self.queue], Self.dags) { _ in try await local.expectAlike(airflow) }
    }

    @Test("callbacks of tasks are called by a worker, and their lines are in the tasks' logs")
    func callsBack() async throws {
        let airflow = try await RealAirflow()
        try await airflow.work([Self.queue], Self.dags) { _ in try await StartedRuns.checkCallbacks(airflow) }
    }

    @Test("a schedule starts a run")
    func runsOnSchedule() async throws {
        let airflow = try await RealAirflow()
        try await airflow.work([Self.queue], Self.dags) { _ in try await StartedRuns.checkSchedule(airflow) }
    }

    @Test("assets start the DAGs that wait for any and for all of them")
    func runsOnAssets() async throws {
        let airflow = try await RealAirflow()
        try await airflow.work([Self.queue], Self.dags) { _ in try await StartedRuns.checkAssets(airflow) }
    }

    // MARK: Versions

    @Test("a hundred compilations and readings make one version, and a change makes a second")
    func makesAVersionForAChange() async throws {
        let airflow = try await RealAirflow()
        let dag = FeatureDAGs.setups
        let deployed = try await DeployedDAG(dag.document, airflow)
        // A version without a run would be replaced, not followed.
        try await airflow.work([Self.queue], Self.dags) { _ in
            _ = try await airflow.end(of: try await airflow.trigger(dag.id), dag.id)
        }
        let text = StubFile(dag.document, queue: Self.queue).text
        for _ in 0..<100 { #expect(StubFile(dag.document, queue: Self.queue).text == text) }
        #expect(try String(contentsOf: URL(filePath: deployed.file), encoding: .utf8) == text)

        var changed = dag.document
        changed.tasks[0].docMarkdown = "changed at \(UUID())"
        let source = "\(NSTemporaryDirectory())/\(UUID()).py"
        try Data(StubFile(changed, queue: Self.queue).text.utf8).write(to: URL(filePath: source))
        defer { try? FileManager.default.removeItem(atPath: source) }
        let versions = try parseAgain(deployed.file, source, airflow)
        try Data(text.utf8).write(to: URL(filePath: deployed.file))
        let first = try #require(versions.first)
        #expect(versions == [first, first, first + 1])
    }

    /// Has Airflow read a file a hundred times, then another text of it.
    private func parseAgain(_ file: String, _ source: String, _ airflow: RealAirflow) throws -> [Int] {
        let process = Process()
        let variables = ProcessInfo.processInfo.environment
        let python = try #require(variables["AIRFLOW_VENV"]) + "/bin/python"
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Airflow/parse_again.py")
        process.executableURL = URL(filePath: python)
        process.arguments = [script.path, file, "100", source]
        // The list of bundles is JSON, which the reader of the settings does not unquote; this reading is of one file.
        process.environment = variables.merging(airflow.environment) { $1 }.filter {
            !$0.key.contains("DAG_BUNDLE_CONFIG_LIST")
        }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
    }
}
