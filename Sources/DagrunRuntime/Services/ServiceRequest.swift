// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// One of the rarer things that a task asks of the outside: of state stores, assets, other runs and people.
///
/// Tasks don't make them: ``TaskContext`` has typed functions for all of them. A request has Airflow's name and members, so
/// that a supervisor gets it as it is, and an answer has the members of Airflow's answer.
///
/// Source: Airflow 3.3, `airflow.sdk.execution_time.comms`.
public struct ServiceRequest: Sendable, Hashable {
    /// What is asked for, by the names of Airflow's messages.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Reads a value of the task state store.
        case getTaskState = "GetTaskStateStore"
        /// Writes a value of the task state store.
        case setTaskState = "SetTaskStateStore"
        /// Removes a value of the task state store.
        case deleteTaskState = "DeleteTaskStateStore"
        /// Removes all values of the task instance.
        case clearTaskState = "ClearTaskStateStore"
        /// Reads a value of an asset, by its name.
        case getAssetStateByName = "GetAssetStateStoreByName"
        /// Reads a value of an asset, by its URI.
        case getAssetStateByURI = "GetAssetStateStoreByUri"
        /// Writes a value of an asset, by its name.
        case setAssetStateByName = "SetAssetStateStoreByName"
        /// Writes a value of an asset, by its URI.
        case setAssetStateByURI = "SetAssetStateStoreByUri"
        /// Removes a value of an asset, by its name.
        case deleteAssetStateByName = "DeleteAssetStateStoreByName"
        /// Removes a value of an asset, by its URI.
        case deleteAssetStateByURI = "DeleteAssetStateStoreByUri"
        /// Removes all values of an asset, by its name.
        case clearAssetStateByName = "ClearAssetStateStoreByName"
        /// Removes all values of an asset, by its URI.
        case clearAssetStateByURI = "ClearAssetStateStoreByUri"
        /// Looks up an active asset by its name.
        case getAssetByName = "GetAssetByName"
        /// Looks up an active asset by its URI.
        case getAssetByURI = "GetAssetByUri"
        /// Looks up the assets that were written through an alias.
        case getAssetsByAlias = "GetAssetsByAlias"
        /// Lists events of an asset.
        case getAssetEvents = "GetAssetEventByAsset"
        /// Lists events that came through an alias.
        case getAliasEvents = "GetAssetEventByAssetAlias"
        /// Makes a run of a DAG.
        case triggerDAGRun = "TriggerDagRun"
        /// Looks up a run.
        case getDAGRun = "GetDagRun"
        /// Looks up the state of a run.
        case getDAGRunState = "GetDagRunState"
        /// Finds the run before a logical date.
        case getPreviousDAGRun = "GetPreviousDagRun"
        /// Finds the task instance before a logical date.
        case getPreviousTaskInstance = "GetPreviousTI"
        /// Counts task instances.
        case getTaskInstanceCount = "GetTICount"
        /// Tells the states of task instances.
        case getTaskStates = "GetTaskStates"
        /// Counts runs.
        case getDAGRunCount = "GetDRCount"
        /// Tells what ran in a run.
        case getTaskBreadcrumbs = "GetTaskBreadcrumbs"
        /// Looks up a DAG.
        case getDAG = "GetDag"
        /// Asks people.
        case createHumanInput = "CreateHITLDetailPayload"
    }

    /// What is asked for.
    public let kind: Kind
    /// The members of the message.
    public var members: [String: JSONValue]
    /// The task instance that asks.
    public var instance = TaskInstanceID("")

    package init(_ kind: Kind, _ members: [String: JSONValue] = [:]) {
        self.kind = kind
        self.members = members
    }

    /// A text among the members.
    package func text(_ name: String) -> String? {
        if case .string(let text)? = members[name] { return text }
        return nil
    }
}

extension ServiceRequest.Kind {
    /// Whether the message names the task instance that asks.
    package var namesInstance: Bool {
        switch self {
        case .getTaskState, .setTaskState, .deleteTaskState, .clearTaskState, .createHumanInput: true
        default: false
        }
    }

    /// What is asked of, in an error.
    package var subject: String {
        switch self {
        case .getTaskState, .setTaskState, .deleteTaskState, .clearTaskState: "the task state store"
        case .getAssetStateByName, .getAssetStateByURI, .setAssetStateByName, .setAssetStateByURI,
            .deleteAssetStateByName,
            .deleteAssetStateByURI, .clearAssetStateByName, .clearAssetStateByURI:
            "the asset state store"
        case .getAssetByName, .getAssetByURI, .getAssetsByAlias, .getAssetEvents, .getAliasEvents:
            "assets and their events"
        case .triggerDAGRun: "runs of other DAGs"
        case .getDAGRun, .getDAGRunState, .getPreviousDAGRun, .getDAGRunCount, .getDAG: "other runs"
        case .getPreviousTaskInstance, .getTaskInstanceCount, .getTaskStates, .getTaskBreadcrumbs:
            "other task instances"
        case .createHumanInput: "people"
        }
    }
}
