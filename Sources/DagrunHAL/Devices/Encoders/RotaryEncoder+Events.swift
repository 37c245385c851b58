// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RotaryEncoder {
    /// The steps of a rotary encoder.
    public struct Events: AsyncSequence, Sendable {
        /// A step.
        public typealias Element = RotaryEvent

        let reader: RotaryReader

        /// Begins to read.
        ///
        /// - Returns: A reader.
        public func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

        /// A reader.
        public struct Iterator: AsyncIteratorProtocol {
            fileprivate var reader: RotaryReader

            /// Waits for the next step.
            ///
            /// - Returns: The step; never nil.
            /// - Throws: ``HALError`` with the code `gone` when the encoder was closed or the board unplugged;
            ///   `CancellationError` when the task is cancelled.
            public mutating func next() async throws -> RotaryEvent? { try await reader.next(until: nil) }
        }
    }
}
