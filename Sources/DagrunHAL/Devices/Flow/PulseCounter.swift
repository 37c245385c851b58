// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Counts the rising edges of a line from its journal, those among them that were lost too.
struct PulseCounter: Sendable {
    private let lease: LineLease
    private let clock: any HALClock
    private var cursor: EdgeCursor

    /// The pulses so far.
    private(set) var count = 0
    /// Whether all were counted.
    private(set) var isExact = true

    /// Begins now.
    ///
    /// - Parameters:
    ///   - lease: The line, which tells rising edges only.
    ///   - clock: The board's clock.
    init(_ lease: LineLease, _ clock: any HALClock) {
        self.lease = lease
        self.clock = clock
        cursor = lease.cursor
    }

    /// Counts what is there.
    mutating func drain() { for entry in lease.events(since: cursor) { take(entry) } }

    /// Waits until so many pulses came.
    ///
    /// - Parameters:
    ///   - wanted: How many, since the beginning.
    ///   - deadline: When to stop waiting; nil: never.
    /// - Returns: When the last of them came; nil when the deadline came first.
    /// - Throws: ``HALError`` when the lease has ended; `CancellationError` when the task is cancelled.
    mutating func wait(for wanted: Int, until deadline: Timestamp?) async throws -> Timestamp? {
        var last = clock.now
        while count < wanted {
            guard let entry = try await lease.next(after: cursor, until: deadline, clock) else { return nil }
            take(entry)
            last = entry.timestamp ?? clock.now
        }
        return last
    }

    private mutating func take(_ entry: JournaledEdge) {
        cursor = entry.cursor
        switch entry.kind {
        case .edge(let edge, _, _): if edge == .rising { count += 1 }
        case .gap(let lost, _):
            // A line that tells rising edges only loses rising edges only.
            if let lost { count += lost } else { isExact = false }
        }
    }
}
