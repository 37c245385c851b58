// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
import Synchronization

extension VirtualBoard {
    /// The board's present instant.
    public var now: Timestamp { locked { Timestamp(nanoseconds: $0.now) } }

    /// When something happens next by itself; nil where nothing will.
    ///
    /// Who drives the board's clock asks this once nothing else is left to do, and calls ``advance(to:)``.
    public var nextEventTime: Timestamp? {
        locked { $0.nextTime == .max ? nil : Timestamp(nanoseconds: $0.nextTime) }
    }

    /// Does all that happens up to an instant, and goes there.
    ///
    /// Who waits for an edge or an instant goes on afterwards; under a virtual clock, which advances to one event after
    /// the other, that is at the instant itself.
    ///
    /// - Parameter time: The instant; nothing happens when it is past.
    public func advance(to time: Timestamp) { locked { $0.run(until: time.nanoseconds) } }

    /// Does all that happens in the course of some time, and goes there.
    ///
    /// - Parameter duration: The time; nothing happens when it is negative.
    public func advance(by duration: Duration) {
        locked { $0.run(until: Timestamp(nanoseconds: $0.now).advanced(by: duration).nanoseconds) }
    }
}
