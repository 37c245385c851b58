// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension MotionSensor {
    /// What a motion sensor sees.
    public struct Events: AsyncSequence, Sendable {
        /// A beginning or an end of motion.
        public typealias Element = MotionEvent

        let changes: LevelChanges

        /// Begins to read.
        ///
        /// - Returns: A reader.
        public func makeAsyncIterator() -> Iterator { Iterator(changes: changes) }

        /// A reader.
        public struct Iterator: AsyncIteratorProtocol {
            fileprivate var changes: LevelChanges

            /// Waits for the next event.
            ///
            /// - Returns: The event; never nil.
            /// - Throws: ``HALError`` with the code `gone` when the sensor was closed or the board unplugged;
            ///   `CancellationError` when the task is cancelled.
            public mutating func next() async throws -> MotionEvent? {
                guard let timestamp = try await changes.next(until: nil) else { return nil }
                return MotionEvent(changes.value ? .motion : .noMotion, at: timestamp)
            }
        }
    }
}
