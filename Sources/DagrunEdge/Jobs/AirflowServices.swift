// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunCoordinator
internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials

/// What a task may ask under Airflow: the Execution API answers.
struct AirflowServices: TaskServices {
    let execution: ExecutionClient
    let dagID: String
    let runID: String
    /// The environment, which goes before the server.
    let environment: [String: String]

    func xcom(_ key: XComKey) async throws -> XComValue? {
        try await execution.xcom(key, dagID: dagID, runID: runID)
    }

    func xcoms(of taskID: String, key: String) async throws -> [XComValue] {
        try await execution.xcoms(of: taskID, key: key, dagID: dagID, runID: runID)
    }

    func push(_ value: XComValue, as key: XComKey) async throws {
        let length = ExecutionClient.mappedLength(of: value, as: key)
        do {
            try await execution.push(value, as: key, dagID: dagID, runID: runID, mappedLength: length)
        } catch {
            guard length != nil, error.serverReason == ExecutionClient.unmappable else { throw error }
            try await execution.push(value, as: key, dagID: dagID, runID: runID)
        }
    }

    /// Nothing: which XComs an earlier try left, and that they are to be removed, the server said when this one began.
    func clearXComs(of taskID: String, mapIndex: Int) {}

    func variable(_ key: String) async throws -> String? {
        if let text = environment["AIRFLOW_VAR_\(key.uppercased())"] { return text }
        return try await execution.variable(key)
    }

    func setVariable(_ key: String, to value: String?) async throws {
        if let value {
            try await execution.setVariable(key, to: value)
        } else {
            try await execution.removeVariable(key)
        }
    }

    func connection(_ id: String) async throws -> Connection? {
        if let text = environment["AIRFLOW_CONN_\(id.uppercased())"] { return try Connection(text: text, connID: id) }
        return try await execution.connection(id)
    }

    func previousSuccessfulRun() async throws -> PreviousRun? { try await execution.previousSuccessfulRun() }

    func answer(_ request: ServiceRequest) async throws -> JSONValue? { try await execution.answer(request) }
}

extension AirflowServices: TryServer {
    func removeXCom(_ key: XComKey) async throws { try await execution.removeXCom(key, dagID: dagID, runID: runID) }

    func firstRescheduleStart() async throws -> Date? { try await execution.firstRescheduleStart() }

    func inactiveAssets() async throws -> [String] { try await execution.inactiveAssets() }

    func skipDownstream(_ tasks: [TaskInstanceID]) async throws { try await execution.skipDownstream(tasks) }

    func setRenderedFields(_ fields: [String: JSONValue]) async throws { try await execution.setRenderedFields(fields) }

    func setMapLabel(_ label: String) async throws { try await execution.setMapLabel(label) }
}
