// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// Somebody who waited and goes on once the board is unlocked.
enum WakeUp {
    case event(Waiter<LineEvent>, Result<LineEvent, any Error>)
    case time(Waiter<Void>, Result<Void, any Error>)
    case bytes(Waiter<[[UInt8]]>, Result<[[UInt8]], any Error>)

    func resume() {
        switch self {
        case .event(let waiter, let result): waiter.resume(with: result)
        case .time(let waiter, let result): waiter.resume(with: result)
        case .bytes(let waiter, let result): waiter.resume(with: result)
        }
    }
}
