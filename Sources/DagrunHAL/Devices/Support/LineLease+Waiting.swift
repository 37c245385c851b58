// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension LineLease {
    /// Waits for the first entry behind a cursor.
    ///
    /// Whether or not it comes in time, nothing is lost: it stands in the journal.
    ///
    /// - Parameters:
    ///   - cursor: The place to go on from.
    ///   - deadline: When to stop waiting; nil: never.
    ///   - clock: What the deadline is measured by.
    /// - Returns: The entry; nil when the deadline came first.
    /// - Throws: ``HALError`` with the code `gone` when the lease has ended; `CancellationError` when the task is
    ///   cancelled.
    package func next(after cursor: EdgeCursor, until deadline: Timestamp?, _ clock: any HALClock) async throws
        -> JournaledEdge?
    {
        var reader = events(from: cursor).makeAsyncIterator()
        if let found = reader.nextIfThere() { return found }
        guard let deadline else { return try await reader.next() }
        let first = try await withThrowingTaskGroup(of: JournaledEdge?.self) { group in
            group.addTask {
                var reader = self.events(from: cursor).makeAsyncIterator()
                return try await reader.next()
            }
            group.addTask {
                try await clock.sleep(until: deadline)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        // What came at the very instant of the deadline came in time.
        return first ?? reader.nextIfThere()
    }
}
