// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// A knob that tells steps to the right and to the left.
///
/// ```swift
/// let knob = try await RotaryEncoder(a: "GPIO21", b: "GPIO20", on: board, maximumSteps: 10)
/// for try await event in knob.events() { print(event.turn, try knob.steps) }
/// ```
///
/// Its pin C is connected to ground. gpiozero's `RotaryEncoder`.
public final class RotaryEncoder: Sendable {
    private struct State {
        var reader: RotaryReader
        var steps: EncoderSteps
    }

    private let lease: LineLease
    private let clock: any HALClock
    private let state: Mutex<State>

    /// Leases the encoder's pins.
    ///
    /// - Parameters:
    ///   - a: The pin that comes first when it is turned to the right.
    ///   - b: The pin that comes second then.
    ///   - board: The board.
    ///   - pull: What holds the pins where they are.
    ///   - maximumSteps: How far the count of steps goes in each direction; 0: without limit.
    ///   - wraps: Whether the count goes on at the other end when it passes a limit.
    ///   - holder: Who uses it, as others are told when a pin is busy.
    ///   - waiting: How long to wait when a pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        a: PinID, b: PinID, on board: Board, pull: Pull = .up, maximumSteps: Int = 16, wraps: Bool = false,
        holder: String = "RotaryEncoder", waiting: Duration? = nil
    ) async throws {
        clock = board.clock
        // No debouncing: the two lines are never in motion at once, and a bouncing one only goes to and fro.
        let config = pull.config()
        lease = try await board.lease(
            [(pin: a, config: config), (pin: b, config: config)], holder: holder, waiting: waiting)
        state = Mutex(
            State(reader: try RotaryReader(lease, clock), steps: EncoderSteps(limit: maximumSteps, wraps: wraps)))
    }

    /// The steps to the right less those to the left, within the limits; 0 at the beginning.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the encoder was closed or the board unplugged.
    public var steps: Int { get throws(HALError) { try counted { $0.count } } }

    /// The steps as a share of the limit, -1 to 1; 0 without a limit.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the encoder was closed or the board unplugged.
    public var value: Double { get throws(HALError) { try counted { $0.value } } }

    /// Sets the count of steps.
    ///
    /// - Parameter steps: The count; beyond a limit it is the limit.
    /// - Throws: ``HALError`` with the code `gone` when the encoder was closed or the board unplugged.
    public func reset(to steps: Int = 0) throws(HALError) { try counted { $0.set(steps) } }

    /// The steps from this call on.
    ///
    /// - Returns: The steps, without an end. Each iteration begins with this call anew.
    /// - Throws: ``HALError`` with the code `gone` when the encoder was closed or the board unplugged.
    public func events() throws(HALError) -> Events { Events(reader: try RotaryReader(lease, clock)) }

    /// Waits for a step.
    ///
    /// - Parameters:
    ///   - turn: Which way; nil: either.
    ///   - timeout: How long to wait; nil: without limit.
    /// - Returns: The step.
    /// - Throws: ``HALError`` with the code `timedOut`, and `gone` when the encoder was closed or the board unplugged;
    ///   `CancellationError` when the task is cancelled meanwhile.
    @discardableResult
    public func wait(for turn: RotaryEvent.Turn? = nil, timeout: Duration? = nil) async throws -> RotaryEvent {
        let deadline = timeout.map { clock.now + $0 }
        var reader = try RotaryReader(lease, clock)
        while let event = try await reader.next(until: deadline) {
            if turn.map({ $0 == event.turn }) ?? true { return event }
        }
        throw HALError(
            .timedOut, lease.pins.map(\.description).joined(separator: ", "),
            reason: "the encoder was not turned within \(timeout ?? .zero)")
    }

    /// Gives the pins back.
    ///
    /// Nothing happens the second time.
    public func close() { lease.release() }

    private func counted<Value: Sendable>(_ body: (inout EncoderSteps) -> Value) throws(HALError) -> Value {
        try state.withLock { state throws(HALError) in
            for event in try state.reader.drain() { state.steps.add(event.turn == .clockwise ? 1 : -1) }
            return body(&state.steps)
        }
    }
}
