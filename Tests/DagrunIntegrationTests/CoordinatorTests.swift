// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunModel
import Testing

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
        try await LocalTwin(dag).expectAlike(try await RealAirflow())
    }

    @Test("tasks defer, ask people, keep state and start other runs")
    func speaksAll() async throws {
        try await ProtocolRun.check(try await RealAirflow())
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
