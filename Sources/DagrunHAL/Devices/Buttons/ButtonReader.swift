// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads what happens to some buttons from the journal of their lines.
///
/// Two readers that begin at the same place see the same, however late they read.
package struct ButtonReader: Sendable {
    /// Where a reader begins.
    package struct Start: Sendable {
        let cursor: EdgeCursor
        let buttons: [ButtonStart]
    }

    /// What happened to which button.
    package struct Element: Sendable {
        /// The place of the button in the lease, from 0.
        package let index: Int
        /// What happened.
        package let event: ButtonEvent
    }

    private let lease: LineLease
    private let clock: any HALClock
    private var cursor: EdgeCursor
    private var machines: [ButtonMachine]
    private var waiting: ArraySlice<Element> = []

    /// The place where a reader that begins now begins.
    ///
    /// - Parameters:
    ///   - inputs: The buttons.
    ///   - clock: The board's clock.
    /// - Returns: The place, with the buttons as they are.
    /// - Throws: ``HALError`` when the lines can't be read.
    package static func start(_ inputs: DebouncedInputs, _ clock: any HALClock) throws(HALError) -> Start {
        // The cursor first: an edge that comes in between is seen then, where else it would be lost.
        let cursor = inputs.lease.cursor
        let values = try inputs.lease.values()
        let now = clock.now
        let buttons = inputs.lease.pins.indices.map { ButtonStart(isPressed: values[$0] ?? false, timestamp: now) }
        return Start(cursor: cursor, buttons: buttons)
    }

    /// Begins to read.
    ///
    /// - Parameters:
    ///   - inputs: The buttons.
    ///   - timing: What makes a hold and a double click.
    ///   - start: Where to begin.
    ///   - clock: The board's clock.
    package init(_ inputs: DebouncedInputs, _ timing: ButtonTiming, from start: Start, _ clock: any HALClock) {
        lease = inputs.lease
        self.clock = clock
        cursor = start.cursor
        machines = start.buttons.map { ButtonMachine(timing, bounce: inputs.bounce, $0) }
    }

    /// Waits for the next event.
    ///
    /// - Parameter deadline: When to stop waiting; nil: never.
    /// - Returns: The event; nil when the deadline came first.
    /// - Throws: ``HALError`` with the code `gone` when the lease has ended; `CancellationError` when the task is
    ///   cancelled.
    package mutating func next(until deadline: Timestamp?) async throws -> Element? {
        while true {
            if let element = try nextIfThere() { return element }
            if let deadline, deadline <= clock.now { return nil }
            let wake = ([deadline] + machines.map(\.deadline)).compactMap { $0 }.min()
            guard let entry = try await lease.next(after: cursor, until: wake, clock) else { continue }
            try take(entry)
        }
    }

    /// Takes the next event if it has happened.
    ///
    /// - Returns: The event; nil when there is none yet.
    /// - Throws: ``HALError`` with the code `gone` when the lease has ended.
    package mutating func nextIfThere() throws -> Element? {
        while true {
            if let element = waiting.popFirst() { return element }
            let entries = lease.events(since: cursor)
            for entry in entries { try take(entry) }
            if entries.isEmpty {
                let now = clock.now
                for index in machines.indices { add(machines[index].advance(to: now), index) }
                if waiting.isEmpty { return nil }
            }
        }
    }

    private mutating func take(_ entry: JournaledEdge) throws {
        cursor = entry.cursor
        let index = entry.index
        switch entry.kind {
        case .edge(let edge, let timestamp, _): add(machines[index].edge(edge == .rising, at: timestamp), index)
        case .gap(_, let value):
            let isPressed = try value ?? lease.value(at: index)
            add(machines[index].resynchronize(isPressed: isPressed, at: clock.now), index)
        }
    }

    private mutating func add(_ events: [ButtonEvent], _ index: Int) {
        waiting += events.map { Element(index: index, event: $0) }
    }
}
