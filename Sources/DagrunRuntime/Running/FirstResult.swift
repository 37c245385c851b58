// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// Takes the first result that is offered and hands it to the one who waits.
package final class FirstResult<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Result<Value, any Error>, Never>)
        case done(Result<Value, any Error>)
    }

    private let state = Mutex(State.empty)

    package init() {}

    package func offer(_ result: Result<Value, any Error>) {
        let waiter: CheckedContinuation<Result<Value, any Error>, Never>? = state.withLock { state in
            switch state {
            case .done: return nil
            case .empty:
                state = .done(result)
                return nil
            case .waiting(let continuation):
                state = .done(result)
                return continuation
            }
        }
        waiter?.resume(returning: result)
    }

    package func value() async -> Result<Value, any Error> {
        await withCheckedContinuation { continuation in
            let result: Result<Value, any Error>? = state.withLock { state in
                switch state {
                case .done(let result): return result
                case .waiting: preconditionFailure("only one may wait for a result")
                case .empty: break
                }
                state = .waiting(continuation)
                return nil
            }
            if let result { continuation.resume(returning: result) }
        }
    }
}
