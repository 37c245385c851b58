// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
package import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials

extension TaskMessage {
    /// The message as it is sent.
    ///
    /// Only members that the supervisor knows are in it: an unknown one gets no answer.
    package var json: JSONValue {
        switch self {
        case .end(let end, let date, let label):
            return Self.merge(
                Self.type(of: end), end.json(at: date ?? Date(timeIntervalSince1970: 0), mapLabel: label))
        case .skipDownstream(let tasks):
            let list = tasks.map { task -> JSONValue in
                task.mapIndex < 0 ? .string(task.taskID) : .array([.string(task.taskID), .int(Int64(task.mapIndex))])
            }
            return ["type": "SkipDownstreamTasks", "tasks": .array(list)]
        case .setRenderedFields(let fields): return ["type": "SetRenderedFields", "rendered_fields": .object(fields)]
        case .setMapLabel(let label): return ["type": "SetRenderedMapIndex", "rendered_map_index": .string(label)]
        case .maskSecret(let value, let name):
            var members: [String: JSONValue] = ["type": "MaskSecret", "value": value]
            // With a name that says nothing of a secret, Airflow masks nothing.
            if let name { members["name"] = .string(name) }
            return .object(members)
        case .xcom(let address): return Self.at(address, "GetXCom")
        case .xcomCount(let address): return Self.at(address, "GetXComCount", isWhole: true)
        case .xcomItem(let address, let offset):
            return Self.merge(Self.at(address, "GetXComSequenceItem", isWhole: true), ["offset": .int(Int64(offset))])
        case .xcomSlice(let address, let start, let stop, let step):
            let bounds: JSONValue = [
                "start": Self.number(start), "stop": Self.number(stop), "step": Self.number(step),
            ]
            return Self.merge(Self.at(address, "GetXComSequenceSlice", isWhole: true), bounds)
        case .setXCom(let address, let value, let length, let isResult):
            var others: [String: JSONValue] = ["value": value]
            if let length { others["mapped_length"] = .int(Int64(length)) }
            if isResult { others["dag_result"] = true }
            return Self.merge(Self.at(address, "SetXCom"), .object(others))
        case .deleteXCom(let address): return Self.at(address, "DeleteXCom")
        case .variable(let key): return ["type": "GetVariable", "key": .string(key)]
        case .variableKeys(let prefix, let limit, let offset):
            return [
                "type": "GetVariableKeys", "prefix": .string(prefix), "limit": .int(Int64(limit)),
                "offset": .int(Int64(offset)),
            ]
        case .putVariable(let key, let value, let text):
            let description = text.map { JSONValue.string($0) } ?? .null
            return ["type": "PutVariable", "key": .string(key), "value": value, "description": description]
        case .deleteVariable(let key): return ["type": "DeleteVariable", "key": .string(key)]
        case .connection(let id): return ["type": "GetConnection", "conn_id": .string(id)]
        case .previousSuccessfulRun(let id): return ["type": "GetPrevSuccessfulDagRun", "ti_id": .string(id)]
        case .firstRescheduleStart(let id): return ["type": "GetTaskRescheduleStartDate", "ti_id": .string(id)]
        case .inactiveAssets(let id): return ["type": "ValidateInletsAndOutlets", "ti_id": .string(id)]
        case .service(let request):
            return .object(request.members.merging(["type": .string(request.kind.rawValue)]) { $1 })
        case .handlers(let file, let handlers):
            return ["type": "TaskHandlerParsingResult", "fileloc": .string(file), "task_handlers": handlers]
        case .unknown(let type): return ["type": .string(type)]
        }
    }

    private static func type(of end: TaskEnd) -> JSONValue {
        switch end {
        case .success: ["type": "SucceedTask"]
        case .failed, .skipped, .removed: ["type": "TaskState"]
        case .retry: ["type": "RetryTask"]
        case .reschedule: ["type": "RescheduleTask"]
        case .deferred: ["type": "DeferTask"]
        case .awaitingInput: ["type": "AwaitInputTask"]
        }
    }

    /// A request about an XCom, or about those of all instances of a task.
    private static func at(_ address: XComAddress, _ type: JSONValue, isWhole: Bool = false) -> JSONValue {
        var members: [String: JSONValue] = [
            "type": type, "key": .string(address.key.key), "dag_id": .string(address.dagID),
            "run_id": .string(address.runID), "task_id": .string(address.key.taskID),
        ]
        if address.includesEarlierRuns { members["include_prior_dates"] = true }
        if !isWhole, address.key.mapIndex >= 0 { members["map_index"] = .int(Int64(address.key.mapIndex)) }
        return .object(members)
    }

    private static func number(_ number: Int?) -> JSONValue { number.map { .int(Int64($0)) } ?? .null }

    private static func merge(_ one: JSONValue, _ other: JSONValue) -> JSONValue {
        guard case .object(let members) = one, case .object(let others) = other else { return one }
        return .object(members.merging(others) { $1 })
    }
}
