// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// The clock of the machine.
public struct SystemClock: RunClock {
    /// Makes the clock.
    public init() {}

    /// The present instant of the machine's wall clock.
    public func now() -> Date { Date() }

    /// Waits in real time.
    ///
    /// - Parameter duration: How long; nothing happens for zero or less.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return }
        try await Task.sleep(for: duration)
    }
}
