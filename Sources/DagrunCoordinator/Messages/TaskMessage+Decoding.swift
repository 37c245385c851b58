// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
package import DagrunModel
internal import DagrunRuntime

extension TaskMessage {
    /// Reads a message.
    ///
    /// - Parameter body: The message.
    /// - Throws: ``CommError`` when a member is missing or of another kind.
    package init(_ body: JSONValue) throws(CommError) {
        let fields = MessageFields(body)
        let type = try fields.string("type")
        if let end = try Self.end(type, fields) {
            self = .end(end, at: try fields.date("end_date"), mapLabel: fields.optionalString("rendered_map_index"))
        } else if let message = try Self.xcoms(type, fields) {
            self = message
        } else {
            self = try Self.other(type, fields)
        }
    }

    private static func end(_ type: String, _ fields: MessageFields) throws(CommError) -> TaskEnd? {
        switch type {
        case "SucceedTask": return .success(outlets: fields.list("task_outlets"), events: fields.list("outlet_events"))
        case "TaskState":
            let state = try fields.string("state")
            switch state {
            case "failed": return .failed
            case "removed": return .removed
            case "skipped": return .skipped
            default: throw CommError(.malformed, "TaskState: a task can't end as \(state)")
            }
        case "RetryTask":
            return .retry(
                after: try fields.duration("retry_delay_seconds"), reason: fields.optionalString("retry_reason"))
        case "RescheduleTask":
            guard let date = try fields.date("reschedule_date") else {
                throw CommError(.malformed, "RescheduleTask has no reschedule_date")
            }
            return .reschedule(at: date)
        case "DeferTask":
            return .deferred(
                trigger: try fields.string("classpath"), arguments: fields.value["trigger_kwargs"] ?? [:],
                timeout: try fields.duration("trigger_timeout"), nextMethod: try fields.string("next_method"),
                nextArguments: fields.value["next_kwargs"] ?? [:], queue: fields.optionalString("queue"))
        case "AwaitInputTask":
            return .awaitingInput(
                timeout: try fields.duration("timeout"), nextMethod: try fields.string("next_method"),
                nextArguments: fields.value["next_kwargs"] ?? [:])
        default: return nil
        }
    }

    private static func xcoms(_ type: String, _ fields: MessageFields) throws(CommError) -> TaskMessage? {
        switch type {
        case "GetXCom": return .xcom(try address(fields))
        case "GetXComCount": return .xcomCount(try address(fields))
        case "GetXComSequenceItem": return .xcomItem(try address(fields), offset: try fields.int("offset"))
        case "GetXComSequenceSlice":
            return .xcomSlice(
                try address(fields), start: fields.optionalInt("start"), stop: fields.optionalInt("stop"),
                step: fields.optionalInt("step"))
        case "SetXCom":
            return .setXCom(
                try address(fields), fields.value["value"] ?? .null, mappedLength: fields.optionalInt("mapped_length"),
                isResultOfRun: fields.value["dag_result"] == true)
        case "DeleteXCom": return .deleteXCom(try address(fields))
        default: return nil
        }
    }

    private static func address(_ fields: MessageFields) throws(CommError) -> XComAddress {
        XComAddress(
            dagID: try fields.string("dag_id"), runID: try fields.string("run_id"),
            XComKey(
                taskID: try fields.string("task_id"), mapIndex: fields.optionalInt("map_index") ?? -1,
                key: try fields.string("key")),
            includesEarlierRuns: fields.value["include_prior_dates"] == true)
    }

    private static func other(_ type: String, _ fields: MessageFields) throws(CommError) -> TaskMessage {
        switch type {
        case "SkipDownstreamTasks": return .skipDownstream(try fields.list("tasks").map(task))
        case "SetRenderedFields":
            guard case .object(let members)? = fields.value["rendered_fields"] else {
                throw CommError(.malformed, "SetRenderedFields has no rendered_fields")
            }
            return .setRenderedFields(members)
        case "SetRenderedMapIndex": return .setMapLabel(try fields.string("rendered_map_index"))
        case "MaskSecret": return .maskSecret(fields.value["value"] ?? .null, name: fields.optionalString("name"))
        case "GetVariable": return .variable(try fields.string("key"))
        case "GetVariableKeys":
            return .variableKeys(
                prefix: fields.optionalString("prefix") ?? "", limit: fields.optionalInt("limit") ?? 1000,
                offset: fields.optionalInt("offset") ?? 0)
        case "PutVariable":
            return .putVariable(
                try fields.string("key"), fields.value["value"] ?? .null,
                description: fields.optionalString("description"))
        case "DeleteVariable": return .deleteVariable(try fields.string("key"))
        case "GetConnection": return .connection(try fields.string("conn_id"))
        case "GetPrevSuccessfulDagRun": return .previousSuccessfulRun(instance: try fields.string("ti_id"))
        case "GetTaskRescheduleStartDate": return .firstRescheduleStart(instance: try fields.string("ti_id"))
        case "ValidateInletsAndOutlets": return .inactiveAssets(instance: try fields.string("ti_id"))
        case "TaskHandlerParsingResult":
            return .handlers(file: try fields.string("fileloc"), fields.value["task_handlers"] ?? [:])
        default:
            guard let kind = ServiceRequest.Kind(rawValue: type), case .object(var members) = fields.value else {
                return .unknown(type)
            }
            members["type"] = nil
            return .service(ServiceRequest(kind, members))
        }
    }

    /// A task's id, or its id and a map index.
    private static func task(_ value: JSONValue) throws(CommError) -> TaskInstanceID {
        switch value {
        case .string(let id): return TaskInstanceID(id)
        case .array(let parts):
            if parts.count == 2, case .string(let id) = parts[0], case .int(let index) = parts[1],
                let place = Int(exactly: index)
            {
                return TaskInstanceID(id, mapIndex: place)
            }
        default: break
        }
        throw CommError(.malformed, "SkipDownstreamTasks: a task is an id, or an id and a map index")
    }
}
