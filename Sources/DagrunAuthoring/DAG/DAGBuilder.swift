// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the body of a DAG or a group: tasks, groups, edges, `if`, `switch`, `for`, and `let`.
///
/// Declarations register themselves when they are called, so a task bound by `let` belongs to the DAG as well; the builder
/// makes sure that nothing else stands there as a statement.
@resultBuilder
public enum DAGBuilder {
    /// A task, a group, a branch or an edge as a statement.
    public static func buildExpression(_ element: some GraphElement) -> DAGContent { DAGContent() }

    /// Content that a helper function returned.
    public static func buildExpression(_ content: DAGContent) -> DAGContent { content }

    /// A call that returns nothing: `chain(…)`, a helper function, an assignment.
    public static func buildExpression(_ nothing: Void) -> DAGContent { DAGContent() }

    /// A mapped task without what it is mapped over.
    @available(*, unavailable, message: "this task is not complete: say what it is mapped over with .expand(over:)")
    public static func buildExpression<each In>(_ draft: TaskDraft<repeat each In>) -> DAGContent { DAGContent() }

    /// A mapped task without what it is mapped over.
    @available(
        *, unavailable,
        message: "this task is not complete: give it code, or say what it is mapped over with .expand(over:)"
    )
    public static func buildExpression(_ draft: ElementTaskDraft) -> DAGContent { DAGContent() }

    /// What a task returns, which does nothing by itself.
    @available(*, unavailable, message: "an input does nothing by itself: hand it to a task")
    public static func buildExpression<Value>(_ input: Input<Value>) -> DAGContent { DAGContent() }

    /// Anything else.
    @available(
        *, unavailable, message: "only tasks, groups, branches and edges stand here, and calls that return nothing"
    )
    @_disfavoredOverload
    public static func buildExpression<Other>(_ other: Other) -> DAGContent { DAGContent() }

    /// Statement after statement.
    public static func buildBlock(_ contents: DAGContent...) -> DAGContent { DAGContent() }

    /// `if` without `else`.
    public static func buildOptional(_ content: DAGContent?) -> DAGContent { DAGContent() }

    /// The first branch of `if` and `switch`.
    public static func buildEither(first content: DAGContent) -> DAGContent { content }

    /// The other branches of `if` and `switch`.
    public static func buildEither(second content: DAGContent) -> DAGContent { content }

    /// `for`.
    public static func buildArray(_ contents: [DAGContent]) -> DAGContent { DAGContent() }

    /// `if #available`.
    public static func buildLimitedAvailability(_ content: DAGContent) -> DAGContent { content }
}
