// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// Task instances of other runs, of this DAG and others, as Airflow knows them.
///
/// A local run knows none: there each of these throws ``ServiceUnavailable``.
public struct TaskInstances: Sendable {
    /// Which task instances are meant; what is nil leaves all in.
    public struct Filter: Sendable, Hashable {
        /// Those of these tasks.
        public var taskIDs: [String]?
        /// Those of the tasks of this group.
        public var groupID: String?
        /// Those of these runs.
        public var runIDs: [String]?
        /// Those of runs that stand for these instants.
        public var logicalDates: [Date]?
        /// Those of this map index.
        public var mapIndex: Int?

        /// Makes a filter.
        ///
        /// - Parameters:
        ///   - taskIDs: The tasks.
        ///   - groupID: The group of the tasks.
        ///   - runIDs: The runs.
        ///   - logicalDates: The instants that the runs stand for.
        ///   - mapIndex: The map index.
        public init(
            taskIDs: [String]? = nil, groupID: String? = nil, runIDs: [String]? = nil, logicalDates: [Date]? = nil,
            mapIndex: Int? = nil
        ) {
            self.taskIDs = taskIDs
            self.groupID = groupID
            self.runIDs = runIDs
            self.logicalDates = logicalDates
            self.mapIndex = mapIndex
        }

        func members(of dagID: String) -> [String: JSONValue] {
            var members: [String: JSONValue] = ["dag_id": .string(dagID)]
            members["task_ids"] = taskIDs.map { .array($0.map { .string($0) }) }
            members["task_group_id"] = groupID.map { .string($0) }
            members["run_ids"] = runIDs.map { .array($0.map { .string($0) }) }
            members["logical_dates"] = logicalDates.map { .array($0.map { .string(ISO8601.ts($0)) }) }
            members["map_index"] = mapIndex.map { .int(Int64($0)) }
            return members
        }
    }

    let context: TaskContext

    /// Counts task instances.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id; nil: that of this task.
    ///   - filter: Which are meant.
    ///   - states: Only those in these states; nil: all.
    /// - Returns: How many there are.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func count(
        of dagID: String? = nil, _ filter: Filter = Filter(), states: [String]? = nil
    ) async throws -> Int {
        var members = filter.members(of: dagID ?? context.dagID)
        members["states"] = states.map { .array($0.map { .string($0) }) }
        let answer = try await context.ask(ServiceRequest(.getTaskInstanceCount, members))
        return AnswerMembers(answer ?? .null).int("count") ?? 0
    }

    /// Tells the states of task instances.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id; nil: that of this task.
    ///   - filter: Which are meant.
    /// - Returns: The states in Airflow's words, by run and by task; a mapped instance is `task_index`.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func states(of dagID: String? = nil, _ filter: Filter = Filter()) async throws -> [String: [String: String?]]
    {
        let members = filter.members(of: dagID ?? context.dagID)
        let answer = try await context.ask(ServiceRequest(.getTaskStates, members)) ?? .null
        return try (answer["task_states"] ?? [:]).decode()
    }

    /// Finds the task instance before this one, by the logical date of its run.
    ///
    /// - Parameters:
    ///   - taskID: The task's id; nil: this task.
    ///   - dagID: The DAG's id; nil: that of this task.
    ///   - state: Only one in this state; nil: any.
    /// - Returns: The task instance; nil where there is none.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func previous(
        _ taskID: String? = nil, of dagID: String? = nil, state: String? = nil
    ) async throws -> TaskInstanceInfo? {
        var members: [String: JSONValue] = [
            "dag_id": .string(dagID ?? context.dagID), "task_id": .string(taskID ?? context.taskID),
        ]
        if taskID == nil, context.mapIndex >= 0 { members["map_index"] = .int(Int64(context.mapIndex)) }
        members["logical_date"] = context.logicalDate.map { .string(ISO8601.ts($0)) }
        members["state"] = state.map { .string($0) }
        let answer = try await context.ask(ServiceRequest(.getPreviousTaskInstance, members))
        guard let instance = answer?["task_instance"], instance != .null else { return nil }
        return TaskInstanceInfo(instance)
    }

    /// Tells what ran in a run, as objects with `task_id`, `map_index`, `state`, `operator` and `duration`.
    ///
    /// - Parameters:
    ///   - runID: The run's id.
    ///   - dagID: The DAG's id; nil: that of this task.
    /// - Returns: What ran.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func breadcrumbs(_ runID: String, of dagID: String? = nil) async throws -> [JSONValue] {
        let members: [String: JSONValue] = ["dag_id": .string(dagID ?? context.dagID), "run_id": .string(runID)]
        let answer = try await context.ask(ServiceRequest(.getTaskBreadcrumbs, members)) ?? .null
        return AnswerMembers(answer).list("breadcrumbs")
    }
}
