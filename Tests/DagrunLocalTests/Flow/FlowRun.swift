// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunModel
import DagrunRuntime

/// A run in memory that is over.
struct FlowRun {
    let record: RunRecord
    let clock: JumpingClock

    init(_ dag: DAG, _ change: (inout LocalRunConfiguration) -> Void = { _ in }) async throws {
        var configuration = LocalRunConfiguration()
        configuration.root = nil
        configuration.packageFolder = nil
        let clock = JumpingClock()
        configuration.clock = clock
        change(&configuration)
        record = try await LocalRun(dag, configuration).execute()
        self.clock = clock
    }

    /// The state of the run.
    var state: RunState { record.state }

    /// What a task returned, as JSON text.
    func value(_ id: String, _ index: Int = -1) -> String? {
        record.instances[TaskInstanceID(id, mapIndex: index)]?.value.map { String(decoding: $0, as: UTF8.self) }
    }

    /// What the instances of a mapped task returned, as JSON texts; `-` where one returned nothing.
    func values(_ id: String) -> [String] {
        (0..<(record.mappedCounts[id] ?? 0)).map { value(id, $0) ?? "-" }
    }

    func state(_ id: String, _ index: Int = -1) -> TaskState? {
        record.instances[TaskInstanceID(id, mapIndex: index)]?.state
    }

    /// The ids of all tasks that ended in a state, mapped instances as `task[0]`, sorted.
    func all(_ state: TaskState) -> [String] {
        record.instances.filter { $0.value.state == state }.keys.sorted()
            .map { $0.mapIndex < 0 ? $0.taskID : "\($0.taskID)[\($0.mapIndex)]" }
    }

    /// The last message of a task.
    func message(_ id: String, _ index: Int = -1) -> String? {
        let instance = record.instances[TaskInstanceID(id, mapIndex: index)]
        return instance?.attempts.last?.outcome?.message ?? instance?.message
    }
}
