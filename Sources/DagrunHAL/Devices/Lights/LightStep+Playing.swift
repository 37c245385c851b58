// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension [LightStep] {
    /// Plays steps again and again, each to its end in the plan: being late once delays nothing behind it.
    ///
    /// - Parameters:
    ///   - count: How often; nil: until the task is cancelled.
    ///   - clock: Where the time comes from.
    ///   - show: Shows a step until an instant.
    /// - Throws: `CancellationError` when the task is cancelled, and what `show` throws.
    func play(
        _ count: Int?, _ clock: any HALClock, show: (LightStep, Timestamp) async throws -> Void
    ) async throws {
        // Steps without duration would be played forever at one instant.
        guard !isEmpty else { return }
        var end = clock.now
        var played = 0
        while count.map({ played < $0 }) ?? true {
            for step in self {
                try Task.checkCancellation()
                end = end + step.duration
                try await show(step, end)
            }
            played += 1
        }
    }
}
