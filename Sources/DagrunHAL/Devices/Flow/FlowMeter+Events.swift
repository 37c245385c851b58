// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension FlowMeter {
    /// What flows, at equal distances of time.
    public struct Events: AsyncSequence, Sendable {
        /// What flowed up to an instant.
        public typealias Element = FlowReading

        let meter: FlowMeter
        let counter: PulseCounter
        let begin: Timestamp
        let interval: Duration

        /// Begins to read.
        ///
        /// - Returns: A reader.
        public func makeAsyncIterator() -> Iterator {
            Iterator(meter: meter, counter: counter, last: (0, begin), interval: Swift.max(interval, .milliseconds(1)))
        }

        /// A reader.
        public struct Iterator: AsyncIteratorProtocol {
            let meter: FlowMeter
            var counter: PulseCounter
            var last: (count: Int, timestamp: Timestamp)
            let interval: Duration

            /// Waits for the end of the interval.
            ///
            /// - Returns: What flowed up to then; never nil.
            /// - Throws: ``HALError`` with the code `gone` when the meter was closed or the board unplugged;
            ///   `CancellationError` when the task is cancelled.
            public mutating func next() async throws -> FlowReading? {
                try await meter.clock.sleep(until: last.timestamp + interval)
                try meter.checkLease()
                counter.drain()
                let now = meter.clock.now
                let reading = meter.reading(counter, since: last, at: now)
                last = (counter.count, now)
                return reading
            }
        }
    }
}
