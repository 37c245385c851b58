// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials

/// What a task may ask of the outside when a supervisor answers.
struct CoordinatorServices: TaskServices {
    let link: CommLink
    let instanceID: String
    let dagID: String
    let runID: String

    private func address(_ key: XComKey) -> XComAddress { XComAddress(dagID: dagID, runID: runID, key) }

    func xcom(_ key: XComKey) async throws -> XComValue? {
        guard let text = try await link.answer(to: .xcom(address(key)))?.text("value") else { return nil }
        let value = XComValue(json: text)
        return value.isNull ? nil : value
    }

    func xcoms(of taskID: String, key: String) async throws -> [XComValue] {
        let address = address(XComKey(taskID: taskID, key: key))
        let answer = try await link.answer(to: .xcomSlice(address, start: nil, stop: nil, step: nil))
        return try answer?.texts("root")?.map { XComValue(json: $0) } ?? []
    }

    func push(_ value: XComValue, as key: XComKey) async throws {
        let json = try JSONValue(parsing: value.json)
        let length = ExecutionClient.mappedLength(of: value, as: key)
        do {
            try await link.ask(.setXCom(address(key), json, mappedLength: length))
        } catch {
            guard length != nil, error.description.contains(ExecutionClient.unmappable) else { throw error }
            try await link.ask(.setXCom(address(key), json, mappedLength: nil))
        }
    }

    /// Nothing: which XComs an earlier try left, and that they are to be removed, the server said when this one began.
    func clearXComs(of taskID: String, mapIndex: Int) {}

    func variable(_ key: String) async throws -> String? {
        switch try await link.ask(.variable(key))?["value"] {
        case .string(let text)?: text
        case nil, .null?: nil
        case let value?: CanonicalJSON.text(of: value)
        }
    }

    func setVariable(_ key: String, to value: String?) async throws {
        try await link.ask(value.map { .putVariable(key, .string($0)) } ?? .deleteVariable(key))
    }

    func connection(_ id: String) async throws -> Connection? {
        guard let answer = try await link.ask(.connection(id)) else { return nil }
        let fields = MessageFields(answer)
        return Connection(
            connID: fields.optionalString("conn_id") ?? id, connType: fields.optionalString("conn_type") ?? "",
            host: fields.optionalString("host"), schema: fields.optionalString("schema"),
            login: fields.optionalString("login"), password: fields.optionalString("password"),
            port: fields.optionalInt("port"), extra: fields.optionalString("extra"))
    }

    func previousSuccessfulRun() async throws -> PreviousRun? {
        guard let answer = try await link.ask(.previousSuccessfulRun(instance: instanceID)) else { return nil }
        let fields = MessageFields(answer)
        let run = PreviousRun(
            dataIntervalStart: try fields.date("data_interval_start"),
            dataIntervalEnd: try fields.date("data_interval_end"), startDate: try fields.date("start_date"),
            endDate: try fields.date("end_date"))
        return run == PreviousRun() ? nil : run
    }

    func answer(_ request: ServiceRequest) async throws -> JSONValue? {
        var message = ServiceRequest(request.kind, request.members)
        if request.kind.namesInstance { message.members["ti_id"] = .string(instanceID) }
        do {
            return try await link.ask(.service(message))
        } catch {
            if error.code == .refused("DAGRUN_ALREADY_EXISTS") { return ["ok": false] }
            if error.status == 404, request.kind.looksUp { return nil }
            throw error
        }
    }
}

extension CoordinatorServices: TryServer {
    func removeXCom(_ key: XComKey) async throws { try await link.ask(.deleteXCom(address(key))) }

    func firstRescheduleStart() async throws -> Date? {
        guard let answer = try await link.ask(.firstRescheduleStart(instance: instanceID)) else { return nil }
        return try MessageFields(answer).date("start_date")
    }

    func inactiveAssets() async throws -> [String] {
        guard let answer = try await link.ask(.inactiveAssets(instance: instanceID)) else { return [] }
        return MessageFields(answer).list("inactive_assets").map { asset in
            let fields = MessageFields(asset)
            return fields.optionalString("name") ?? fields.optionalString("uri") ?? "?"
        }
    }

    func skipDownstream(_ tasks: [TaskInstanceID]) async throws { try await link.ask(.skipDownstream(tasks)) }

    func setRenderedFields(_ fields: [String: JSONValue]) async throws {
        try await link.ask(.setRenderedFields(fields))
    }

    func setMapLabel(_ label: String) async throws { try await link.ask(.setMapLabel(label)) }
}
