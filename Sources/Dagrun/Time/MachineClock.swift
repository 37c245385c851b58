// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import Dispatch
internal import FoundationEssentials
internal import Synchronization

/// The clock of the machine for code that runs on a virtual time, whose executor takes over `Task.sleep`.
struct MachineClock: RunClock {
    func now() -> Date { Date() }

    func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return try Task.checkCancellation() }
        let sleeper = Sleeper()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                sleeper.begin(continuation)
                let nanoseconds = Int(min(duration / .nanoseconds(1), 1e18))
                DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) {
                    sleeper.end(.success(()))
                }
            }
        } onCancel: {
            sleeper.end(.failure(CancellationError()))
        }
    }

    private final class Sleeper: Sendable {
        private struct State {
            var continuation: CheckedContinuation<Void, any Error>?
            var result: Result<Void, any Error>?
        }

        private let state = Mutex(State())

        func begin(_ continuation: CheckedContinuation<Void, any Error>) {
            let result = state.withLock { state in
                if state.result == nil { state.continuation = continuation }
                return state.result
            }
            if let result { continuation.resume(with: result) }
        }

        func end(_ result: Result<Void, any Error>) {
            let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
                guard state.result == nil else { return nil }
                state.result = result
                return state.continuation.take()
            }
            continuation?.resume(with: result)
        }
    }
}
