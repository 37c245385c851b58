// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// Counts how often the process was asked to stop.
final class SignalCounter: Sendable {
    private let count = Mutex(0)

    /// Counts one more, and up to a number at least.
    func next(atLeast minimum: Int) -> Int {
        count.withLock { count in
            count = max(count + 1, minimum)
            return count
        }
    }
}
