// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
public import DagrunRuntime

extension ExecutionClient {
    /// The most elements over which a task may be mapped unless the server is configured otherwise:
    /// `[core] max_map_length`.
    public static let maximumMapLength = 1024

    /// The server's reason for a value that has too many elements for tasks that are mapped over it.
    package static let unmappable = "unmappable_return_value_length"

    /// How many elements a value is said to have.
    ///
    /// Whether tasks are mapped over it is the server's business; it wants to know how many there would be.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - key: Names it.
    /// - Returns: The number; nil for what nothing is mapped over, and where the server might refuse it for its length.
    package static func mappedLength(of value: XComValue, as key: XComKey) -> Int? {
        guard key.key == XComKey.returnValue, key.mapIndex < 0, let length = value.mappedLength(),
            length <= maximumMapLength
        else { return nil }
        return length
    }

    private func path(dagID: String, runID: String, _ taskID: String, _ key: String) -> [String] {
        ["xcoms", dagID, runID, taskID, key]
    }

    private func at(_ mapIndex: Int) -> [(name: String, value: String)] {
        mapIndex < 0 ? [] : [(name: "map_index", value: String(mapIndex))]
    }

    private func earlier(_ isIncluded: Bool) -> [(name: String, value: String)] {
        isIncluded ? [(name: "include_prior_dates", value: "true")] : []
    }

    /// Reads an XCom.
    ///
    /// - Parameters:
    ///   - key: Names it within the run.
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id.
    ///   - includesEarlierRuns: Whether the latest value of an earlier run will do.
    /// - Returns: The value; nil where none was pushed.
    /// - Throws: ``AirflowError``.
    public func xcom(
        _ key: XComKey, dagID: String, runID: String, includesEarlierRuns: Bool = false
    ) async throws(AirflowError) -> XComValue? {
        let call = APICall(
            .get, path(dagID: dagID, runID: runID, key.taskID, key.key),
            query: at(key.mapIndex) + earlier(includesEarlierRuns))
        guard let answer = try await find(call), let value = answer.value["value"], value != .null else { return nil }
        return XComValue(json: CanonicalJSON.bytes(of: value))
    }

    /// Reads the XComs of all instances of a task, in the order of their map index.
    ///
    /// - Parameters:
    ///   - taskID: The task's full id.
    ///   - key: The key.
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id.
    ///   - includesEarlierRuns: Whether those of earlier runs belong to them.
    /// - Returns: The values there are.
    /// - Throws: ``AirflowError``.
    public func xcoms(
        of taskID: String, key: String, dagID: String, runID: String, includesEarlierRuns: Bool = false
    ) async throws(AirflowError) -> [XComValue] {
        let call = APICall(
            .get, path(dagID: dagID, runID: runID, taskID, key) + ["slice"], query: earlier(includesEarlierRuns))
        guard let answer = try await find(call) else { return [] }
        guard case .array(let values) = answer.value else {
            throw AirflowError(.malformed, call: call.name, reason: "the answer is no list")
        }
        return values.map { XComValue(json: CanonicalJSON.bytes(of: $0)) }
    }

    /// Pushes an XCom.
    ///
    /// - Parameters:
    ///   - value: The value in JSON.
    ///   - key: Names it within the run.
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id.
    ///   - mappedLength: How many elements the value has, where tasks may be mapped over it.
    ///   - isResultOfRun: Whether it is the result of the whole run.
    /// - Throws: ``AirflowError``: with status 400 when it has too many elements for that.
    public func push(
        _ value: XComValue, as key: XComKey, dagID: String, runID: String, mappedLength: Int? = nil,
        isResultOfRun: Bool = false
    ) async throws(AirflowError) {
        if key.key.isEmpty || key.key.hasSuffix("/slice") || key.key.split(separator: "/").dropLast().last == "item" {
            throw AirflowError(
                .invalid, call: "push the XCom \(key.key)",
                reason: "Airflow can't read a key that is empty or ends in /slice or /item/…; choose another one")
        }
        var call = APICall(.post, path(dagID: dagID, runID: runID, key.taskID, key.key), query: at(key.mapIndex))
        if let mappedLength { call.query.append((name: "mapped_length", value: String(mappedLength))) }
        if isResultOfRun { call.query.append((name: "dag_result", value: "true")) }
        call.body = value.json
        _ = try await send(call)
    }

    /// Removes an XCom; one that is not there is no error.
    ///
    /// - Parameters:
    ///   - key: Names it within the run.
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id.
    /// - Throws: ``AirflowError``.
    public func removeXCom(_ key: XComKey, dagID: String, runID: String) async throws(AirflowError) {
        _ = try await send(
            APICall(.delete, path(dagID: dagID, runID: runID, key.taskID, key.key), query: at(key.mapIndex)))
    }

    /// Counts the XComs that the instances of a task pushed.
    ///
    /// - Parameters:
    ///   - taskID: The task's full id.
    ///   - key: The key.
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id.
    /// - Returns: How many there are.
    /// - Throws: ``AirflowError``.
    public func xcomCount(
        of taskID: String, key: String, dagID: String, runID: String
    ) async throws(AirflowError) -> Int {
        let call = APICall(.head, path(dagID: dagID, runID: runID, taskID, key))
        let response = try await send(call)
        guard let range = response.headers["Content-Range"],
            let count = range.split(separator: " ").last.flatMap({ Int($0) })
        else { throw AirflowError(.malformed, call: call.name, reason: "the answer has no Content-Range") }
        return count
    }
}
