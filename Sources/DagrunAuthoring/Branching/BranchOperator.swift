// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An operator that chooses which of a closed set of paths go on.
///
/// ```swift
/// enum Size: String, BranchChoice { case small, large }
///
/// struct Measure: BranchOperator {
///     var count: Input<Int>
///
///     func execute(_ context: TaskContext) async throws -> [Size] {
///         try await context.resolve(count) < 100 ? [.small] : [.large]
///     }
/// }
///
/// let size = branch("size", Measure(count: count.output))
/// size.path(.small) >>> quick
/// size.path(.large) >>> [split, merge]
/// ```
///
/// What it returns are the paths that go on; all others are skipped. Declare it with
/// ``branch(_:_:filePath:line:)``. Airflow's `BaseBranchOperator`.
public protocol BranchOperator: Operator where Output == [Choice] {
    /// The paths.
    associatedtype Choice: BranchChoice

    /// Chooses.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The paths that go on.
    /// - Throws: As any operator: an error fails the try, and a ``DagrunRuntime/TaskSignal`` says something else.
    func execute(_ context: TaskContext) async throws -> [Choice]
}
