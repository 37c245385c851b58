// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// A number that stands for an order of events: FNV-1a.
final class OrderHash: Sendable {
    private let state = Mutex<UInt64>(0xcbf2_9ce4_8422_2325)

    var value: UInt64 { state.withLock { $0 } }

    func add(_ number: Int64) {
        state.withLock { $0 = ($0 ^ UInt64(bitPattern: number)) &* 0x100_0000_01b3 }
    }
}
