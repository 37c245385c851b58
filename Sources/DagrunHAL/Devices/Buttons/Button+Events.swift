// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Button {
    /// What happens to a button.
    public struct Events: AsyncSequence, Sendable {
        /// Something that happened.
        public typealias Element = ButtonEvent

        let inputs: DebouncedInputs
        let timing: ButtonTiming
        let start: ButtonReader.Start
        let clock: any HALClock

        /// Begins to read.
        ///
        /// - Returns: A reader.
        public func makeAsyncIterator() -> Iterator {
            Iterator(reader: ButtonReader(inputs, timing, from: start, clock))
        }

        /// A reader.
        public struct Iterator: AsyncIteratorProtocol {
            fileprivate var reader: ButtonReader

            /// Waits for the next event.
            ///
            /// - Returns: The event; never nil.
            /// - Throws: ``HALError`` with the code `gone` when the button was closed or the board unplugged;
            ///   `CancellationError` when the task is cancelled.
            public mutating func next() async throws -> ButtonEvent? { try await reader.next(until: nil)?.event }
        }
    }
}
