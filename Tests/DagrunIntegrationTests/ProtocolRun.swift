// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel
import Testing

/// A run of the DAG `protocol`, whose tasks use all that a task may ask of Airflow.
enum ProtocolRun {
    /// Runs it, answers what it asks, and looks what its tasks pushed.
    static func check(_ airflow: RealAirflow) async throws {
        let dag = "protocol"
        while try await airflow.json("/api/v2/dags/triggered")["dag_id"] == nil { try Task.checkCancellation() }
        _ = try await airflow.call(.patch, "/api/v2/dags/triggered", ["is_paused": false])
        let run = try await airflow.trigger(dag, conf: ["a": 1])
        for task in ["asks", "approves", "fills", "chooses"] {
            while try await airflow.instances(run, dag)[task]?.state != "awaiting_input" {
                try Task.checkCancellation()
            }
        }
        // A task that is wanted again before the scheduler heard that it gave its slot back is failed by Airflow, and no person
        // is that quick. By the end of another run it has heard.
        _ = try await airflow.end(of: try await airflow.trigger("triggered", conf: ["n": 0]), "triggered")
        try await answer(airflow, run, "asks", ["chosen_options": ["tea"], "params_input": ["sugar": 2]])
        try await answer(airflow, run, "approves", ["chosen_options": ["Approve"]])
        try await answer(airflow, run, "fills", ["chosen_options": ["OK"], "params_input": ["cups": 2]])
        try await answer(airflow, run, "chooses", ["chosen_options": ["A pot of tea"]])
        #expect(try await airflow.end(of: run, dag) == "success")
        let instances = try await airflow.instances(run, dag)
        let skipped = instances.filter { $0.value.state == "skipped" }.keys
        #expect(Array(skipped) == ["grinds"])
        #expect(Set(instances.values.map(\.state)) == ["success", "skipped"], "\(instances.mapValues(\.state))")
        #expect(instances["stores"]?.tryNumber == 2)

        func xcom(_ task: String) async throws -> JSONValue? { try await airflow.xcom(run, dag, task) }
        #expect(try await xcom("stores") == ["41", "nil", "noon", "noon"])
        #expect(try await xcom("renders") == .string(run))
        #expect(try await xcom("defers") == "later true")
        let asked = try await xcom("asks")
        #expect(asked?["chosen_options"] == ["tea"])
        #expect(asked?["params_input"]?["sugar"] == 2)
        #expect(asked?["responded_at"]?["__classname__"] == "datetime.datetime")
        #expect(try await xcom("fills")?["params_input"] == ["cups": 2])
        #expect(try await xcom("chooses") == ["A pot of tea"])
        #expect(try await xcom("approves")?["chosen_options"] == ["Approve"])
        #expect(
            try await xcom("looks") == ["running", "nil", "true", "1", "false", "1", "true", "gpio://pi/led", "true"])

        let started = try await airflow.json("/api/v2/dags/triggered/dagRuns?order_by=-run_after&limit=100")
        guard case .array(let runs)? = started["dag_runs"],
            case .string(let id)? = runs.first(where: { $0["note"] == "made by a test" })?["dag_run_id"]
        else {
            return #expect(Bool(false), "\(started)")
        }
        #expect(try await airflow.xcom(id, "triggered", "says") == 3)

        let events = try await airflow.json("/api/v2/assets/events?source_dag_id=\(dag)&limit=100")
        guard case .array(let list)? = events["asset_events"] else { return #expect(Bool(false), "\(events)") }
        let own = list.filter { $0["source_run_id"] == .string(run) }
        #expect(own.contains { $0["uri"] == "gpio://pi/led" && $0["extra"] == ["n": 1] }, "\(own)")
        #expect(own.contains { $0["uri"] == "gpio://pi/hall" }, "\(own)")
    }

    /// Answers as a person does under Required Actions.
    private static func answer(
        _ airflow: RealAirflow, _ run: String, _ task: String, _ answer: JSONValue
    ) async throws {
        let path = "/api/v2/dags/protocol/dagRuns/\(PercentCoding.quote(run))/taskInstances/\(task)/-1/hitlDetails"
        let response = try await airflow.call(.patch, path, answer)
        #expect(response.status == 200, "\(response.text)")
    }
}
