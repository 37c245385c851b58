// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import DagrunRuntime

/// Asks a person to approve, and skips what comes behind where it is rejected.
///
/// ```swift
/// task("approve", ApprovalOperator("Empty the tank?", body: "\(json: level.output) liters are left")) >>> empty
/// ```
///
/// Airflow's `ApprovalOperator`; see ``HITLOperator`` for how it asks.
public struct ApprovalOperator: Operator {
    /// The option that goes on.
    public static let approve = "Approve"
    /// The option that skips.
    public static let reject = "Reject"

    private let question: HITLOperator
    private let failsOnReject: Bool
    private let ignoresRules: Bool

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - subject: The headline.
    ///   - body: What one must know to decide, in Markdown.
    ///   - defaultOption: What is taken when nobody answers in time, ``approve`` or ``reject``; nil: the task fails then.
    ///   - assignedUsers: Who may answer, as names by id; empty: everybody.
    ///   - responseTimeout: How long to wait for an answer; nil: any time.
    ///   - failOnReject: Whether a rejection fails the task instead of skipping what comes behind.
    ///   - ignoreDownstreamTriggerRules: Whether a rejection skips all that comes behind; else only the tasks right behind are,
    ///     and the trigger rules of the others decide.
    ///   - notify: Called each time it asks, right before, so that people are told; where it throws, the try fails.
    public init(
        _ subject: Input<String>, body: Input<String>? = nil, defaultOption: String? = nil,
        assignedUsers: [String: String] = [:], responseTimeout: Duration? = nil, failOnReject: Bool = false,
        ignoreDownstreamTriggerRules: Bool = false,
        notify: HITLOperator.Notify? = nil
    ) {
        question = HITLOperator(
            subject, options: [Self.approve, Self.reject], body: body, defaults: defaultOption.map { [$0] },
            assignedUsers: assignedUsers, responseTimeout: responseTimeout, notify: notify)
        failsOnReject = failOnReject
        ignoresRules = ignoreDownstreamTriggerRules
    }

    /// It decides like a short circuit.
    public var taskDefaults: TaskSettings {
        var settings = TaskSettings()
        settings.kind = .shortCircuit
        settings.ignoresDownstreamTriggerRules = ignoresRules
        return settings
    }

    /// Asks.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Never: the task goes on with the answer.
    /// - Throws: ``DagrunRuntime/TaskSignal``.
    public func execute(_ context: TaskContext) async throws -> HITLResponse { try await question.execute(context) }

    /// Takes the answer.
    ///
    /// - Parameters:
    ///   - resumption: Has the answer.
    ///   - context: What the task may know and ask.
    /// - Returns: The answer.
    /// - Throws: ``DagrunRuntime/TaskSignal`` when nobody answered in time, or a rejection fails the task.
    public func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> HITLResponse {
        let response = try await question.resume(resumption, context)
        let isApproved = response.chosenOptions == [Self.approve]
        if !isApproved, failsOnReject { throw TaskSignal.fail("it was rejected") }
        context.decide(.goOn(isApproved))
        return response
    }
}
