// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// What a worker tells the server about itself.
public struct WorkerReport: Sendable, Hashable {
    /// Its state.
    public var state: WorkerState
    /// How many jobs it runs.
    public var activeJobs: Int
    /// The queues it serves; nil: all.
    public var queues: [String]?
    /// Facts about it.
    ///
    /// Texts and numbers only, for the server refuses null. `airflow_version` and `edge_provider_version`
    /// must be there; numbers beside those it knows become metrics.
    public var systemInfo: [String: JSONValue]
    /// Why it takes no jobs.
    public var maintenanceComment: String?
    /// The team whose jobs it takes; nil: none.
    public var team: String?

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - state: Its state.
    ///   - activeJobs: How many jobs it runs.
    ///   - queues: The queues it serves; nil: all.
    ///   - systemInfo: Facts about it.
    ///   - maintenanceComment: Why it takes no jobs.
    ///   - team: The team whose jobs it takes.
    public init(
        state: WorkerState, activeJobs: Int = 0, queues: [String]? = nil, systemInfo: [String: JSONValue] = [:],
        maintenanceComment: String? = nil, team: String? = nil
    ) {
        self.state = state
        self.activeJobs = activeJobs
        self.queues = queues
        self.systemInfo = systemInfo
        self.maintenanceComment = maintenanceComment
        self.team = team
    }

    /// The body of a request.
    func json(withComment: Bool) -> JSONValue {
        var members: [String: JSONValue] = [
            "state": .string(state.rawValue), "jobs_active": .int(Int64(activeJobs)),
            "queues": queues.map { .array($0.map(JSONValue.string)) } ?? .null,
            "sysinfo": .object(systemInfo.filter { $0.value != .null }),
            "team_name": team.map(JSONValue.string) ?? .null,
        ]
        if withComment { members["maintenance_comments"] = maintenanceComment.map(JSONValue.string) ?? .null }
        return .object(members)
    }
}
