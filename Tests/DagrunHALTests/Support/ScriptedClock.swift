// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// A clock that stands until a test moves it.
final class ScriptedClock: HALClock {
    fileprivate struct State {
        var now = Timestamp.zero
        var sleepers: [(id: UInt64, deadline: Timestamp, continuation: CheckedContinuation<Void, any Error>)] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var lastID: UInt64 = 0
    }

    private let state = Mutex(State())

    var now: Timestamp { state.withLock { $0.now } }

    func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return try Task.checkCancellation() }
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let (isCancelled, watchers) = state.withLock { state in
                    guard !Task.isCancelled else { return (true, [CheckedContinuation<Void, Never>]()) }
                    state.sleepers.append((id, state.now + duration, continuation))
                    return (false, state.takeWatchers())
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
                for watcher in watchers { watcher.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.sleepers.firstIndex { $0.id == id }.map { state.sleepers.remove(at: $0) }
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Waits until so many tasks sleep.
    func sleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let watchers = state.withLock { state in
                state.watchers.append((count, continuation))
                return state.takeWatchers()
            }
            for watcher in watchers { watcher.resume() }
        }
    }

    /// Moves time on and wakes those whose time has come, in order.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now + duration
            let due = state.sleepers.filter { $0.deadline <= state.now }.sorted { $0.deadline < $1.deadline }
            state.sleepers.removeAll { $0.deadline <= state.now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }
}

extension ScriptedClock.State {
    fileprivate mutating func takeWatchers() -> [CheckedContinuation<Void, Never>] {
        let count = sleepers.count
        defer { watchers.removeAll { $0.count <= count } }
        return watchers.filter { $0.count <= count }.map(\.continuation)
    }
}
