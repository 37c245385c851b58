// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// Work that a signal may end, also one that comes before it has begun.
final class InterruptibleWork: Sendable {
    private let state = Mutex<(isCancelled: Bool, task: Task<Void, any Error>?)>((false, nil))

    /// Does the work in a task of its own, and waits for it.
    func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = state.withLock { state in
            let task = Task { try await body() }
            state.task = task
            if state.isCancelled { task.cancel() }
            return task
        }
        try await task.value
    }

    /// Cancels it.
    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.task?.cancel()
        }
    }
}
