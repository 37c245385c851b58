// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHTTP
import DagrunModel
import Testing

@testable import DagrunConformance

/// A run of the DAG `protocol`, whose tasks use all that a task may ask of Airflow.
enum ProtocolRun {
    private static let dag = ProtocolDAGs.protocolDAG.id
    private static let answers: [String: JSONValue] = [
        "asks": ["chosen_options": ["espresso"], "params_input": ["sugar": 2]],
        "approves": ["chosen_options": ["Approve"]],
        "fills": ["chosen_options": ["OK"], "params_input": ["cups": 2]],
        "chooses": ["chosen_options": ["A pot of tea"]],
    ]

    /// Runs it where Airflow's own workers start programs.
    ///
    /// - Parameter airflow: The server.
    /// - Throws: What calls of the server throw.
    static func check(_ airflow: RealAirflow) async throws {
        try await check(airflow) { _ in
            // By the end of another run it has heard.
            _ = try await airflow.end(of: try await airflow.trigger("triggered", conf: ["n": 0]), "triggered")
        }
    }

    /// Runs it, answers what it asks, and looks what its tasks pushed.
    ///
    /// Nobody answers within the moment in which a try ends: Airflow 3.3.2 takes its end for that of the next job of the try.
    ///
    /// - Parameters:
    ///   - airflow: The server.
    ///   - hasHeard: Waits until the scheduler knows that these tasks gave their slots back.
    /// - Throws: What calls of the server throw.
    static func check(_ airflow: RealAirflow, hasHeard: (_ tasks: [String]) async throws -> Void) async throws {
        for dag in ProtocolDAGs.all { _ = try await DeployedDAG(dag.document, airflow) }
        _ = try await airflow.call(.patch, "/api/v2/dags/triggered", ["is_paused": false])
        let before = try await airflow.runs(of: "triggered")
        let run = try await airflow.trigger(dag, conf: ["a": 1])
        for task in answers.keys {
            while try await airflow.instances(run, dag)[task]?.state != "awaiting_input" {
                try Task.checkCancellation()
            }
        }
        try await hasHeard(answers.keys.sorted())
        for (task, answer) in answers {
            let path = "/api/v2/dags/\(dag)/dagRuns/\(PercentCoding.quote(run))/taskInstances/\(task)/-1/hitlDetails"
            let response = try await airflow.call(.patch, path, answer)
            #expect(response.status == 200, "\(task): \(response.text)")
        }
        #expect(try await airflow.end(of: run, dag) == "success")

        let found = try await airflow.instances(run, dag).mapValues { "\($0.state) \($0.tryNumber)" }
        var expected = Dictionary(
            uniqueKeysWithValues: ProtocolDAGs.protocolDAG.document.tasks.map { ($0.taskID, "success 1") })
        // What it stored in its first try it found in the second one.
        expected["stores"] = "success 2"
        expected["grinds"] = "skipped 0"
        #expect(found == expected)
        try await checkValues(airflow, run)

        let others = try await airflow.runs(of: "triggered").subtracting(before)
        #expect(others.contains("by-\(run)"))
        var said: Set<JSONValue> = []
        for other in others {
            _ = try await airflow.end(of: other, "triggered")
            said.insert(try await airflow.xcom(other, "triggered", "says") ?? .null)
        }
        #expect(said.isSuperset(of: [3, 9]))

        let events = try await airflow.json("/api/v2/assets/events?source_dag_id=\(dag)&limit=100")
        guard case .array(let list)? = events["asset_events"] else { return #expect(Bool(false), "\(events)") }
        let own = list.filter { $0["source_run_id"] == .string(run) }
        #expect(own.contains { $0["uri"] == "gpio://pi/led" && $0["extra"] == ["n": 1] }, "\(own)")
        #expect(own.contains { $0["uri"] == "gpio://pi/hall" }, "\(own)")
    }

    private static func checkValues(_ airflow: RealAirflow, _ run: String) async throws {
        func xcom(_ task: String) async throws -> JSONValue? { try await airflow.xcom(run, dag, task) }
        #expect(try await xcom("stores") == ["41", "nil", "noon", "noon"])
        #expect(try await xcom("renders") == .string(run))
        #expect(try await xcom("defers") == "later true")
        let asked = try await xcom("asks")
        #expect(asked?["chosen_options"] == ["espresso"])
        #expect(asked?["params_input"] == ["sugar": 2])
        #expect(try await airflow.xcom(run, dag, "asks", key: "told") == "What shall it be?")
        #expect(asked?["responded_at"]?["__classname__"] == "datetime.datetime")
        #expect(try await xcom("fills")?["params_input"] == ["cups": 2])
        #expect(try await xcom("chooses") == ["A pot of tea"])
        #expect(try await xcom("approves")?["chosen_options"] == ["Approve"])
        #expect(
            try await xcom("looks") == ["running", "nil", "true", "1", "false", "1", "true", "gpio://pi/led", "true"])
        #expect(try await xcom("knows") == .array(Array(repeating: true, count: 9)))
    }
}
