// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// Both state stores as tables, where no Airflow keeps them.
package struct StateTables: Sendable {
    /// The values of task instances.
    package var tasks: [TaskInstanceID: [String: JSONValue]] = [:]
    /// The values of assets, by name.
    package var assets: [String: [String: JSONValue]] = [:]
    /// The names of assets, by URI.
    package var names: [String: String] = [:]

    package init() {}

    /// What a request did.
    package struct Result {
        /// The answer.
        package var answer: JSONValue?
        /// Whether values of assets changed, and not only were read.
        package var changesAssets = false
        /// Whether values of task instances changed.
        package var changesTasks = false
    }

    /// Answers a request of one of the stores; nil for any other request.
    package mutating func answer(_ request: ServiceRequest) -> Result? {
        let key = request.text("key") ?? ""
        let instance = request.instance
        let name = request.text("name") ?? request.text("uri").map { names[$0] ?? $0 } ?? ""
        let done: JSONValue = ["ok": true]
        switch request.kind {
        case .getTaskState: return Result(answer: tasks[instance]?[key].map { ["value": $0] })
        case .setTaskState: tasks[instance, default: [:]][key] = request.members["value"]
        case .deleteTaskState: tasks[instance]?[key] = nil
        case .clearTaskState: tasks[instance] = nil
        case .getAssetStateByName, .getAssetStateByURI: return Result(answer: assets[name]?[key].map { ["value": $0] })
        case .setAssetStateByName, .setAssetStateByURI:
            assets[name, default: [:]][key] = request.members["value"]
            return Result(answer: done, changesAssets: true)
        case .deleteAssetStateByName, .deleteAssetStateByURI:
            assets[name]?[key] = nil
            return Result(answer: done, changesAssets: true)
        case .clearAssetStateByName, .clearAssetStateByURI:
            assets[name] = nil
            return Result(answer: done, changesAssets: true)
        default: return nil
        }
        return Result(answer: done, changesTasks: true)
    }
}
