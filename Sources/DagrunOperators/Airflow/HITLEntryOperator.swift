// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
internal import DagrunModel
public import DagrunRuntime

/// Has a person fill in a form, and waits for it.
///
/// ```swift
/// let order = task("order", HITLEntryOperator("What shall it be?", params: ["drink": Param("tea"), "cups": Param(1, in: 1...4)]))
/// task("brew", order.output) { order in try order.value("cups", as: Int.self) }
/// ```
///
/// It has one button, ``ok``, unless given options. In a local run: `--answer order.cups=2`. Airflow's `HITLEntryOperator`; see
/// ``HITLOperator`` for how it asks.
public struct HITLEntryOperator: Operator {
    /// The option of a form that has no others.
    public static let ok = "OK"

    private let question: HITLOperator

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - subject: The headline.
    ///   - params: The fields of the form.
    ///   - body: What one must know to fill it in, in Markdown.
    ///   - options: The options; nil: ``ok`` alone.
    ///   - defaults: The options that are taken, with the defaults of the fields, when nobody answers in time; nil: the task fails
    ///     then, or takes ``ok`` where there are no other options.
    ///   - multiple: Whether several options may be chosen.
    ///   - assignedUsers: Who may answer, as names by id; empty: everybody.
    ///   - responseTimeout: How long to wait for an answer; nil: any time.
    ///   - notify: Called each time it asks, right before, so that people are told; where it throws, the try fails.
    public init(
        _ subject: Input<String>, params: [String: Param], body: Input<String>? = nil, options: [String]? = nil,
        defaults: [String]? = nil, multiple: Bool = false, assignedUsers: [String: String] = [:],
        responseTimeout: Duration? = nil,
        notify: HITLOperator.Notify? = nil
    ) {
        question = HITLOperator(
            subject, options: options ?? [Self.ok], body: body,
            defaults: defaults ?? (options == nil ? [Self.ok] : nil),
            multiple: multiple, params: params, assignedUsers: assignedUsers, responseTimeout: responseTimeout,
            notify: notify)
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
    /// - Returns: The answer, with what was entered.
    /// - Throws: ``DagrunRuntime/TaskSignal`` when nobody answered in time, or something entered does not fit its field.
    public func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> HITLResponse {
        try await question.resume(resumption, context)
    }
}
