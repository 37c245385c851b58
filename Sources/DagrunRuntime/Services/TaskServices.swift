// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// All that a task may ask of the outside.
///
/// A local run, a worker under Airflow and a test each have their own; an operator can't tell them apart.
public protocol TaskServices: Sendable {
    /// Reads an XCom of the present run.
    ///
    /// - Parameter key: Names it.
    /// - Returns: The value; nil where none was pushed.
    /// - Throws: When the values can't be reached.
    func xcom(_ key: XComKey) async throws -> XComValue?

    /// Reads the XComs of all instances of a mapped task, in the order of their map index.
    ///
    /// Instances that pushed nothing are left out, as in Airflow.
    ///
    /// - Parameters:
    ///   - taskID: The full id of the mapped task.
    ///   - key: The key.
    /// - Returns: The values there are.
    /// - Throws: When the values can't be reached.
    func xcoms(of taskID: String, key: String) async throws -> [XComValue]

    /// Pushes an XCom of the present run, in place of one of the same key.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - key: Names it.
    /// - Throws: When it can't be kept.
    func push(_ value: XComValue, as key: XComKey) async throws

    /// Removes all XComs of a task instance, before it is tried again.
    ///
    /// - Parameters:
    ///   - taskID: The full id of the task.
    ///   - mapIndex: The instance; -1 for a task that is not mapped.
    /// - Throws: When the values can't be reached.
    func clearXComs(of taskID: String, mapIndex: Int) async throws

    /// Looks up a variable.
    ///
    /// - Parameter key: The variable's name.
    /// - Returns: Its text; nil where there is none.
    /// - Throws: When a source can't be read.
    func variable(_ key: String) async throws -> String?

    /// Sets or removes a variable.
    ///
    /// - Parameters:
    ///   - key: The variable's name.
    ///   - value: Its text; nil removes it.
    /// - Throws: When it can't be kept.
    func setVariable(_ key: String, to value: String?) async throws

    /// Looks up a connection.
    ///
    /// - Parameter id: The connection's id.
    /// - Returns: The connection; nil where there is none.
    /// - Throws: When a source can't be read or the connection has a wrong form.
    func connection(_ id: String) async throws -> Connection?

    /// Finds the latest run of the DAG, by logical date, that succeeded before the present one.
    ///
    /// - Returns: The run; nil where there is none, and in a run without a logical date.
    /// - Throws: When the runs can't be looked at.
    func previousSuccessfulRun() async throws -> PreviousRun?

    /// Answers one of the rarer requests: of state stores, assets, other runs and people.
    ///
    /// - Parameter request: What is asked for.
    /// - Returns: Airflow's answer; nil where what was asked for does not exist.
    /// - Throws: ``ServiceUnavailable`` where there is no such thing; when it can't be reached.
    func answer(_ request: ServiceRequest) async throws -> JSONValue?

    /// Waits for what a task was deferred until, where nobody else does.
    ///
    /// - Parameters:
    ///   - deferral: What the task waits for.
    ///   - context: The context of the try.
    /// - Returns: The event that the task goes on with; nil where the try ends as deferred and Airflow calls it again.
    /// - Throws: ``ServiceUnavailable`` where nobody can wait for it; `CancellationError`.
    func event(of deferral: Deferral, _ context: TaskContext) async throws -> JSONValue?

    /// Says where a variable or connection was looked for, for the error when there is none.
    ///
    /// - Parameters:
    ///   - kind: `variable` or `connection`.
    ///   - name: The name that was not found.
    /// - Returns: A sentence that says where it was looked for and how to provide it.
    func missing(_ kind: String, named name: String) -> String
}

extension TaskServices {
    /// Has no answer.
    ///
    /// - Parameter request: What is asked for.
    /// - Returns: Never.
    /// - Throws: ``ServiceUnavailable``.
    public func answer(_ request: ServiceRequest) async throws -> JSONValue? {
        throw ServiceUnavailable(request.kind, in: "this run")
    }

    /// Waits for an instant; there is nothing else that a process can wait for by itself.
    ///
    /// - Parameters:
    ///   - deferral: What the task waits for.
    ///   - context: The context of the try.
    /// - Returns: The instant that came.
    /// - Throws: ``ServiceUnavailable`` for anything but an instant.
    public func event(of deferral: Deferral, _ context: TaskContext) async throws -> JSONValue? {
        try await deferral.waitHere(context)
    }
}
