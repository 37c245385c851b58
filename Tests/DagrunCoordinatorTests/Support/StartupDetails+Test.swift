// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunCoordinator
import DagrunModel

extension StartupDetails {
    /// The frame that begins a try, with its length.
    var opening: [UInt8] { CommFrame.answer(0, body) }

    /// What a supervisor tells of a try of a run by hand.
    static func test(
        _ taskID: String, of dagID: String, tryNumber: Int = 1, mapIndex: Int = -1, others: [String: JSONValue] = [:]
    ) throws -> StartupDetails {
        let context: [String: JSONValue] = [
            "dag_run": [
                "dag_id": .string(dagID), "run_id": "r1", "run_type": "manual", "run_after": "2026-11-21T01:49:11Z",
                "conf": [:],
            ],
            "max_tries": 0, "should_retry": false, "task_reschedule_count": 0, "xcom_keys_to_clear": [],
        ]
        return StartupDetails(
            instanceID: "01a1fbc9-e09c-700e-ae32-fd9041109f75", taskID: taskID, tryNumber: tryNumber,
            mapIndex: mapIndex, context: try RunContext(json: .object(context.merging(others) { $1 })), startDate: nil)
    }
}
