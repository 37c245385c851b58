// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the steps of a rotary encoder from the journal of its two lines.
struct RotaryReader: Sendable {
    private let lease: LineLease
    private let clock: any HALClock
    private var cursor: EdgeCursor
    private var decoder = QuadratureDecoder()
    private var values: [Bool]

    /// Begins with the lines as they are.
    ///
    /// - Parameters:
    ///   - lease: The lines A and B.
    ///   - clock: The board's clock.
    /// - Throws: ``HALError`` when they can't be read.
    init(_ lease: LineLease, _ clock: any HALClock) throws(HALError) {
        self.lease = lease
        self.clock = clock
        cursor = lease.cursor
        values = try Self.look(lease)
        _ = decoder.change(a: values[0], b: values[1])
    }

    /// Waits for the next step.
    ///
    /// - Parameter deadline: When to stop waiting; nil: never.
    /// - Returns: The step; nil when the deadline came first.
    /// - Throws: ``HALError`` when the lease has ended; `CancellationError` when the task is cancelled.
    mutating func next(until deadline: Timestamp?) async throws -> RotaryEvent? {
        while let entry = try await lease.next(after: cursor, until: deadline, clock) {
            if let event = try take(entry) { return event }
        }
        return nil
    }

    /// Takes all steps that are there.
    mutating func drain() throws(HALError) -> [RotaryEvent] {
        var events: [RotaryEvent] = []
        for entry in lease.events(since: cursor) {
            if let event = try take(entry) { events.append(event) }
        }
        return events
    }

    private mutating func take(_ entry: JournaledEdge) throws(HALError) -> RotaryEvent? {
        cursor = entry.cursor
        switch entry.kind {
        case .edge(let edge, let timestamp, _):
            values[entry.index] = edge == .rising
            let step = decoder.change(a: values[0], b: values[1])
            return step == 0 ? nil : RotaryEvent(step > 0 ? .clockwise : .counterClockwise, at: timestamp)
        case .gap:
            // A step of which a part is missing is none.
            values = try Self.look(lease)
            decoder = QuadratureDecoder()
            _ = decoder.change(a: values[0], b: values[1])
            return nil
        }
    }

    private static func look(_ lease: LineLease) throws(HALError) -> [Bool] {
        let values = try lease.values()
        return [values[0] ?? false, values[1] ?? false]
    }
}
