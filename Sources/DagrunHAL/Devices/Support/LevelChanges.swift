// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the changes of a line's value from the journal.
struct LevelChanges: Sendable {
    private let lease: LineLease
    private let clock: any HALClock
    private var cursor: EdgeCursor
    private var hasBegun = false

    /// The line's value behind the last change.
    private(set) var value: Bool

    /// Begins with the line as it is.
    ///
    /// - Parameters:
    ///   - lease: The line; the first one where there are several.
    ///   - clock: The board's clock.
    /// - Throws: ``HALError`` when it can't be read.
    init(_ lease: LineLease, _ clock: any HALClock) throws(HALError) {
        self.lease = lease
        self.clock = clock
        // The cursor first: an edge that comes in between is seen then, where else it would be lost.
        cursor = lease.cursor
        value = try lease.value()
    }

    /// Waits for the next change.
    ///
    /// - Parameter deadline: When to stop waiting; nil: never.
    /// - Returns: When it came; nil when the deadline came first.
    /// - Throws: ``HALError`` when the lease has ended; `CancellationError` when the task is cancelled.
    mutating func next(until deadline: Timestamp?) async throws -> Timestamp? {
        while let entry = try await lease.next(after: cursor, until: deadline, clock) {
            cursor = entry.cursor
            let isFirst = !hasBegun
            hasBegun = true
            switch entry.kind {
            case .edge(let edge, let timestamp, _):
                // The first edge may have come before the line was looked at, and be taken down only then.
                guard isFirst || (edge == .rising) != value else { continue }
                value = edge == .rising
                return timestamp
            case .gap(_, let known):
                let now = try known ?? lease.value()
                guard now != value else { continue }
                value = now
                return clock.now
            }
        }
        return nil
    }
}
