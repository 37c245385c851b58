// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import FoundationEssentials

/// What Airflow tells of a DAG.
public struct DAGInfo: Sendable, Hashable {
    /// The DAG's id.
    public var dagID: String
    /// Whether its runs are held back.
    public var isPaused: Bool
    /// The tags.
    public var tags: [String]
    /// Who answers for it.
    public var owners: String?
    /// The next instant that a run will stand for.
    public var nextDAGRun: Date?

    init(_ json: JSONValue) {
        let fields = AnswerMembers(json)
        dagID = fields.text("dag_id") ?? ""
        isPaused = json["is_paused"] == .bool(true)
        tags = fields.list("tags").compactMap { if case .string(let text) = $0 { text } else { nil } }
        owners = fields.text("owners")
        nextDAGRun = fields.date("next_dagrun")
    }
}
