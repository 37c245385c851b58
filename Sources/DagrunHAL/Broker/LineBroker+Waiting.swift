// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

// Who may have which lines.
extension LineBroker {
    func reserve(_ addresses: [LineAddress], for token: LeaseToken, waiting: Duration?) async throws {
        let blocked = try state.withLock { state throws(HALError) in
            guard !state.isClosed else { throw Self.closed }
            return state.queue.take(addresses, for: token)
        }
        guard let blocked else { return }
        guard let waiting else { throw busy(blocked, token, "it is in use") }
        try? await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.enqueue(addresses, for: token) }
            group.addTask { [clock = backend.clock] in try await clock.sleep(for: waiting) }
            defer { group.cancelAll() }
            try await group.next()
        }
        // Whatever ended the wait: what counts is whether the lines are ours.
        let (isMine, isClosed, blocker) = state.withLock { state in
            (
                state.queue.has(addresses, token), state.isClosed,
                state.queue.blocker(of: addresses, before: token)
            )
        }
        if isMine { return }
        if isClosed { throw Self.closed }
        try Task.checkCancellation()
        throw busy(blocker ?? blocked, token, "it was in use for all of the \(waiting) waited")
    }

    private func enqueue(_ addresses: [LineAddress], for token: LeaseToken) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.isClosed { return .failure(Self.closed) }
                    // A cancellation before this point found nobody in the queue.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.queue.take(addresses, for: token) == nil { return .success(()) }
                    state.queue.append(LineQueue.Waiter(token: token, addresses: addresses, continuation: continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let (cancelled, granted) = state.withLock { state in
                // It may have stood in the way of others behind it.
                (state.queue.remove(token), state.queue.grant())
            }
            cancelled?.continuation.resume(throwing: CancellationError())
            for waiter in granted { waiter.continuation.resume() }
        }
    }

    private func busy(_ blocked: LineQueue.Blocker, _ token: LeaseToken, _ reason: String) -> HALError {
        HALError(
            .busy, "\(token.pins[blocked.place])",
            reason: blocked.isWaiting ? "it is promised to one who waits for it" : reason,
            holder: blocked.token.holder)
    }

    /// Gives lines to those that wait, for some may have come free without having been given back.
    var grantLater: @Sendable () -> Void {
        { [weak self] in
            let granted = self?.state.withLock { state in state.queue.grant() } ?? []
            for waiter in granted { waiter.continuation.resume() }
        }
    }
}
