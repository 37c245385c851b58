// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// What tasks noted, in their order.
final class Notes: Sendable {
    private let state = Mutex<[String]>([])

    func add(_ text: String) { state.withLock { $0.append(text) } }

    var all: [String] { state.withLock { $0 } }
}
