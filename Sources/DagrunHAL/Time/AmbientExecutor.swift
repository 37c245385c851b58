// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Starts a task of its own on the executor that the caller's task prefers.
///
/// A plain `Task { }` takes over priority and task-local values, but not the preference for a task executor; in virtual time
/// it would run on threads of the machine, beside the clock that is to decide the order of everything.
///
/// - Parameter operation: What to do.
/// - Returns: The task.
package func startBesideCaller(_ operation: sending @escaping () async -> Void) -> Task<Void, Never> {
    let executor = unsafe withUnsafeCurrentTask { task in unsafe task?.unownedTaskExecutor?.asTaskExecutor() }
    return Task(executorPreference: executor, operation: operation)
}
