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
    /// Results that no two runs share.
    private static let ownToRun: Set<String> = ["make_folder", "when", "read"]

    private let dag: DAG
    private let run: TestRun
    private let params: [String: JSONValue]

    /// Runs a DAG here.
    init(_ dag: DAG) async throws {
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
            case "sensors": ["file": .string("\(NSTemporaryDirectory())/stub-sensors")]
            default: [:]
            }
        run = try await dag.test(params: params, pools: ["printer": 4])
    }

    /// Runs the DAG there, and compares states and results.
    func expectAlike(_ airflow: RealAirflow) async throws {
        _ = try await DeployedDAG(dag.document, airflow)
        _ = try await airflow.call(.post, "/api/v2/pools", ["name": "printer", "slots": 4])
        let other = try await airflow.trigger(dag.id, conf: .object(params))
        #expect(try await airflow.end(of: other, dag.id) == run.state.rawValue)
        let states = try await airflow.instances(other, dag.id).mapValues(\.state)
        let expected = Dictionary(
            uniqueKeysWithValues: run.states.map { id, state in
                (id.mapIndex < 0 ? id.taskID : "\(id.taskID)[\(id.mapIndex)]", state.rawValue)
            })
        #expect(states == expected)
        for (id, instance) in run.record.instances where !Self.ownToRun.contains(id.taskID) {
            guard let bytes = instance.value else { continue }
            let value = try await airflow.xcom(other, dag.id, PercentCoding.quote(id.taskID), mapIndex: id.mapIndex)
            let pushes = dag.document.tasks.first { $0.taskID == id.taskID }?.doXComPush ?? true
            #expect(value == (pushes ? try JSONValue(parsing: bytes) : nil), "\(dag.id): \(id)")
        }
    }
}
