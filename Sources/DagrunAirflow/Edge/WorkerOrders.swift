// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the server answers to a worker's report.
public struct WorkerOrders: Sendable, Hashable {
    /// The state that the server has the worker in; nil for a word that is not known here.
    public var state: WorkerState?
    /// The queues that the worker serves from now on; nil: all.
    public var queues: [String]?
    /// Why the worker takes no jobs, comments of others included.
    public var maintenanceComment: String?
    /// How many slots the worker has; nil: as it was started with.
    public var concurrency: Int?
    /// Whether the versions are the server's own.
    public var versionsMatch: Bool

    init(_ fields: AnswerFields) {
        state = fields.optionalString("state").flatMap(WorkerState.init)
        queues = fields.strings("queues").flatMap { $0.isEmpty ? nil : $0 }
        maintenanceComment = fields.optionalString("maintenance_comments")
        concurrency = fields.optionalCount("concurrency")
        versionsMatch = fields.optionalBool("versions_match") ?? true
    }
}
