// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
internal import DagrunModel
public import DagrunRuntime

/// Asks a person which paths go on.
///
/// ```swift
/// enum Drink: String, BranchChoice { case espresso, tea = "A pot of tea" }
///
/// let drink = branch("drink", HITLBranchOperator<Drink>("What shall it be?"))
/// drink.path(.espresso) >>> grind
/// drink.path(.tea) >>> boil
/// ```
///
/// The options are the raw values of the paths. What each leads to is written behind the path, which is what Airflow's
/// `options_mapping` says; so an option can't lead nowhere. As with every branch, the task returns the paths that were chosen, where Airflow's
/// `HITLBranchOperator` returns the ids behind them. In a local run: `--answer "drink=A pot of tea"`. See ``HITLOperator`` for how
/// it asks.
public struct HITLBranchOperator<Choice: BranchChoice>: BranchOperator {
    private let question: HITLOperator

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - subject: The headline.
    ///   - body: What one must know to decide, in Markdown.
    ///   - defaults: The paths that are taken when nobody answers in time; nil: the task fails then.
    ///   - multiple: Whether several paths may be chosen.
    ///   - params: The fields of a form that is filled in with the answer.
    ///   - assignedUsers: Who may answer, as names by id; empty: everybody.
    ///   - responseTimeout: How long to wait for an answer; nil: any time.
    ///   - notify: Called each time it asks, right before, so that people are told; where it throws, the try fails.
    public init(
        _ subject: Input<String>, body: Input<String>? = nil, defaults: [Choice]? = nil, multiple: Bool = false,
        params: [String: Param] = [:], assignedUsers: [String: String] = [:], responseTimeout: Duration? = nil,
        notify: HITLOperator.Notify? = nil
    ) {
        question = HITLOperator(
            subject, options: Choice.allCases.map(\.rawValue), body: body, defaults: defaults?.map(\.rawValue),
            multiple: multiple, params: params, assignedUsers: assignedUsers, responseTimeout: responseTimeout,
            notify: notify)
    }

    /// Asks.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Never: the task goes on with the answer.
    /// - Throws: ``DagrunRuntime/TaskSignal``.
    public func execute(_ context: TaskContext) async throws -> [Choice] {
        _ = try await question.execute(context)
        return []
    }

    /// Takes the answer.
    ///
    /// - Parameters:
    ///   - resumption: Has the answer.
    ///   - context: What the task may know and ask.
    /// - Returns: The paths that were chosen.
    /// - Throws: ``DagrunRuntime/TaskSignal`` when nobody answered in time, or the answer is none of the paths.
    public func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> [Choice] {
        // The options are the raw values, and it was checked that it is one of those.
        try await question.resume(resumption, context).chosenOptions.compactMap(Choice.init)
    }
}
