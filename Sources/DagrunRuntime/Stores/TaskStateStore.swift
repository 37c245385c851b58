// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// Values that survive the tries of a task instance, unlike XComs.
///
/// ```swift
/// let done = try await context.taskStateStore.get("page", as: Int.self) ?? 0
/// try await context.taskStateStore.set("page", to: done + 1)
/// ```
///
/// They belong to one instance of one task in one run, and are there in its later tries, when it comes again after a
/// reschedule or a deferral, and after it was cleared. Airflow's `task_state_store`; a local run keeps them beside its journal.
public struct TaskStateStore: Sendable {
    let context: TaskContext

    /// Reads a value.
    ///
    /// - Parameters:
    ///   - key: The key; not empty.
    ///   - type: The type of the value.
    /// - Returns: The value; nil where there is none.
    /// - Throws: `DecodingError` when it is of another type; ``ServiceUnavailable`` when only another worker can read it.
    public func get<Value: Decodable>(_ key: String, as type: Value.Type = Value.self) async throws -> Value? {
        try StoredValue.check(key)
        return try StoredValue.decode(
            await context.ask(ServiceRequest(.getTaskState, ["key": .string(key)])), as: type, key)
    }

    /// Writes a value, in place of one of the same key.
    ///
    /// - Parameters:
    ///   - key: The key; not empty.
    ///   - value: The value; anything but nil.
    ///   - retention: How long Airflow keeps it.
    /// - Throws: `EncodingError` when it has no JSON form; when it can't be kept.
    public func set(
        _ key: String, to value: some Encodable & Sendable, retention: StateRetention = .standard
    ) async throws {
        let json = try StoredValue.encode(value, key)
        let end = retention.duration.map { context.clock.now().addingTimeInterval($0.seconds) }
        _ = try await context.ask(
            ServiceRequest(
                .setTaskState,
                ["key": .string(key), "value": json, "expires_at": end.map { .string(ISO8601.ts($0)) } ?? .null]))
    }

    /// Removes a value; one that is not there is no error.
    ///
    /// - Parameter key: The key; not empty.
    /// - Throws: When the store can't be reached.
    public func delete(_ key: String) async throws {
        try StoredValue.check(key)
        _ = try await context.ask(ServiceRequest(.deleteTaskState, ["key": .string(key)]))
    }

    /// Removes all values of this task instance.
    ///
    /// - Throws: When the store can't be reached.
    public func clear() async throws { _ = try await context.ask(ServiceRequest(.clearTaskState)) }
}
