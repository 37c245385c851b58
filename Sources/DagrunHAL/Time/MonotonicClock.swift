// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The machine's own clock: `CLOCK_MONOTONIC`, which the Linux kernel stamps edges with.
public struct MonotonicClock: HALClock {
    // On Linux SuspendingClock reads CLOCK_MONOTONIC, and its instants count from that clock's beginning; but Swift has no
    // public way to that number, so a fixed pair of readings ties the two scales.
    private static let anchor = SuspendingClock.now
    private let offset: Int64

    /// Makes the clock.
    ///
    /// - Parameter origin: The reading of the scale that instants are to be on, at the moment of this call; nil counts from
    ///   the first use of the clock in this process. A backend on a real kernel gives what `clock_gettime` says.
    public init(origin: Timestamp? = nil) {
        offset = origin.map { $0.nanoseconds - Self.elapsed } ?? 0
    }

    /// The present instant.
    public var now: Timestamp { Timestamp(nanoseconds: Self.elapsed + offset) }

    /// Waits.
    ///
    /// - Parameter duration: How long; nothing happens for zero or less.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return try Task.checkCancellation() }
        try await SuspendingClock().sleep(until: SuspendingClock.now.advanced(by: duration), tolerance: .zero)
    }

    private static var elapsed: Int64 { anchor.duration(to: .now).clampedNanoseconds }
}
