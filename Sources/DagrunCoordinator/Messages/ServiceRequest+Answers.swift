// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunRuntime

extension ServiceRequest.Kind {
    /// The name of the supervisor's answer.
    package var answerType: String {
        switch self {
        case .getTaskState: "TaskStateStoreResult"
        case .getAssetStateByName, .getAssetStateByURI: "AssetStateStoreResult"
        case .getAssetByName, .getAssetByURI: "AssetResult"
        case .getAssetsByAlias: "AssetsByAliasResult"
        case .getAssetEvents, .getAliasEvents: "AssetEventsResult"
        case .getDAGRun: "DagRunResult"
        case .getDAGRunState: "DagRunStateResult"
        case .getPreviousDAGRun: "PreviousDagRunResult"
        case .getPreviousTaskInstance: "PreviousTIResult"
        case .getTaskInstanceCount: "TICount"
        case .getTaskStates: "TaskStatesResult"
        case .getDAGRunCount: "DRCount"
        case .getTaskBreadcrumbs: "TaskBreadcrumbsResult"
        case .getDAG: "DagResult"
        case .createHumanInput: "HITLDetailRequestResult"
        case .setTaskState, .deleteTaskState, .clearTaskState, .setAssetStateByName, .setAssetStateByURI,
            .deleteAssetStateByName, .deleteAssetStateByURI, .clearAssetStateByName, .clearAssetStateByURI,
            .triggerDAGRun:
            "OKResponse"
        }
    }

    /// The supervisor's word for that what was asked for does not exist; nil where it is an error of the server's.
    package var missing: String? {
        switch self {
        case .getTaskState: "TASK_STORE_NOT_FOUND"
        case .getAssetStateByName, .getAssetStateByURI: "ASSET_STORE_NOT_FOUND"
        case .getAssetByName, .getAssetByURI: "ASSET_NOT_FOUND"
        default: nil
        }
    }

    /// Whether a status 404 says that what was asked for does not exist.
    package var looksUp: Bool {
        switch self {
        case .getDAGRun, .getDAGRunState, .getDAG: true
        default: missing != nil
        }
    }
}
