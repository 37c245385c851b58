// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Ends a piece of work when its time is up.
enum TimeLimit {
    /// How long a cancelled piece of work may take to stop.
    static let grace: Duration = .seconds(10)

    /// Runs a piece of work, at most so long.
    ///
    /// Work that ignores its cancellation is left behind after a grace time, so that a task that hangs can't stop the
    /// run.
    static func run<Value: Sendable>(
        _ limit: Duration, clock: any RunClock, work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        // Not a task group: a group waits for all its children, also for one that never ends.
        let worker = Task(executorPreference: clock.executor) { try await work() }
        let first = FirstResult<Value>()
        let watcher = Task(executorPreference: clock.executor) { first.offer(await worker.result) }
        let timer = Task(executorPreference: clock.executor) {
            guard (try? await clock.sleep(for: limit)) != nil else { return }
            worker.cancel()
            guard (try? await clock.sleep(for: grace)) != nil else { return }
            first.offer(.failure(TaskTimedOut(limit: limit, wasAbandoned: true)))
        }
        defer {
            timer.cancel()
            watcher.cancel()
        }
        let result = await withTaskCancellationHandler {
            await first.value()
        } onCancel: {
            worker.cancel()
        }
        if case .failure(let error as TaskTimedOut) = result { throw error }
        // Only the timer cancels the worker while this task itself goes on: whatever the work made of it, its time was up.
        if worker.isCancelled && !Task.isCancelled { throw TaskTimedOut(limit: limit, wasAbandoned: false) }
        return try result.get()
    }
}
