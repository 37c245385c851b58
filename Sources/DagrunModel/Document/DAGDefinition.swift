// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The settings of a DAG in its document.
///
/// Names and defaults are those of Airflow's `DAG`. Durations are in seconds.
public struct DAGDefinition: Sendable, Hashable, Codable {
    /// The id.
    public var dagID: String
    /// A name to show instead of the id.
    public var displayName: String?
    /// One sentence.
    public var description: String?
    /// Documentation in Markdown.
    public var docMarkdown: String?
    /// When runs are made.
    public var schedule: ScheduleDefinition = .none
    /// No run lies before this instant: ISO 8601 with offset.
    public var startDate: String?
    /// No run lies behind this instant: ISO 8601 with offset.
    public var endDate: String?
    /// Whether missed runs are made up for.
    public var catchup: Bool = false
    /// Words to filter by.
    public var tags: [String] = []
    /// Who answers for it.
    public var owner: String?
    /// The most runs at once.
    public var maxActiveRuns: Int = 16
    /// The most task instances of a run at once; absent: as many as the one who runs it allows, 16 in Airflow.
    public var maxActiveTasks: Int?
    /// Seconds after which a run fails.
    public var runTimeout: Double?
    /// Whether the first failure ends the run.
    public var failFast: Bool = false
    /// Parameters by name.
    public var params: [String: ParamDefinition] = [:]
    /// By when its runs must have ended.
    public var deadlines: [DeadlineDefinition] = []
    /// The events it has callbacks for: `success`, `failure`.
    public var callbacks: [String] = []

    /// Makes settings with Airflow's defaults.
    ///
    /// - Parameter dagID: The id.
    public init(dagID: String) { self.dagID = dagID }
}
