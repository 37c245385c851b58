// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A sensor that is active while something moves in front of it (PIR).
///
/// ```swift
/// let sensor = try await MotionSensor("GPIO4", on: board)
/// try await sensor.wait(for: .motion, timeout: .minutes(5))
/// ```
///
/// gpiozero's `MotionSensor`, without its averaging: such sensors hold their output for seconds by themselves.
public final class MotionSensor: Sendable {
    private let lease: LineLease
    private let clock: any HALClock

    /// Leases the sensor's pin.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - pull: What holds the pin where it is; the sensor itself by default.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, pull: Pull = .external(activeLow: false), holder: String = "MotionSensor",
        waiting: Duration? = nil
    ) async throws {
        clock = board.clock
        lease = try await board.lease(pin, pull.config(), holder: holder, waiting: waiting)
    }

    /// Whether something moves.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the sensor was closed or the board unplugged.
    public var motionDetected: Bool { get throws(HALError) { try lease.value() } }

    /// What the sensor sees from this call on.
    ///
    /// - Returns: The beginnings and ends of motion, without an end. Each iteration begins with this call anew.
    /// - Throws: ``HALError`` with the code `gone` when the sensor was closed or the board unplugged.
    public func events() throws(HALError) -> Events { Events(changes: try LevelChanges(lease, clock)) }

    /// Waits until something is so; as in gpiozero, at once when it is so already.
    ///
    /// - Parameters:
    ///   - kind: What to wait for.
    ///   - timeout: How long to wait; nil: without limit.
    /// - Returns: The event.
    /// - Throws: ``HALError`` with the code `timedOut`, and `gone` when the sensor was closed or the board unplugged;
    ///   `CancellationError` when the task is cancelled meanwhile.
    @discardableResult
    public func wait(for kind: MotionEvent.Kind = .motion, timeout: Duration? = nil) async throws -> MotionEvent {
        let now = clock.now
        var changes = try LevelChanges(lease, clock)
        let wanted = kind == .motion
        if changes.value == wanted { return MotionEvent(kind, at: now) }
        while let timestamp = try await changes.next(until: timeout.map { now + $0 }) {
            if changes.value == wanted { return MotionEvent(kind, at: timestamp) }
        }
        throw HALError(
            .timedOut, "\(lease.pins[0])",
            reason: "\(wanted ? "nothing moved" : "there was no rest") within \(timeout ?? .zero)")
    }

    /// Gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() { lease.release() }
}
