// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// That an asset was updated.
public struct AssetEvent: Sendable, Hashable {
    /// The asset's name.
    public var name: String
    /// The asset's URI.
    public var uri: String
    /// When it was updated.
    public var timestamp: Date
    /// What was said beside the update.
    public var extra: [String: JSONValue]
    /// The partition that was updated; nil: none in particular.
    public var partitionKey: String?
    /// The DAG whose task updated it; nil where no task did.
    public var sourceDAGID: String?
    /// The run in which it was updated.
    public var sourceRunID: String?
    /// The task that updated it.
    public var sourceTaskID: String?
    /// The instance of a mapped task that updated it; -1 where it is not mapped.
    public var sourceMapIndex: Int?

    /// Reads an event as Airflow tells it; nil for anything else.
    ///
    /// - Parameter json: An object with `asset`, `timestamp`, `extra` and `source_…`.
    public init?(_ json: JSONValue) {
        let fields = AnswerMembers(json)
        guard let asset = json["asset"], let timestamp = fields.date("timestamp") else { return nil }
        let names = AnswerMembers(asset)
        name = names.text("name") ?? ""
        uri = names.text("uri") ?? ""
        self.timestamp = timestamp
        extra = fields.object("extra") ?? [:]
        partitionKey = fields.text("partition_key")
        sourceDAGID = fields.text("source_dag_id")
        sourceRunID = fields.text("source_run_id")
        sourceTaskID = fields.text("source_task_id")
        sourceMapIndex = fields.int("source_map_index")
    }
}
