// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunRuntime

/// An operator that does nothing.
///
/// It is a place where edges meet: a join behind branches, or the beginning of a group.
///
/// ```swift
/// let ready = task("ready", EmptyOperator()).triggerRule(.noneFailedMinOneSuccess)
/// [small, large] >>> ready
/// ```
///
/// Airflow's `EmptyOperator`.
public struct EmptyOperator: Operator {
    /// Makes the operator.
    public init() {}

    /// Does nothing.
    ///
    /// - Parameter context: Not looked at.
    /// - Returns: Nothing.
    /// - Throws: Never.
    public func execute(_ context: TaskContext) async throws -> NoOutput { NoOutput() }
}
