// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where devices take the time from.
///
/// It is the clock that edges are stamped with by default, so that a time between an edge and now is a difference of two
/// numbers. No device reads the time or sleeps by itself; so a board in virtual time needs no other devices.
public protocol HALClock: Sendable {
    /// The present instant, on the scale of ``EventClock/monotonic``.
    var now: Timestamp { get }

    /// Waits.
    ///
    /// - Parameter duration: How long; nothing happens for zero or less.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func sleep(for duration: Duration) async throws
}

extension HALClock {
    /// Waits until an instant.
    ///
    /// - Parameter deadline: The instant; nothing happens when it is past.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(until deadline: Timestamp) async throws { try await sleep(for: deadline - now) }
}
