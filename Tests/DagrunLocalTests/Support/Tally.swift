// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// Notes in the order in which tasks made them.
final class Tally: Sendable {
    private let state = Mutex<[String]>([])

    func note(_ text: String) { state.withLock { $0.append(text) } }

    /// How often a text was noted.
    func count(_ text: String) -> Int { state.withLock { notes in notes.count { $0 == text } } }

    var notes: [String] { state.withLock { $0 } }

    func clear() { state.withLock { $0 = [] } }
}
