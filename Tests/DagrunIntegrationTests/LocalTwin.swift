// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHTTP
import DagrunModel
import DagrunTesting
import Foundation
import Testing

/// A local run of a DAG, which a run under Airflow must equal.
struct LocalTwin {
    /// Tasks of each DAG whose results no two runs share.
    private static let ownToRun: [String: Set<String>] = [
        "callbacks": ["make_folder"], "sensors": ["read"], "espresso": ["heat", "brew"],
        "feature_hardware": ["edge", "lit"],
    ]

    private let dag: DAG
    private let run: TestRun
    private let params: [String: JSONValue]

    /// Runs a DAG here.
    ///
    /// - Parameters:
    ///   - dag: The DAG.
    ///   - airflow: The server that tasks may ask in both runs.
    ///   - bench: What it runs on; nil: on nothing.
    /// - Throws: What the run throws when it can't begin.
    init(_ dag: DAG, _ airflow: RealAirflow, on bench: TestBench? = nil) async throws {
        self.dag = dag
        // Files that examples write.
        params =
            switch dag.id {
            case "sales":
                // A packed program is not beside the example's file.
                [
                    "folder": .string("\(NSTemporaryDirectory())/stub-report"),
                    "file": .string(
                        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                            .deletingLastPathComponent().appending(path: "Examples/txhousing.csv").path),
                ]
            case "feature_operators": ["url": .string(airflow.base)]
            case "espresso": ["grams": 15, "celsius": 85]
            case "sensors": ["file": .string("\(NSTemporaryDirectory())/stub-sensors")]
            default: [:]
            }
        run = try await dag.test(params: params, pools: ["printer": 4], clock: bench?.clock, board: bench?.board)
    }

    /// Runs the DAG there, and compares states, tries and all that was pushed.
    ///
    /// - Parameter airflow: The server.
    /// - Returns: The run there.
    /// - Throws: What calls of the server throw.
    @discardableResult
    func expectAlike(_ airflow: RealAirflow) async throws -> String {
        _ = try await DeployedDAG(dag.document, airflow)
        _ = try await airflow.call(.post, "/api/v2/pools", ["name": "printer", "slots": 4])
        let other = try await airflow.trigger(dag.id, conf: .object(params))
        let end = try await airflow.end(of: other, dag.id)
        // What a fast failure skips hides it from Airflow, which looks at the leaves alone.
        #expect(end == (dag.document.dag.failFast ? "success" : run.state.rawValue))
        let states = try await airflow.instances(other, dag.id).mapValues { "\($0.state) \($0.tryNumber)" }
        let expected = Dictionary(
            uniqueKeysWithValues: run.record.instances.map { id, instance in
                let tries = Set(instance.attempts.map(\.tryNumber)).count
                return (
                    id.mapIndex < 0 ? id.taskID : "\(id.taskID)[\(id.mapIndex)]",
                    "\(instance.state?.rawValue ?? "none") \(tries)"
                )
            })
        #expect(states == expected)
        let own = Self.ownToRun[dag.id] ?? []
        for (id, instance) in run.record.instances where !own.contains(id.taskID) {
            func xcom(_ key: String) async throws -> JSONValue? {
                try await airflow.xcom(other, dag.id, PercentCoding.quote(id.taskID), key: key, mapIndex: id.mapIndex)
            }
            for (key, bytes) in instance.pushed {
                #expect(try await xcom(key) == JSONValue(parsing: bytes), "\(dag.id): \(id), \(key)")
            }
            guard let bytes = instance.value else { continue }
            let pushes = dag.document.tasks.first { $0.taskID == id.taskID }?.doXComPush ?? true
            #expect(
                try await xcom("return_value") == (pushes ? try JSONValue(parsing: bytes) : nil), "\(dag.id): \(id)")
        }
        return other
    }
}
