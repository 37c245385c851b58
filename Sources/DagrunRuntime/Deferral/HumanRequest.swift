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

    /// The event of an answer that was given beforehand, as Airflow makes it.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - task: The task that asks.
    ///   - time: When it is answered, as Python's `datetime`.
    /// - Returns: The event.
    /// - Throws: ``TaskSignal`` that says which options or fields there are.
    package func event(of answer: HumanAnswer, to task: String, at time: JSONValue) throws(TaskSignal) -> JSONValue {
        let chosen = answer.options.isEmpty && options.count == 1 ? options : answer.options
        guard !chosen.isEmpty, chosen.allSatisfy(options.contains), chosen.count == 1 || multiple else {
            throw TaskSignal.fail(
                "--answer \(task)=\(chosen.joined(separator: ",")): choose \(multiple ? "some" : "one") of"
                    + " \(options.joined(separator: ", "))")
        }
        var input = params.compactMapValues { $0["value"] }
        for name in (Array(answer.fields.keys) + answer.texts.keys).sorted() {
            guard let field = params[name] else {
                let known = params.isEmpty ? "it has none" : "there are \(params.keys.sorted().joined(separator: ", "))"
                throw TaskSignal.fail("--answer \(task).\(name): the question has no such field; \(known)")
            }
            input[name] = answer.fields[name] ?? answer.texts[name].map { Self.definition(of: field).coerce(text: $0) }
        }
        return [
            "chosen_options": .array(chosen.map { .string($0) }), "params_input": .object(input),
            "responded_at": time, "responded_by_user": nil, "timedout": false,
        ]
    }

    /// The event when nobody answered in time, as Airflow makes it: the defaults, or an error where there are none.
    ///
    /// Source: Airflow 3.3, `HITLTrigger.run`.
    ///
    /// - Parameter time: When the time was over, as Python's `datetime`.
    /// - Returns: The event.
    package func eventOfSilence(at time: JSONValue) -> JSONValue {
        guard let defaults else {
            return [
                "error": "The timeout has passed, and the response has not yet been received.", "error_type": "timeout",
            ]
        }
        return [
            "chosen_options": .array(defaults.map { .string($0) }),
            "params_input": .object(params.compactMapValues { $0["value"] }), "responded_at": time,
            "responded_by_user": nil, "timedout": true,
        ]
    }

    /// What may be entered in the fields of the form, by name.
    package var fields: [String: ParamDefinition] {
        params.mapValues { field in
            var definition = Self.definition(of: field)
            if case .string(let text)? = field["description"] { definition.description = text }
            return definition
        }
    }

    /// How it is answered beforehand.
    package func hint(_ task: String) -> String {
        let field = params.keys.sorted().first.map { "--answer \(task).\($0)=…" }
        let option = "--answer \(task)=\(options.first ?? "")"
        guard let field else { return option }
        return options.count == 1 ? field : "\(option) \(field)"
    }

    private static func definition(of field: JSONValue) -> ParamDefinition {
        guard case .object(let schema)? = field["schema"] else { return ParamDefinition(defaultValue: field["value"]) }
        return ParamDefinition(defaultValue: field["value"], schema: schema)
    }
}
