// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// How a try ended, as the server is told.
///
/// Only states that a try may end in can be said: the server takes others, such as `queued`, and fails the task.
///
/// Source: Airflow 3.3, the `…StatePayload` models of the Execution API.
public enum TaskEnd: Sendable, Hashable {
    /// It succeeded, and these assets were updated.
    case success(outlets: [JSONValue] = [], events: [JSONValue] = [])
    /// It failed for good.
    case failed
    /// It skipped itself.
    case skipped
    /// It is not in its DAG any more.
    case removed
    /// It failed, and another try follows; after the task's own delay where none is given. At most 500 characters of the
    /// reason are kept.
    case retry(after: Duration?, reason: String?)
    /// It gave its slot back and comes again at an instant.
    case reschedule(at: Date)
    /// It waits for a trigger, a Python class that a triggerer runs with plain arguments; of the queue, where one is given.
    case deferred(
        trigger: String, arguments: JSONValue, timeout: Duration?, nextMethod: String, nextArguments: JSONValue,
        queue: String? = nil)
    /// It waits for a person's answer.
    case awaitingInput(timeout: Duration?, nextMethod: String, nextArguments: JSONValue)

    /// The state in Airflow's words.
    public var state: String {
        switch self {
        case .success: "success"
        case .failed: "failed"
        case .skipped: "skipped"
        case .removed: "removed"
        case .retry: "up_for_retry"
        case .reschedule: "up_for_reschedule"
        case .deferred: "deferred"
        case .awaitingInput: "awaiting_input"
        }
    }

    /// The body of a request.
    ///
    /// - Parameters:
    ///   - end: When the try ended.
    ///   - mapLabel: The label of a mapped instance.
    /// - Returns: The body.
    package func json(at end: Date, mapLabel: String?) -> JSONValue {
        var members: [String: JSONValue] = ["state": .string(state)]
        if let mapLabel { members["rendered_map_index"] = .string(mapLabel) }
        switch self {
        case .success(let outlets, let events):
            members["end_date"] = .string(ISO8601.ts(end))
            members["task_outlets"] = .array(outlets)
            members["outlet_events"] = .array(events)
        case .failed, .skipped, .removed: members["end_date"] = .string(ISO8601.ts(end))
        case .retry(let delay, let reason):
            members["end_date"] = .string(ISO8601.ts(end))
            if let delay { members["retry_delay_seconds"] = .double(delay / .seconds(1)) }
            if let reason, !reason.isEmpty { members["retry_reason"] = .string(String(reason.prefix(500))) }
        case .reschedule(let date):
            members["end_date"] = .string(ISO8601.ts(end))
            members["reschedule_date"] = .string(ISO8601.ts(date))
            members["rendered_map_index"] = nil
        case .deferred(let trigger, let arguments, let timeout, let nextMethod, let nextArguments, let queue):
            members["classpath"] = .string(trigger)
            members["trigger_kwargs"] = arguments
            members["next_method"] = .string(nextMethod)
            members["next_kwargs"] = nextArguments
            if let timeout { members["trigger_timeout"] = .string(Self.iso(timeout)) }
            if let queue { members["queue"] = .string(queue) }
        case .awaitingInput(let timeout, let nextMethod, let nextArguments):
            members["next_method"] = .string(nextMethod)
            members["next_kwargs"] = nextArguments
            if let timeout { members["timeout"] = .string(Self.iso(timeout)) }
        }
        return .object(members)
    }

    /// A duration as ISO 8601 has it.
    private static func iso(_ duration: Duration) -> String {
        let (seconds, rest) = duration.components
        return rest == 0 ? "PT\(seconds)S" : "PT\(CanonicalJSON.text(of: .double(duration / .seconds(1))))S"
    }
}
