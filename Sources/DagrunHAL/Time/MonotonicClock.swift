// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The machine's own clock, which counts from its first use in this process and is never set back.
///
/// A backend whose hardware stamps edges has a clock on the scale of these stamps instead.
public struct MonotonicClock: HALClock {
    private static let anchor = SuspendingClock.now

    /// Makes the clock.
    public init() {}

    /// The present instant.
    public var now: Timestamp { Timestamp(nanoseconds: Self.anchor.duration(to: .now).clampedNanoseconds) }

    /// Waits.
    ///
    /// - Parameter duration: How long; nothing happens for zero or less.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return try Task.checkCancellation() }
        try await SuspendingClock().sleep(until: SuspendingClock.now.advanced(by: duration), tolerance: .zero)
    }
}
