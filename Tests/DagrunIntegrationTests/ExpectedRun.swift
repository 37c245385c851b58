// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunModel
import Testing

@testable import DagrunConformance

/// How a run of a stub DAG ends, as it does with Airflow's own worker and the same DAG in Python.
struct ExpectedRun: Sendable, CustomTestStringConvertible {
    var dag: String
    var state: String
    /// State and tries of each task instance.
    var instances: [String: String]

    var testDescription: String { dag }

    static let all = [
        ExpectedRun(
            dag: "summit", state: "success",
            instances: ["wait_button": "success 1", "set_led": "success 1"]),
        ExpectedRun(
            dag: "success_failure", state: "failed", instances: ["succeeds": "success 1", "fails": "failed 1"]),
        ExpectedRun(dag: "retries", state: "success", instances: ["fails_twice": "success 3"]),
        ExpectedRun(dag: "reschedule", state: "success", instances: ["poke": "success 1"]),
        ExpectedRun(
            dag: "mapping", state: "success",
            instances: [
                "list_pins": "success 1", "blink[0]": "success 1", "blink[1]": "success 1", "blink[2]": "success 1",
                "total": "success 1",
            ]),
        ExpectedRun(
            dag: "skip_branch", state: "success",
            instances: ["skips": "skipped 1", "branch": "success 1", "on": "success 1", "off": "skipped 0"]),
        ExpectedRun(dag: "context", state: "success", instances: ["show": "success 1"]),
    ]

    /// Starts a run and looks how it ends.
    func check(_ airflow: RealAirflow) async throws {
        let run = try await airflow.trigger(dag)
        #expect(try await airflow.end(of: run, dag) == state)
        let found = try await airflow.instances(run, dag).mapValues { "\($0.state) \($0.tryNumber)" }
        #expect(found == instances)
    }

    /// Looks whether values come as they are, from variables and connections of the server, too.
    static func checkValues(_ airflow: RealAirflow) async throws {
        let run = try await airflow.trigger("context", conf: ["a": 1])
        #expect(try await airflow.end(of: run, "context") == "success")
        #expect(try await airflow.xcom(run, "context", "show", key: "note") == [1, 2.5, nil, "ä"])
        #expect(
            try await airflow.xcom(run, "context", "show") == ["params": ["a": 1], "pin": "17", "host": "pi.local"])
        let mapping = try await airflow.trigger("mapping")
        #expect(try await airflow.end(of: mapping, "mapping") == "success")
        #expect(try await airflow.xcom(mapping, "mapping", "total") == 132)
        #expect(try await airflow.xcom(mapping, "mapping", "blink", mapIndex: 1) == 54)
    }

    /// Looks whether values of every kind go from Swift to Python and back.
    static func checkRoundTrip(_ airflow: RealAirflow) async throws {
        let dag = RoundTrip.dag.id
        let run = try await airflow.trigger(dag)
        #expect(try await airflow.end(of: run, dag) == "success")
        let lines = try await airflow.log(run, dag, "look")
        #expect(try await airflow.xcom(run, dag, "back") == .object(RoundTrip.expected), "\(lines)")
    }

    /// Looks whether a run that is marked as failed stops its task.
    static func checkStop(_ airflow: RealAirflow) async throws {
        let run = try await airflow.trigger("bench_hold", conf: ["seconds": 3000])
        try await airflow.waitForRunning(run, "bench_hold", "hold")
        try await airflow.fail(run, "bench_hold")
        #expect(try await airflow.end(of: run, "bench_hold") == "failed")
        // A slot that it kept would keep the next tasks waiting for an hour.
        let fillers = try await airflow.trigger("mapping")
        #expect(try await airflow.end(of: fillers, "mapping") == "success")
    }

    /// Looks whether the page shows a line of a task with its level.
    static func checkLog(_ airflow: RealAirflow) async throws {
        let run = try await airflow.trigger("summit")
        #expect(try await airflow.end(of: run, "summit") == "success")
        let lines = try await airflow.log(run, "summit", "set_led")
        let line = try #require(lines.first { $0["event"] == "switching on green" })
        #expect(line["level"] == "info")
        #expect(line["logger"] == "set_led")
    }
}
