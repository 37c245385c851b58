// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunCoordinator
internal import DagrunModel
internal import DagrunRuntime

/// Answers what a task's process asks, with what Airflow says.
struct AnswerDesk {
    /// An answer, or why there is none.
    struct Answer {
        var body: JSONValue = .null
        var error: ErrorResponse?

        static let done = Answer()

        /// What is not there is told as an answer, not as an error.
        static func missing(_ error: String) -> Answer { Answer(body: ErrorResponse(error).json) }
    }

    let execution: ExecutionClient
    /// What goes before the server: variables and connections of the worker's environment.
    let services: AirflowServices
    /// Learns the secrets that are handed out.
    let masker: SecretMasker

    /// Answers a request.
    func answer(_ message: TaskMessage) async -> Answer {
        do {
            if let answer = try await answerXComs(message) { return answer }
            if let answer = try await answerSecrets(message) { return answer }
            return try await answerInstance(message)
        } catch let error as AirflowError {
            return Answer(error: Self.response(error))
        } catch {
            return Answer(error: ErrorResponse("GENERIC_ERROR", detail: ["message": .string("\(error)")]))
        }
    }

    /// An error as Airflow's own supervisor tells it.
    static func response(_ error: AirflowError) -> ErrorResponse {
        let isDenied = error.status == 401 || error.status == 403
        var detail: [String: JSONValue] = [
            "status_code": error.status.map { .int(Int64($0)) } ?? .null, "message": .string("\(error)"),
        ]
        if let reason = error.serverReason { detail["detail"] = ["reason": .string(reason)] }
        return ErrorResponse(isDenied ? "PERMISSION_DENIED" : "API_SERVER_ERROR", detail: .object(detail))
    }

    // MARK: XComs

    private func answerXComs(_ message: TaskMessage) async throws -> Answer? {
        switch message {
        case .xcom(let at):
            let value = try await execution.xcom(
                at.key, dagID: at.dagID, runID: at.runID, includesEarlierRuns: at.includesEarlierRuns)
            return Answer(
                body: ["type": "XComResult", "key": .string(at.key.key), "value": try value.map(Self.json) ?? .null])
        case .xcomCount(let at):
            let count = try await execution.xcomCount(
                of: at.key.taskID, key: at.key.key, dagID: at.dagID, runID: at.runID)
            return Answer(body: ["type": "XComCountResponse", "len": .int(Int64(count))])
        case .xcomItem(let at, let offset):
            let values = try await all(at)
            let place = offset < 0 ? values.count + offset : offset
            guard values.indices.contains(place) else { return .missing("XCOM_NOT_FOUND") }
            return Answer(body: ["type": "XComSequenceIndexResult", "root": try Self.json(values[place])])
        case .xcomSlice(let at, let start, let stop, let step):
            let values = try await all(at)
            let places = PythonSlice.places(count: values.count, start: start, stop: stop, step: step)
            return Answer(
                body: [
                    "type": "XComSequenceSliceResult", "root": .array(try places.map { try Self.json(values[$0]) }),
                ])
        case .setXCom(let at, let value, let length, let isResult):
            try await execution.push(
                XComValue(json: CanonicalJSON.bytes(of: value)), as: at.key, dagID: at.dagID, runID: at.runID,
                mappedLength: length, isResultOfRun: isResult)
            return .done
        case .deleteXCom(let at):
            try await execution.removeXCom(at.key, dagID: at.dagID, runID: at.runID)
            return .done
        default: return nil
        }
    }

    private func all(_ at: XComAddress) async throws -> [XComValue] {
        try await execution.xcoms(
            of: at.key.taskID, key: at.key.key, dagID: at.dagID, runID: at.runID,
            includesEarlierRuns: at.includesEarlierRuns)
    }

    private static func json(_ value: XComValue) throws -> JSONValue { try JSONValue(parsing: value.json) }

    // MARK: Variables and connections

    private func answerSecrets(_ message: TaskMessage) async throws -> Answer? {
        switch message {
        case .variable(let key):
            guard let text = try await services.variable(key) else { return .missing("VARIABLE_NOT_FOUND") }
            masker.add(text, named: key)
            return Answer(body: ["type": "VariableResult", "key": .string(key), "value": .string(text)])
        case .variableKeys(let prefix, let limit, let offset):
            let keys = try await execution.variableKeys(prefix: prefix)
            let page = keys.dropFirst(max(0, offset)).prefix(max(0, limit))
            return Answer(
                body: [
                    "type": "VariableKeysResult", "keys": .array(page.map { .string($0) }),
                    "total_entries": .int(Int64(keys.count)),
                ])
        case .putVariable(let key, let value, let description):
            let text = if case .string(let text) = value { text } else { CanonicalJSON.text(of: value) }
            masker.add(text, named: key)
            try await execution.setVariable(key, to: text, description: description)
            return .done
        case .deleteVariable(let key):
            try await execution.removeVariable(key)
            return Answer(body: ["type": "OKResponse", "ok": true])
        case .connection(let id):
            guard let connection = try await services.connection(id) else { return .missing("CONNECTION_NOT_FOUND") }
            masker.add(connection)
            return Answer(body: Self.json(connection))
        case .maskSecret(let value, _):
            Self.learn(value, masker)
            return .done
        default: return nil
        }
    }

    private static func json(_ connection: Connection) -> JSONValue {
        var members: [String: JSONValue] = [
            "type": "ConnectionResult", "conn_id": .string(connection.connID),
            "conn_type": .string(connection.connType),
        ]
        let texts = [
            "host": connection.host, "schema": connection.schema, "login": connection.login,
            "password": connection.password, "extra": connection.extra,
        ]
        // Null where it has none: Airflow's task SDK takes no answer without these.
        for (name, text) in texts { members[name] = text.map(JSONValue.string) ?? .null }
        members["port"] = connection.port.map { .int(Int64($0)) } ?? .null
        return .object(members)
    }

    private static func learn(_ value: JSONValue, _ masker: SecretMasker) {
        switch value {
        case .string(let text): masker.add(text)
        case .array(let elements): for element in elements { learn(element, masker) }
        case .object(let members): for member in members.values { learn(member, masker) }
        default: break
        }
    }

    // MARK: The task instance

    private func answerInstance(_ message: TaskMessage) async throws -> Answer {
        switch message {
        case .skipDownstream(let tasks): try await execution.skipDownstream(tasks)
        case .setRenderedFields(let fields): try await execution.setRenderedFields(fields)
        case .setMapLabel(let label): try await execution.setMapLabel(label)
        case .previousSuccessfulRun:
            let run = try await execution.previousSuccessfulRun() ?? PreviousRun()
            let dates = [
                "data_interval_start": run.dataIntervalStart, "data_interval_end": run.dataIntervalEnd,
                "start_date": run.startDate, "end_date": run.endDate,
            ]
            var members: [String: JSONValue] = ["type": "PrevSuccessfulDagRunResult"]
            for (name, date) in dates { members[name] = date.map { .string(ISO8601.ts($0)) } ?? .null }
            return Answer(body: .object(members))
        case .firstRescheduleStart:
            let date = try await execution.firstRescheduleStart()
            return Answer(
                body: [
                    "type": "TaskRescheduleStartDate", "start_date": date.map { .string(ISO8601.ts($0)) } ?? .null,
                ])
        case .inactiveAssets:
            let assets = try await execution.inactiveAssetProfiles()
            return Answer(body: ["type": "InactiveAssetsResult", "inactive_assets": .array(assets)])
        case .service(let request): return try await answer(request)
        case .unknown(let type):
            return Answer(
                error: ErrorResponse(
                    "GENERIC_ERROR",
                    detail: ["status_code": 400, "message": .string("this worker can't answer \(type)")]))
        default: break
        }
        return .done
    }
    // MARK: The rarer requests

    private func answer(_ request: ServiceRequest) async throws -> Answer {
        guard case .object(var members)? = try await execution.answer(request) else {
            if let missing = request.kind.missing { return .missing(missing) }
            let detail: JSONValue = ["status_code": 404, "message": "Airflow has no such object"]
            return Answer(error: ErrorResponse("API_SERVER_ERROR", detail: detail))
        }
        if request.kind == .triggerDAGRun, members["ok"] == false { return .missing("DAGRUN_ALREADY_EXISTS") }
        members["type"] = .string(request.kind.answerType)
        return Answer(body: .object(members))
    }
}
