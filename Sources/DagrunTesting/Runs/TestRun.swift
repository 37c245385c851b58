// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunRuntime
internal import FoundationEssentials

/// What came of a run in a test.
///
/// Task ids that the DAG does not have are errors of the test: they are thrown, with the id that comes closest.
public struct TestRun: Sendable {
    /// All that is known about the run.
    public let record: RunRecord
    /// Its journal: what happened, in order.
    public let events: [RunEvent]
    /// What the user was warned of.
    public let warnings: [String]
    private let logs: [TaskInstanceID: [String]]
    private let document: DAGDocument

    init(record: RunRecord, document: DAGDocument, observations: TestObservations) {
        let content = observations.content
        self.record = record
        self.document = document
        events = content.events
        logs = content.logs
        warnings = content.warnings
    }

    /// The state of the run.
    public var state: RunState { record.state }

    /// How long the run took, in the time of its clock.
    public var elapsed: Duration {
        guard let end = record.end else { return .zero }
        // Instants are exact to less than a microsecond only.
        return .microseconds(Int64((end.timeIntervalSince(record.start) * 1e6).rounded()))
    }

    /// The states of all instances that something happened to.
    public var states: [TaskInstanceID: TaskState] { record.instances.compactMapValues(\.state) }

    /// The state of an instance.
    ///
    /// - Parameters:
    ///   - taskID: The task's full id.
    ///   - mapIndex: The instance of a mapped task.
    /// - Returns: The state; nil where nothing happened to it.
    /// - Throws: ``UnknownTask``.
    public func state(of taskID: String, mapIndex: Int = TaskInstanceID.unmapped) throws -> TaskState? {
        try instance(taskID, mapIndex)?.state
    }

    /// How often an instance was tried.
    ///
    /// - Parameters:
    ///   - taskID: The task's full id.
    ///   - mapIndex: The instance of a mapped task.
    /// - Returns: The number of tries; the looks of a rescheduled sensor are one try.
    /// - Throws: ``UnknownTask``.
    public func tries(of taskID: String, mapIndex: Int = TaskInstanceID.unmapped) throws -> Int {
        Set((try instance(taskID, mapIndex)?.attempts ?? []).map(\.tryNumber)).count
    }

    /// Why an instance failed or was skipped.
    ///
    /// - Parameters:
    ///   - taskID: The task's full id.
    ///   - mapIndex: The instance of a mapped task.
    /// - Returns: The message of the last try, or of the planner; nil where there is none.
    /// - Throws: ``UnknownTask``.
    public func message(of taskID: String, mapIndex: Int = TaskInstanceID.unmapped) throws -> String? {
        let instance = try instance(taskID, mapIndex)
        return instance?.attempts.last?.outcome?.message ?? instance?.message
    }

    /// What an instance returned, or pushed under a key of its own.
    ///
    /// - Parameters:
    ///   - taskID: The task's full id.
    ///   - type: The type of the value.
    ///   - key: The XCom's key.
    ///   - mapIndex: The instance of a mapped task.
    /// - Returns: The value.
    /// - Throws: ``UnknownTask``; `MissingXCom` when there is none; `DecodingError` when it is of another type.
    public func output<Value: Decodable>(
        of taskID: String, as type: Value.Type = Value.self, key: String = XComKey.returnValue,
        mapIndex: Int = TaskInstanceID.unmapped
    ) throws -> Value {
        let instance = try instance(taskID, mapIndex)
        guard let json = key == XComKey.returnValue ? instance?.value : instance?.pushed[key] else {
            throw MissingXCom(key: XComKey(taskID: taskID, mapIndex: mapIndex, key: key))
        }
        return try XComValue(json: json).decode(as: type)
    }

    /// What all instances of a mapped task returned, in the order of their map index.
    ///
    /// - Parameters:
    ///   - taskID: The task's full id.
    ///   - type: The type of one value.
    /// - Returns: The values; instances that returned nothing are left out.
    /// - Throws: ``UnknownTask``; `DecodingError` when one is of another type.
    public func outputs<Value: Decodable>(of taskID: String, as type: Value.Type = Value.self) throws -> [Value] {
        try check(taskID)
        return try record.instances.filter { $0.key.taskID == taskID }.sorted { $0.key < $1.key }
            .compactMap { try $0.value.value.map { try XComValue(json: $0).decode(as: type) } }
    }

    /// The lines that an instance logged, over all its tries.
    ///
    /// - Parameters:
    ///   - taskID: The task's full id.
    ///   - mapIndex: The instance of a mapped task.
    /// - Returns: The lines; secrets are hidden in them.
    /// - Throws: ``UnknownTask``.
    public func logs(of taskID: String, mapIndex: Int = TaskInstanceID.unmapped) throws -> [String] {
        try check(taskID)
        return logs[TaskInstanceID(taskID, mapIndex: mapIndex)] ?? []
    }

    private func instance(_ taskID: String, _ mapIndex: Int) throws(UnknownTask) -> RunRecord.Instance? {
        try check(taskID)
        return record.instances[TaskInstanceID(taskID, mapIndex: mapIndex)]
    }

    private func check(_ taskID: String) throws(UnknownTask) {
        let ids = document.tasks.map(\.taskID)
        guard ids.contains(taskID) else {
            throw UnknownTask(taskID: taskID, suggestion: Suggestion.closest(to: taskID, in: ids))
        }
    }
}
