// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import FoundationEssentials
import Synchronization

/// A clock that stands still until a sleeper moves it: each sleep ends at once, in the order of their due times.
///
/// With `isHeld` sleeps wait until the test moves the clock.
final class ManualClock: RunClock {
    private struct Sleeper {
        var id: Int
        var due: Date
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Date
        var slept: [Duration] = []
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var lastID = 0
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let isHeld: Bool
    private let state: Mutex<State>

    init(at start: Date = Date(timeIntervalSince1970: 1_767_323_045), isHeld: Bool = false) {
        self.isHeld = isHeld
        state = Mutex(State(now: start))
    }

    func now() -> Date { state.withLock { $0.now } }

    /// All sleeps that were begun, in order.
    var slept: [Duration] { state.withLock { $0.slept } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard isHeld else {
            state.withLock { state in
                state.slept.append(duration)
                state.now = state.now.addingTimeInterval(duration / .seconds(1))
            }
            return
        }
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (isCancelled, ready) = state.withLock { state in
                    state.slept.append(duration)
                    if state.cancelled.remove(id) != nil { return (true, Self.takeWatchers(&state)) }
                    state.sleepers.append(
                        Sleeper(
                            id: id, due: state.now.addingTimeInterval(duration / .seconds(1)),
                            continuation: continuation))
                    return (false, Self.takeWatchers(&state))
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
                for watcher in ready { watcher.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: place)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Waits until so many sleeps were begun in all.
    func sleeps(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.slept.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Moves a held clock on and ends the sleeps that are due.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now.addingTimeInterval(duration / .seconds(1))
            let due = state.sleepers.filter { $0.due <= state.now }
            state.sleepers.removeAll { $0.due <= state.now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    private static func takeWatchers(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        let ready = state.watchers.filter { $0.count <= state.slept.count }
        state.watchers.removeAll { $0.count <= state.slept.count }
        return ready.map(\.continuation)
    }
}
