// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// Remembers which tasks were seen outside of virtual times, so that a new one can be told from one that goes on.
///
/// The runtime numbers tasks as they are made. Whatever is enqueued for the global executor is seen here, from the task's
/// beginning on; so a number above all that were seen is that of a new task.
final class TaskNumbers: Sendable {
    // More tasks than these are hardly begun elsewhere while one piece of work runs.
    private static let memory = 64

    private let highest = Atomic<UInt64>(0)
    private let state = Mutex((latest: [UInt64](repeating: 0, count: memory), next: 0))

    /// The highest number that was seen.
    var latest: UInt64 { highest.load(ordering: .relaxed) }

    /// Sees a task that runs elsewhere.
    func note(_ number: UInt64) {
        // One that goes on needs no remembering.
        guard number > highest.load(ordering: .relaxed) else { return }
        state.withLock { state in
            state.latest[state.next % Self.memory] = number
            state.next += 1
            if number > highest.load(ordering: .relaxed) { highest.store(number, ordering: .relaxed) }
        }
    }

    /// Whether a task is new.
    ///
    /// - Parameters:
    ///   - number: The task's number.
    ///   - floor: The latest number that was seen before the present piece of work began.
    /// - Returns: Whether it was begun since, and not elsewhere.
    func isNew(_ number: UInt64, since floor: UInt64) -> Bool {
        number > floor && !state.withLock { $0.latest.contains(number) }
    }
}
