// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import Synchronization

/// Wakes one that waits for a time to pass or for news, whichever comes first.
final class Wakeup: Sendable {
    private struct State {
        var hasNews = false
        var waiter: CheckedContinuation<Void, Never>?
        var round = 0
    }

    private let state = Mutex(State())

    /// Wakes the one that waits, or the next one that would.
    func signal() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil { state.hasNews = true }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Waits for news; one at a time.
    ///
    /// - Parameters:
    ///   - duration: How long at most.
    ///   - clock: Where the time comes from.
    func wait(atMost duration: Duration, on clock: any RunClock) async {
        guard duration > .zero else {
            state.withLock { $0.hasNews = false }
            return
        }
        let timer = Mutex<Task<Void, Never>?>(nil)
        await withCheckedContinuation { continuation in
            let round: Int? = state.withLock { state in
                if state.hasNews {
                    state.hasNews = false
                    return nil
                }
                state.round += 1
                state.waiter = continuation
                return state.round
            }
            guard let round else { return continuation.resume() }
            timer.withLock { timer in
                timer = Task(executorPreference: clock.executor) {
                    guard (try? await clock.sleep(for: duration)) != nil else { return }
                    self.end(round)
                }
            }
        }
        timer.withLock { $0?.cancel() }
    }

    private func end(_ round: Int) {
        let waiter = state.withLock { state in
            guard state.round == round else { return nil as CheckedContinuation<Void, Never>? }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
