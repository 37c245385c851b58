// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import FoundationEssentials

extension TaskContext {
    /// Asks for one of the rarer things.
    package func ask(_ request: ServiceRequest) async throws -> JSONValue? {
        var request = request
        request.instance = TaskInstanceID(task.taskID, mapIndex: mapIndex)
        return try await services.answer(request)
    }

    /// Values that survive the tries of this task instance: Airflow's `task_state_store`.
    public var taskStateStore: TaskStateStore { TaskStateStore(context: self) }

    /// Values that all tasks and runs that touch an asset share: Airflow's `asset_state_store`.
    ///
    /// - Parameter asset: The asset; under Airflow it must be an inlet or an outlet of some DAG.
    /// - Returns: Its store.
    public func assetStateStore(of asset: AssetDefinition) -> AssetStateStore {
        AssetStateStore(context: self, scope: .name(asset.name))
    }

    /// Values that all tasks and runs that touch an asset share, by its URI.
    ///
    /// - Parameter uri: The asset's URI, as Airflow keeps it.
    /// - Returns: Its store; the same as by its name.
    public func assetStateStore(uri: String) -> AssetStateStore { AssetStateStore(context: self, scope: .uri(uri)) }

    /// Other runs, of this DAG and others.
    public var dagRuns: DAGRuns { DAGRuns(context: self) }

    /// Task instances of other runs, of this DAG and others.
    public var taskInstances: TaskInstances { TaskInstances(context: self) }
}
