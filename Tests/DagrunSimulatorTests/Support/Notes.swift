// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// What happened, in order.
final class Notes: Sendable {
    private let state = Mutex<[String]>([])

    func add(_ note: String) { state.withLock { $0.append(note) } }

    var all: [String] { state.withLock { $0 } }
}
