// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunSystem
import DagrunTestSupport
import DagrunTesting
import FoundationEssentials
import Glibc
import Testing

@testable import DagrunLocal

/// Disks that are full or read-only, and two processes on one run.
@Suite(.timeLimit(.minutes(15)))
struct FaultTests {
    private let dag = DAG("dag") { task("a") { _ in 1 } }

    @Test func aFolderThatCanNotBeMadeIsSaidBeforeAnythingRuns() throws {
        let probe = try Probe()
        let file = try probe.folder.write("file", "not a folder")
        #expect(throws: FileError(operation: "open", path: "\(file)/dag/one/events.jsonl", code: ENOTDIR)) {
            try probe.prepare(dag) { configuration in
                configuration.root = file
                configuration.runID = "one"
            }
        }
    }

    @Test func aFullDiskIsSaidBeforeAnythingRuns() throws {
        let event = RunEvent(time: VirtualClock.defaultStart, kind: .interrupted(forced: false))
        #expect(throws: FileError(operation: "write to", path: "/dev/full", code: ENOSPC)) {
            try RunJournal(path: "/dev/full", start: .new, opening: [event]) { _ in }
        }
    }

    /// A file size limit stands in for the full disk: the system refuses to write more in the same way.
    @Test(arguments: [2000, 4000, 7000]) func aDiskThatBecomesFullEndsTheRunAsFailed(bytes: Int) async throws {
        let folder = try TemporaryFolder()
        #expect(try await FixtureProcess.run([folder.path, "limit:\(bytes)"]) == .exited(1))
        let errors = try String(decoding: Data(contentsOf: URL(filePath: "\(folder.path)/errors")), as: UTF8.self)
        #expect(errors.contains("events.jsonl: File too large: nothing new is started"))
        // What was written can be read and gone on with, once there is room.
        let history = RunHistory(root: "\(folder.path)/runs")
        #expect(try history.contents(dagID: "crash", runID: "one").record.state == .running)
        #expect(try await FixtureProcess.run([folder.path]) == .exited(0))
        #expect(try history.contents(dagID: "crash", runID: "one").record.state == .success)
    }

    @Test func aRunThatGoesOnIsRefusedToOthers() async throws {
        let probe = try Probe()
        let clock = VirtualClock(.manual)
        let slow = DAG("dag") { task("a") { context in try await context.clock.sleep(for: .seconds(1)) } }
        let run = try probe.prepare(slow) { configuration in
            configuration.clock = clock
            configuration.runID = "one"
        }
        #expect(throws: RunError.running(probe.journal(slow))) { try probe.prepare(slow) { $0.resume = "one" } }
        async let record = run.execute()
        await clock.untilAsleep()
        #expect(throws: RunError.running(probe.journal(slow))) { try probe.prepare(slow) { $0.resume = "one" } }
        await clock.advance(by: .seconds(1))
        #expect(await record.state == .success)
        #expect(throws: RunError.badOption("there is a run “one” already; choose another --run-id or --resume it")) {
            try probe.prepare(slow) { $0.runID = "one" }
        }
    }

    @Test func aJournalThatGrewMeanwhileIsNotCutOff() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("events.jsonl", "{\"a\": 1}\n{\"b\"")
        #expect(throws: RunError.running(path)) {
            try RunJournal(path: path, start: .continuing(length: 5, fileSize: 9), opening: []) { _ in }
        }
        #expect(throws: RunError.running(path)) { try RunJournal(path: path, start: .new, opening: []) { _ in } }
    }

    @Test func secretsReachNeitherLogNorJournal() async throws {
        let probe = try Probe()
        let secret = "s3cr3t-p4ssw0rd"
        let dag = DAG("dag", onFailure: { _ in throw TestError(description: "callback: s3cr3t-p4ssw0rd") }) {
            task("connect") { context in
                let connection = try await context.connection("warehouse")
                context.logOutput("password: \(connection.password ?? "")")
                context.logger.info("password", metadata: ["is": "\(connection.password ?? "")"])
                context.setMapLabel("label \(connection.password ?? "")")
                throw TestError(description: "can't log in with \(connection.password ?? "")")
            }
        }
        let record = try await probe.run(dag) { configuration in
            configuration.runID = "one"
            configuration.environment = ["AIRFLOW_CONN_WAREHOUSE": "postgres://me:\(secret)@db/sales"]
        }
        #expect(record.instances[TaskInstanceID("connect")]?.attempts.last?.outcome?.message == "can't log in with ***")
        #expect(probe.lines == ["password: ***", "INFO password is=***"])
        #expect(probe.warnings == ["the DAG's callback failed: callback: ***"])
        let folder = RunFolder(root: probe.root, dagID: "dag", runID: "one")
        for path in [folder.journal, folder.log(TaskInstanceID("connect"), tryNumber: 1)] {
            let text = String(decoding: try Folders.read(path), as: UTF8.self)
            #expect(text.contains("***") && !text.contains(secret), "\(path)")
        }
    }
}
