// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// Keeps what an operator returned, as the Swift value it is.
final class OutputBox<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)

    func set(_ value: Value) { state.withLock { $0 = value } }

    var value: Value? { state.withLock { $0 } }
}
