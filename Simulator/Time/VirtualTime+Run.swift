// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

extension VirtualTime {
    /// Runs a piece of work on this time, which goes on until the work is done.
    ///
    /// - Parameters:
    ///   - onDeadlock: Is told when the work waits for something that can't happen any more; it says whether it did
    ///     something about it, so that the work may go on.
    ///   - body: The work. Tasks that it starts and does not wait for stand still when it is done.
    /// - Returns: What the work returned.
    /// - Throws: What the work throws; ``Deadlock`` when it waits for something that can't happen any more. Then the work is
    ///   cancelled, and left behind if it goes on waiting all the same.
    public func run<Result: Sendable>(
        onDeadlock: @escaping @Sendable (Deadlock) -> Bool = { _ in false },
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let run = RunInFlight(onDeadlock)
        let outcome = RunOutcome<Result>()
        let core = core
        // Until the work is ready there is nothing to do, which must not count as a deadlock.
        let hold = hold()
        core.state.withLock { $0.runs.append(run) }
        // Not a child task: one that never ends must not keep the caller.
        let task = Task(executorPreference: core) {
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            // Still on this time's thread: it can't go on in between.
            core.state.withLock { $0.runs.removeAll { $0 === run } }
            outcome.offer(run.deadlock.map { .failure($0) } ?? result)
        }
        run.begin(cancel: { task.cancel() }, abandon: { outcome.offer(.failure($0)) })
        hold.release()
        return try await withTaskCancellationHandler {
            try await outcome.value().get()
        } onCancel: {
            task.cancel()
        }
    }

    /// Names what a piece of code waits for, so that a ``Deadlock`` can say so.
    ///
    /// - Parameters:
    ///   - name: What is waited for, as in “an edge of GPIO17”; made only when it is shown.
    ///   - body: The code that waits.
    /// - Returns: What the code returns.
    /// - Throws: What the code throws.
    public func waiting<Result>(
        for name: @autoclosure @escaping @Sendable () -> String, _ body: () async throws -> Result
    ) async rethrows -> Result {
        let id = core.state.withLock { state in
            let id = state.nextID()
            state.waiters[id] = name
            return id
        }
        defer { core.state.withLock { $0.waiters[id] = nil } }
        return try await body()
    }
}
