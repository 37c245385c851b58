// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// A number that tasks add to.
final class Counter: Sendable {
    private let number = Mutex(0)

    /// The number.
    var value: Int { number.withLock { $0 } }

    /// Adds one.
    func add() { number.withLock { $0 += 1 } }
}
