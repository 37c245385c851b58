// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import FoundationEssentials
import Synchronization

/// A clock that stands still until a test advances it.
final class ManualClock: RunClock {
    private struct Sleeper {
        var deadline: Duration
        var duration: Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed: Duration = .zero
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var watchers: [(duration: Duration, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let start: Date
    private let state = Mutex(State())

    init(start: Date = Date(timeIntervalSince1970: 1_800_000_000)) { self.start = start }

    func now() -> Date { start.addingTimeInterval(state.withLock { $0.elapsed.seconds }) }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (isCancelled, watchers) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
                    if state.cancelled.contains(id) { return (true, []) }
                    state.sleepers[id] = Sleeper(
                        deadline: state.elapsed + duration, duration: duration, continuation: continuation)
                    let watchers = state.watchers.filter { $0.duration == duration }
                    state.watchers.removeAll { $0.duration == duration }
                    return (false, watchers.map(\.continuation))
                }
                for watcher in watchers { watcher.resume() }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(id)
                return state.sleepers.removeValue(forKey: id)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Lets time pass and wakes those whose time has come.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.elapsed += duration
            let due = state.sleepers.filter { $0.value.deadline <= state.elapsed }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Waits until something sleeps for this long.
    func waitForSleep(of duration: Duration) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.values.contains(where: { $0.duration == duration }) { return true }
                state.watchers.append((duration, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
