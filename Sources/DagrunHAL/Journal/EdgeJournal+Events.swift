// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension EdgeJournal {
    /// The entries of the lines of a lease, in order, as they come.
    ///
    /// It has no end of its own. Each iteration begins at the cursor anew, so several readers see the same entries.
    public struct Events: AsyncSequence, Sendable {
        /// An entry.
        public typealias Element = JournaledEdge

        let lease: LineLease
        let cursor: EdgeCursor

        /// Begins to read.
        ///
        /// - Returns: A reader.
        public func makeAsyncIterator() -> Iterator { Iterator(lease: lease, cursor: cursor) }

        /// A reader.
        public struct Iterator: AsyncIteratorProtocol {
            private let lease: LineLease
            private var place: ReadingPlace

            init(lease: LineLease, cursor: EdgeCursor) {
                self.lease = lease
                place = lease.journal.place(at: cursor, of: lease.addresses)
            }

            /// Waits for the next entry.
            ///
            /// - Returns: The entry; never nil.
            /// - Throws: ``HALError`` with the code `gone` when the lease has ended; `CancellationError` when the task is
            ///   cancelled.
            public mutating func next() async throws -> JournaledEdge? {
                while true {
                    try Task.checkCancellation()
                    if let found = nextIfThere() { return found }
                    if let failure = lease.token.failure { throw failure }
                    await lease.journal.wait(for: place, of: lease.addresses, by: lease.token)
                }
            }

            /// Takes the next entry if there is one.
            ///
            /// - Returns: The entry; nil when there is none yet.
            public mutating func nextIfThere() -> JournaledEdge? {
                guard let (index, entry) = lease.journal.next(&place, of: lease.addresses) else { return nil }
                return JournaledEdge(
                    index: index, pin: lease.pins[index], kind: entry.kind,
                    cursor: EdgeCursor(journal: lease.journal.id, position: entry.position))
            }
        }
    }
}
