// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// What is fixed about a run when it begins.
public struct RunFacts: Sendable, Hashable {
    /// How a run came about, in Airflow's words.
    public enum RunType: String, Sendable, Hashable, Codable {
        /// Made by hand.
        case manual
        /// Made by the schedule.
        case scheduled
        /// Made up for a range of dates.
        case backfill
        /// Made because an asset was updated.
        case assetTriggered = "asset_triggered"
    }

    /// The DAG's id.
    public var dagID: String
    /// The run's id, unique within the DAG.
    public var runID: String
    /// How it came about.
    public var runType: RunType
    /// The instant the run stands for; absent for a run by hand without one.
    public var logicalDate: Date?
    /// The beginning of the data it works on.
    public var dataIntervalStart: Date?
    /// The end of the data it works on.
    public var dataIntervalEnd: Date?
    /// The run starts at this instant or later.
    public var runAfter: Date
    /// The values of the DAG's parameters, defaults included.
    public var params: [String: JSONValue]
    /// What the one who made the run handed over.
    public var conf: [String: JSONValue]
    /// The asset events that made the run, as Airflow tells them: objects with `asset`, `extra`, `timestamp`, `source_…`.
    public var assetEvents: [JSONValue] = []
    /// The hash of the DAG's document.
    public var dagVersion: String
    /// The tasks that the run runs, in the order of the DAG; absent where it runs all of them.
    public var selectedTasks: [String]?

    /// Makes the facts of a run.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id.
    ///   - runType: How it came about.
    ///   - logicalDate: The instant the run stands for.
    ///   - dataIntervalStart: The beginning of the data it works on.
    ///   - dataIntervalEnd: The end of the data it works on.
    ///   - runAfter: The run starts at this instant or later.
    ///   - params: The values of the DAG's parameters, defaults included.
    ///   - conf: What the one who made the run handed over.
    ///   - dagVersion: The hash of the DAG's document.
    ///   - selectedTasks: The tasks that the run runs; nil: all of them.
    public init(
        dagID: String, runID: String, runType: RunType = .manual, logicalDate: Date? = nil,
        dataIntervalStart: Date? = nil, dataIntervalEnd: Date? = nil, runAfter: Date,
        params: [String: JSONValue] = [:], conf: [String: JSONValue] = [:], dagVersion: String = "",
        selectedTasks: [String]? = nil
    ) {
        self.dagID = dagID
        self.runID = runID
        self.runType = runType
        self.logicalDate = logicalDate
        self.dataIntervalStart = dataIntervalStart
        self.dataIntervalEnd = dataIntervalEnd
        self.runAfter = runAfter
        self.params = params
        self.conf = conf
        self.dagVersion = dagVersion
        self.selectedTasks = selectedTasks
    }
}
