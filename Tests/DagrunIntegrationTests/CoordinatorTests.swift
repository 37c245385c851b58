// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunModel
import Foundation
import Testing

@testable import DagrunConformance

/// A packed program under Airflow's own LocalExecutor, started by its executable coordinator.
@Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(if: RealAirflow.gives(.toBundles), "no Airflow runs bundles: make test-airflow"))
struct CoordinatorTests {
    @Test("DAGs end as with Airflow's own worker", arguments: ExpectedRun.all)
    func endsAlike(_ expected: ExpectedRun) async throws {
        try await expected.check(try await RealAirflow())
    }

    @Test("values reach Airflow as they are, from variables and connections of the server, too")
    func pushesValues() async throws {
        try await ExpectedRun.checkValues(try await RealAirflow())
    }

    @Test("an asset that a task wrote to starts the DAG that waits for it")
    func tellsAssets() async throws {
        let airflow = try await RealAirflow()
        let consumer = "asset_consumer"
        _ = try await airflow.call(.patch, "/api/v2/dags/\(consumer)", ["is_paused": false])
        let earlier = try await airflow.runs(of: consumer)
        let run = try await airflow.trigger("asset_outlet")
        #expect(try await airflow.end(of: run, "asset_outlet") == "success")
        let started = try await airflow.nextRun(of: consumer, besides: earlier)
        #expect(try await airflow.end(of: started, consumer) == "success")
    }

    @Test("the page shows lines with their level")
    func showsLogs() async throws {
        try await ExpectedRun.checkLog(try await RealAirflow())
    }

    @Test("a run gives what a local run gives, XCom by XCom", arguments: StubFileTests.runnable.map(\.id))
    func runsAlike(_ id: String) async throws {
        let dag = try #require(StubFileTests.runnable.first { $0.id == id })
        let airflow = try await RealAirflow()
        try await LocalTwin(dag, airflow).expectAlike(airflow)
    }

    @Test("tasks defer, ask people, keep state and start other runs")
    func speaksAll() async throws {
        try await ProtocolRun.check(try await RealAirflow())
    }

    @Test("a schedule starts a run, and assets start those of DAGs that wait for any and for all of them")
    func runsByItself() async throws {
        let airflow = try await RealAirflow()
        try await StartedRuns.checkSchedule(airflow)
        try await StartedRuns.checkAssets(airflow)
    }

    @Test("callbacks of tasks are called, and their lines are in the tasks' logs")
    func callsBack() async throws {
        try await StartedRuns.checkCallbacks(try await RealAirflow())
    }

    @Test("a deadline that is missed has its callback called: a function of Python's, as Airflow's own workers have it")
    func tellsDeadlines() async throws {
        let airflow = try await RealAirflow()
        let dag = FeatureDAGs.deadline.id
        let run = try await airflow.trigger(dag)
        let path = try #require(airflow.environment["AIRFLOW_HARNESS_HOME"]) + "/missed.txt"
        let isTold = try await airflow.becomes {
            _ = try await airflow.instances(run, dag)
            guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else { return false }
            return text.contains("too late \(dag) \(run)\n")
        }
        #expect(isTold)
        try await airflow.fail(run, dag)
    }

    @Test("a task that needs a board fails, and says that the program has none")
    func hasNoBoard() async throws {
        let airflow = try await RealAirflow()
        let dag = FeatureDAGs.hardware.id
        let run = try await airflow.trigger(dag)
        #expect(try await airflow.end(of: run, dag) == "failed")
        let lines = try await airflow.log(run, dag, "button")
        let reason = MissingBoard(taskID: "button").description
        #expect(lines.contains { "\($0)".contains(reason) }, "\(lines)")
    }

    @Test("a table of pandas goes through a Swift task as it is")
    func handsOnFrames() async throws {
        let airflow = try await RealAirflow()
        let run = try await airflow.trigger("frames")
        #expect(try await airflow.end(of: run, "frames") == "success")
        #expect(try await airflow.xcom(run, "frames", "look") == 7)
    }

    @Test("values of every kind go from Swift to Python and back")
    func goesRound() async throws {
        try await ExpectedRun.checkRoundTrip(try await RealAirflow())
    }

    @Test("a run that is marked as failed stops its task")
    func stops() async throws {
        try await ExpectedRun.checkStop(try await RealAirflow())
    }
}
