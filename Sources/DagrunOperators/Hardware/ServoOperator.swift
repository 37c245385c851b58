// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunRuntime
internal import Logging

/// Turns a servo to an angle.
///
/// ```swift
/// task("open", ServoOperator("servo.door", angle: 60))
/// ```
///
/// The servo gets pulses until it has had the time to arrive; then they stop, so that it neither hums nor holds on.
/// What it moves must stay where it is by itself.
public struct ServoOperator: Operator {
    private let pin: PinID
    private let angle: Input<Double>
    private let settling: Duration
    private let angles: (minimum: Double, maximum: Double)
    private let pulse: ServoPulse

    /// Turns a servo to an angle that is known now.
    ///
    /// - Parameters:
    ///   - pin: The servo's pin.
    ///   - angle: The angle, in degrees, between the two end angles.
    ///   - settling: How long it gets pulses.
    ///   - angles: The angles at its two ends, in degrees.
    ///   - pulse: How long its pulses are.
    public init(
        _ pin: PinID, angle: Double, settling: Duration = .milliseconds(600),
        angles: (minimum: Double, maximum: Double) = (-90, 90), pulse: ServoPulse = ServoPulse()
    ) {
        self.init(pin, angle: .value(angle), settling: settling, angles: angles, pulse: pulse)
    }

    /// Turns a servo to an angle that another task returned.
    ///
    /// - Parameters:
    ///   - pin: The servo's pin.
    ///   - angle: The angle, in degrees, between the two end angles.
    ///   - settling: How long it gets pulses.
    ///   - angles: The angles at its two ends, in degrees.
    ///   - pulse: How long its pulses are.
    public init(
        _ pin: PinID, angle: Input<Double>, settling: Duration = .milliseconds(600),
        angles: (minimum: Double, maximum: Double) = (-90, 90), pulse: ServoPulse = ServoPulse()
    ) {
        self.pin = pin
        self.angle = angle
        self.settling = settling
        self.angles = angles
        self.pulse = pulse
    }

    /// Turns the servo.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Nothing.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when there is no board, no such pin or no such angle;
    ///   ``DagrunHAL/HALError`` when the hardware fails; `CancellationError` when the task is told to stop.
    public func execute(_ context: TaskContext) async throws -> NoOutput {
        let angle = try await context.resolve(angle)
        try await context.onBoard { board in
            let servo = try await Servo(
                pin, on: board, angles: angles, pulse: pulse, holder: context.holder, waiting: .seconds(10))
            defer { servo.close() }
            try servo.turn(to: angle)
            let note: Logger.Metadata = ["pin": "\(pin)", "pulses": "\(servo.isSoftware ? "software" : "hardware")"]
            context.logger.info("turning to \(angle)°", metadata: note)
            try await board.clock.sleep(for: settling)
        }
        return NoOutput()
    }
}
