// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// The time since a clock began, for all threads to read.
final class Present: Sendable {
    private let state = Mutex(Duration.zero)

    var elapsed: Duration { state.withLock { $0 } }

    func set(_ elapsed: Duration) { state.withLock { $0 = elapsed } }
}
