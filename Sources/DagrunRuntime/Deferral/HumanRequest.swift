// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// What a task asks a person.
///
/// Airflow shows it under “Required Actions”.
public struct HumanRequest: Sendable, Hashable {
    /// The headline.
    public var subject: String
    /// The options; at least one.
    public var options: [String]
    /// What one must know to decide, in Markdown.
    public var body: String?
    /// The options that are taken when nobody answers in time; nil: the task fails then.
    public var defaults: [String]?
    /// Whether several options may be chosen.
    public var multiple = false
    /// The fields of a form, as Airflow's params: objects with `value`, `description` and `schema`, by name.
    public var params: [String: JSONValue] = [:]
    /// Who may answer, as names by id; empty: everybody.
    public var assignedUsers: [String: String] = [:]

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - subject: The headline.
    ///   - options: The options; at least one.
    public init(_ subject: String, options: [String]) {
        self.subject = subject
        self.options = options
    }

    /// The message to Airflow.
    package var message: ServiceRequest {
        ServiceRequest(
            .createHumanInput,
            [
                "subject": .string(subject), "options": .array(options.map { .string($0) }),
                "body": body.map { .string($0) } ?? .null,
                "defaults": defaults.map { .array($0.map { .string($0) }) } ?? .null, "multiple": .bool(multiple),
                "params": .object(params),
                "assigned_users": .array(
                    assignedUsers.sorted { $0.key < $1.key }.map { ["id": .string($0.key), "name": .string($0.value)] }),
            ])
    }

    /// The event of an answer, as Airflow makes it.
    package func event(options: [String], params: [String: JSONValue] = [:], at time: JSONValue) -> JSONValue {
        [
            "chosen_options": .array(options.map { .string($0) }), "params_input": .object(params),
            "responded_at": time, "responded_by_user": nil, "timedout": false,
        ]
    }
}
