// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// A servo motor, which is told a position by the length of pulses.
///
/// ```swift
/// let servo = try await Servo("GPIO18", on: board)
/// try servo.mid()
/// try servo.turn(to: 45)
/// ```
///
/// gpiozero's `Servo` and `AngularServo`. It gets no pulses until it is told a position, so it does not jump at the
/// beginning.
public final class Servo: Sendable {
    /// The angles at the positions -1 and 1, in degrees.
    public let angles: (minimum: Double, maximum: Double)
    /// How long its pulses are.
    public let pulse: ServoPulse
    /// Whether the program makes the pulses, because the pin has no hardware for them; then it trembles.
    public var isSoftware: Bool { channel is SoftwarePWM }

    private let channel: any PWMChannel
    private let position = Mutex<Double?>(nil)

    /// Takes the servo's pin.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - angles: The angles at the positions -1 and 1, in degrees; the first may be the greater one.
    ///   - pulse: How long its pulses are.
    ///   - source: Who makes the pulses.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``, with the code `invalid` for pulses that don't fit each other; `CancellationError` when
    ///   the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, angles: (minimum: Double, maximum: Double) = (-90, 90),
        pulse: ServoPulse = ServoPulse(), source: PulseSource = .automatic, holder: String = "Servo",
        waiting: Duration? = nil
    ) async throws {
        if let fault = pulse.fault { throw HALError(.invalid, "\(pin)", reason: fault) }
        guard angles.minimum.isFinite, angles.maximum.isFinite, angles.minimum != angles.maximum else {
            throw HALError(.invalid, "\(pin)", reason: "a servo's two end angles must be different numbers")
        }
        self.angles = angles
        self.pulse = pulse
        channel = try await source.channel(pin, on: board, isInverted: false, holder: holder, waiting: waiting)
    }

    deinit { channel.release() }

    /// The position it was told, -1 to 1; nil while it gets no pulses.
    public var value: Double? { position.withLock { $0 } }

    /// The angle it was told, in degrees; nil while it gets no pulses.
    public var angle: Double? {
        value.map { angles.minimum + ($0 + 1) / 2 * (angles.maximum - angles.minimum) }
    }

    /// Tells it a position.
    ///
    /// - Parameter value: The position, -1 to 1.
    /// - Throws: ``HALError`` with the code `invalid` for a position outside, and when the pin can't be used any longer.
    public func set(_ value: Double) throws(HALError) {
        guard (-1...1).contains(value) else {
            throw HALError(.invalid, channel.name, reason: "a servo's position is -1 to 1, not \(value)")
        }
        try channel.configure(PWMConfig(period: pulse.frame, pulse: pulse.width(value)))
        position.withLock { $0 = value }
    }

    /// Tells it an angle.
    ///
    /// - Parameter angle: The angle, in degrees, between the two end angles.
    /// - Throws: ``HALError`` with the code `invalid` for an angle outside, and when the pin can't be used any longer.
    public func turn(to angle: Double) throws(HALError) {
        let value = 2 * (angle - angles.minimum) / (angles.maximum - angles.minimum) - 1
        // Rounding must not put an end angle outside.
        guard abs(value) <= 1 + 1e-9 else {
            throw HALError(
                .invalid, channel.name,
                reason: "this servo turns from \(angles.minimum)° to \(angles.maximum)°, not to \(angle)°")
        }
        try set(Swift.min(Swift.max(value, -1), 1))
    }

    /// Tells it the position -1.
    ///
    /// - Throws: ``HALError`` when the pin can't be used any longer.
    public func min() throws(HALError) { try set(-1) }

    /// Tells it the position 0.
    ///
    /// - Throws: ``HALError`` when the pin can't be used any longer.
    public func mid() throws(HALError) { try set(0) }

    /// Tells it the position 1.
    ///
    /// - Throws: ``HALError`` when the pin can't be used any longer.
    public func max() throws(HALError) { try set(1) }

    /// Stops the pulses: it holds its position no longer and can be moved by hand.
    ///
    /// - Throws: ``HALError`` when the pin can't be used any longer.
    public func detach() throws(HALError) {
        try channel.configure(PWMConfig(period: pulse.frame, pulse: .zero, isEnabled: false))
        position.withLock { $0 = nil }
    }

    /// Stops the pulses and gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() { channel.release() }
}
