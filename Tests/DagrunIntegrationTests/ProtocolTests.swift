// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHTTP
import DagrunModel
import DagrunRuntime
import Testing

@testable import DagrunConformance

/// All that a task may ask of Airflow besides XComs, variables and connections, asked of a real one with a triggerer.
@Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(if: RealAirflow.gives(.toWorkers), "no Airflow was started: make test-airflow"))
struct ProtocolTests {
    /// Answers a question as a person does on Airflow's page, once it was asked.
    private func answer(
        _ airflow: RealAirflow, _ run: String, _ task: String, _ option: String, _ params: JSONValue = [:]
    ) async throws {
        let path = "/api/v2/dags/protocol/dagRuns/\(PercentCoding.quote(run))/taskInstances/\(task)/-1/hitlDetails"
        while try await airflow.call(.get, path).status == 404 { try Task.checkCancellation() }
        // Nobody answers within the moment in which the job ends: Airflow 3.3.2 takes its end for that of the next job of the try.
        while try await airflow.hasJob(["queued", "running"], "protocol", task) { try Task.checkCancellation() }
        try await airflow.schedulerTurn()
        let answer = try await airflow.call(
            .patch, path, ["chosen_options": [.string(option)], "params_input": params])
        #expect(answer.status == 200, "\(task): \(answer.text)")
    }

    @Test(
        "72, 97, 98, 100, 101, 104, 105: what tasks ask of Airflow is answered: stores, triggers, people, other runs, assets"
    )
    func asksForAll() async throws {
        let airflow = try await RealAirflow()
        for dag in ProtocolDAGs.all { _ = try await DeployedDAG(dag.document, airflow) }
        let before = try await airflow.runs(of: "triggered")
        try await airflow.work(["protocol"], ProtocolDAGs.all) { _ in
            let run = try await airflow.trigger("protocol", conf: ["a": 1])
            try await answer(airflow, run, "asks", "espresso", ["sugar": 2])
            try await answer(airflow, run, "approves", "Approve")
            try await answer(airflow, run, "fills", "OK", ["cups": 2])
            try await answer(airflow, run, "chooses", "A pot of tea")
            #expect(try await airflow.end(of: run, "protocol") == "success")

            let found = try await airflow.instances(run, "protocol").mapValues { "\($0.state) \($0.tryNumber)" }
            var expected = Dictionary(
                uniqueKeysWithValues: ProtocolDAGs.protocolDAG.document.tasks.map { ($0.taskID, "success 1") })
            // What it stored in its first try it found in the second one.
            expected["stores"] = "success 2"
            expected["grinds"] = "skipped 0"
            #expect(found == expected)
            func value(_ task: String) async throws -> JSONValue? {
                try await airflow.xcom(run, "protocol", task)
            }
            #expect(try await value("stores") == ["41", "nil", "noon", "noon"])
            #expect(try await value("renders") == .string(run))
            #expect(try await value("defers") == "later true")
            let answer = try await value("asks")
            #expect(answer?["chosen_options"] == ["espresso"])
            #expect(answer?["params_input"] == ["sugar": 2])
            #expect(try await value("fills")?["params_input"] == ["cups": 2])
            #expect(try await value("chooses") == ["A pot of tea"])
            #expect(
                try await value("looks") == [
                    "running", "nil", "true", "1", "false", "1", "true", "gpio://pi/led", "true",
                ])

            let triggered = try await airflow.runs(of: "triggered").subtracting(before)
            #expect(triggered.count == 1)
            let other = try #require(triggered.first)
            #expect(try await airflow.xcom(other, "triggered", "says") == 3)
        }
        let events = try await airflow.json(
            "/api/v2/assets/events?source_dag_id=protocol&source_task_id=tells&limit=100")
        guard case .array(let list)? = events["asset_events"] else { return #expect(Bool(false), "no events") }
        #expect(Set(list.compactMap { $0["uri"] }) == ["gpio://pi/led", "gpio://pi/hall"])
        #expect(list.contains { $0["uri"] == "gpio://pi/led" && $0["extra"]?["n"] == 1 })
    }
}
