// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
internal import DagrunModel
public import DagrunRuntime

/// Asks a person to choose among options, and waits for the answer.
///
/// ```swift
/// let choice = task("brew_what", HITLOperator("What shall it be?", options: ["espresso", "tea"], responseTimeout: .minutes(5)))
/// ```
///
/// Airflow shows the question under “Required Actions”; meanwhile the task has no slot. A local run is given answers
/// beforehand: `--answer brew_what=tea`. Airflow's `HITLOperator`.
///
/// ``HITLEntryOperator`` has a form filled in, ``ApprovalOperator`` asks for a yes or no, and ``HITLBranchOperator`` goes on where
/// the answer says.
public struct HITLOperator: Operator {
    /// Tells people that they are asked: Airflow's `notifiers`.
    public typealias Notify = @Sendable (_ context: TaskContext, _ question: HumanRequest) async throws -> Void

    private let subject: Input<String>
    private let options: [String]
    private let body: Input<String>?
    private let defaults: [String]?
    private let multiple: Bool
    private let params: [String: Param]
    private let users: [String: String]
    private let timeout: Duration?
    private let notify: Notify?

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - subject: The headline.
    ///   - options: The options; at least one.
    ///   - body: What one must know to decide, in Markdown.
    ///   - defaults: The options that are taken when nobody answers in time; nil: the task fails then.
    ///   - multiple: Whether several options may be chosen.
    ///   - params: The fields of a form that is filled in with the answer.
    ///   - assignedUsers: Who may answer, as names by id; empty: everybody.
    ///   - responseTimeout: How long to wait for an answer; nil: any time.
    ///   - notify: Called each time it asks, right before, so that people are told; where it throws, the try fails.
    public init(
        _ subject: Input<String>, options: [String], body: Input<String>? = nil, defaults: [String]? = nil,
        multiple: Bool = false, params: [String: Param] = [:], assignedUsers: [String: String] = [:],
        responseTimeout: Duration? = nil,
        notify: HITLOperator.Notify? = nil
    ) {
        self.subject = subject
        self.options = options
        self.body = body
        self.defaults = defaults
        self.multiple = multiple
        self.params = params
        users = assignedUsers
        timeout = responseTimeout
        self.notify = notify
    }

    /// Asks.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Never: the task goes on with the answer.
    /// - Throws: ``DagrunRuntime/TaskSignal``.
    public func execute(_ context: TaskContext) async throws -> HITLResponse {
        try check()
        var request = HumanRequest(try await context.resolve(subject), options: options)
        request.body = try await context.resolve(body)
        request.defaults = defaults
        request.multiple = multiple
        request.params = params.mapValues { param in
            [
                "value": param.definition.defaultValue ?? .null,
                "description": param.definition.description.map { .string($0) } ?? .null,
                "schema": .object(param.definition.schema),
            ]
        }
        request.assignedUsers = users
        try await notify?(context, request)
        throw TaskSignal.awaitInput(request, timeout: timeout)
    }

    /// Takes the answer.
    ///
    /// - Parameters:
    ///   - resumption: Has the answer.
    ///   - context: What the task may know and ask.
    /// - Returns: The answer.
    /// - Throws: ``DagrunRuntime/TaskSignal`` when nobody answered in time, or the answer is none of the options.
    public func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> HITLResponse {
        if case .string(let reason)? = resumption.event["error"] { throw TaskSignal.fail(reason) }
        let response: HITLResponse = try resumption.event()
        guard !response.chosenOptions.isEmpty, response.chosenOptions.allSatisfy(options.contains) else {
            throw TaskSignal.fail(
                "the answer is \(response.chosenOptions.joined(separator: ", ")), and the options are"
                    + " \(options.joined(separator: ", "))")
        }
        try check(response.paramsInput)
        return response
    }

    /// Looks at what was entered, as Airflow's operator does: nothing, or all fields, each as its schema wants it.
    private func check(_ input: [String: JSONValue]) throws {
        guard !params.isEmpty, !input.isEmpty else { return }
        guard Set(input.keys) == Set(params.keys) else {
            throw TaskSignal.fail(
                "the answer has the fields \(input.keys.sorted().joined(separator: ", ")), and the form has"
                    + " \(params.keys.sorted().joined(separator: ", "))")
        }
        for (name, value) in input.sorted(by: { $0.key < $1.key }) {
            let complaints = params[name]?.definition.validate(value) ?? []
            if !complaints.isEmpty {
                throw TaskSignal.fail("the field \(name) \(complaints.joined(separator: ", and "))")
            }
        }
    }

    private func check() throws {
        guard !options.isEmpty, Set(options).count == options.count else {
            throw TaskSignal.fail("a question needs options that differ: \(options.joined(separator: ", "))")
        }
        if params["_options"] != nil {
            throw TaskSignal.fail("a form can't have a field “_options”: Airflow's page uses it")
        }
        guard let defaults else { return }
        if defaults.isEmpty || !defaults.allSatisfy(options.contains) || (defaults.count > 1 && !multiple) {
            throw TaskSignal.fail(
                "the defaults must be \(multiple ? "some" : "one") of the options \(options.joined(separator: ", "))")
        }
    }
}
