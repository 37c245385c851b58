// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunAirflow
package import DagrunModel
package import FoundationEssentials

/// What a supervisor tells a task at first.
///
/// Source: Airflow 3.3, `airflow.sdk.execution_time.comms.StartupDetails`.
package struct StartupDetails: Sendable {
    /// The name of the message.
    package static let type = "StartupDetails"

    /// The members that are instants, which are sent as such and not as texts.
    private static let dates: Set<String> = [
        "logical_date", "data_interval_start", "data_interval_end", "run_after", "start_date", "end_date",
        "partition_date",
    ]

    /// The id of the task instance, a UUID.
    package var instanceID: String
    /// The task's id, with those of its groups.
    package var taskID: String
    /// The number of the try, from 1.
    package var tryNumber: Int
    /// The instance's place in its mapped task; -1 where it is not mapped.
    package var mapIndex: Int
    /// What the server told about the try.
    package var context: RunContext
    /// What else is there of the instance, such as its queue.
    package var others: [String: JSONValue] = [:]
    /// Where the DAG's file is.
    package var dagPath: String
    /// The name and the version of its DAG bundle.
    package var bundle: [String: JSONValue]
    /// When this try began.
    package var startDate: Date?

    /// Makes the message.
    package init(
        instanceID: String, taskID: String, tryNumber: Int, mapIndex: Int, context: RunContext,
        others: [String: JSONValue] = [:], dagPath: String = "", bundle: [String: JSONValue] = [:], startDate: Date?
    ) {
        self.instanceID = instanceID
        self.taskID = taskID
        self.tryNumber = tryNumber
        self.mapIndex = mapIndex
        self.context = context
        self.others = others
        self.dagPath = dagPath
        self.bundle = bundle
        self.startDate = startDate
    }

    /// Reads the message.
    ///
    /// - Parameter body: The body of the first frame.
    /// - Throws: ``CommError`` when it is another message, or lacks something.
    package init(_ body: JSONValue) throws(CommError) {
        let fields = MessageFields(body)
        guard fields.type == Self.type else {
            throw CommError(
                .malformed,
                "the supervisor's first message is “\(fields.type)”; this program knows \(Self.type) of Airflow 3.3 only"
            )
        }
        let instance = try fields.object("ti")
        instanceID = try instance.string("id")
        taskID = try instance.string("task_id")
        tryNumber = try instance.int("try_number")
        mapIndex = instance.optionalInt("map_index") ?? TaskInstanceID.unmapped
        do {
            context = try RunContext(json: try fields.object("ti_context").value)
        } catch let error as CommError {
            throw error
        } catch {
            throw CommError(.malformed, "\(error)")
        }
        if case .object(let members) = instance.value { others = members }
        dagPath = fields.optionalString("dag_rel_path") ?? ""
        if case .object(let members)? = fields.value["bundle_info"] { bundle = members } else { bundle = [:] }
        startDate = try fields.date("start_date")
    }

    /// The message as it is sent.
    package var body: MessagePackValue {
        var instance = others
        instance["id"] = .string(instanceID)
        instance["task_id"] = .string(taskID)
        instance["dag_id"] = .string(context.dagID)
        instance["run_id"] = .string(context.runID)
        instance["try_number"] = .int(Int64(tryNumber))
        instance["map_index"] = .int(Int64(mapIndex))
        return .map([
            .init("ti", .json(.object(instance))), .init("dag_rel_path", .json(.string(dagPath))),
            .init("bundle_info", .json(.object(bundle))),
            .init("start_date", startDate.map { .timestamp(MessagePackTimestamp($0)) } ?? .json(nil)),
            .init("ti_context", Self.withInstants(context.json)),
            .init("sentry_integration", .json("")),
            .init("type", .json(.string(Self.type))),
        ])
    }

    /// Makes instants of those members of the context and its run that are some.
    private static func withInstants(_ value: JSONValue) -> MessagePackValue {
        guard case .object(let members) = value else { return .json(value) }
        return .map(
            members.sorted { $0.key < $1.key }.map { name, member in
                if name == "dag_run" { return .init(name, withInstants(member)) }
                guard dates.contains(name), case .string(let text) = member, let date = try? ISO8601.parse(text)
                else { return .init(name, .json(member)) }
                return .init(name, .timestamp(MessagePackTimestamp(date)))
            })
    }
}
