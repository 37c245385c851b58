// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunCoordinator
import DagrunModel
import DagrunRuntime
import FoundationEssentials
import Synchronization
import Testing

@testable import DagrunEdge

@Suite struct AnswerDeskTests {
    private let masker = SecretMasker()

    /// A desk for a try that has begun.
    private func desk(_ environment: [String: String] = [:]) async throws -> AnswerDesk {
        let server = FakeAirflow(now: { Date(timeIntervalSince1970: 0) })
        server.queue("d", "t")
        server.state.withLock { state in
            state.connections["db"] = [
                "conn_id": "db", "conn_type": "http", "login": "ann", "password": "first-secret",
            ]
            state.variables["api_key"] = "second-secret"
            state.variables["color"] = "green as grass"
        }
        let execution = ExecutionClient(
            url: "http://server/execution/", instanceID: "ti-1", token: "workload-ti-1", client: server.client)
        _ = try await execution.begin(
            TryOwner(hostname: "pi", user: "dagrun", process: 1), at: Date(timeIntervalSince1970: 0))
        return AnswerDesk(
            execution: execution,
            services: AirflowServices(execution: execution, dagID: "d", runID: "r", environment: environment),
            masker: masker)
    }

    @Test func `Secrets that a process is handed, or hands over, are hidden in its log from then on`() async throws {
        let desk = try await desk(["AIRFLOW_CONN_PI": "http://ann:third-secret@pi"])
        let text = "first-secret second-secret third-secret fourth-secret fifth-secret green as grass"
        #expect(masker.mask(text) == text)
        #expect(await desk.answer(.connection("db")).body["password"] == "first-secret")
        #expect(await desk.answer(.variable("api_key")).body["value"] == "second-secret")
        #expect(await desk.answer(.variable("color")).body["value"] == "green as grass")
        #expect(await desk.answer(.connection("pi")).body["password"] == "third-secret")
        #expect(await desk.answer(.putVariable("password", "fourth-secret")).error == nil)
        #expect(await desk.answer(.maskSecret(["a": ["fifth-secret"]], name: nil)).error == nil)
        #expect(masker.mask(text) == "*** *** *** *** *** green as grass")
    }

    @Test func `What is not there is told as an answer, and a request that nobody knows as an error`() async throws {
        let desk = try await desk()
        #expect(await desk.answer(.variable("none")).body["error"] == "VARIABLE_NOT_FOUND")
        #expect(await desk.answer(.connection("none")).body["error"] == "CONNECTION_NOT_FOUND")
        let unknown = await desk.answer(.unknown("GetMoon"))
        #expect(unknown.error?.status == 400)
        #expect(unknown.error?.reason.contains("GetMoon") == true)
    }
}
