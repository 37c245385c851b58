// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// An ultrasonic distance sensor: a pulse on TRIG is answered by one on ECHO that is as long as the sound was on its way.
///
/// TRIG must be high for 10 µs at least. Then come eight cycles of 40 kHz, and ECHO is high for 58 µs for each centimetre; nothing in reach
/// gives 38 ms. Sources: HC-SR04 user guide, Elecfreaks; the module's own delay of 250 µs is assumed, no data sheet has it.
public final class DistanceSensorPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-hc-sr04"

    private static let leastTrigger = Duration.microseconds(10)
    private static let burst = Duration.microseconds(200 + 250)
    private static let nanosecondsPerCentimetre = 58_000.0
    private static let silence = Duration.milliseconds(38)
    private static let reach = 400.0

    private enum Pin {
        static let vcc = 0
        static let trigger = 1
        static let echo = 2
    }

    private enum State { case waiting, burst, echo }

    /// The part's name on its board.
    public let id: String
    /// Supply, trigger, echo and ground.
    public let pins = [
        PartPin("VCC", .power), PartPin("TRIG", .input), PartPin("ECHO", .output), PartPin("GND", .ground),
    ]
    /// `distance`: how far the next thing is; beyond 400 cm it is out of reach.
    public let controls: [PartControl]
    /// `measured`: the distance of the last measurement.
    public let outputs = [PartOutput("measured", initial: 0, in: 0...400, unit: "cm")]
    /// What there is to know besides.
    public let traits: PartTraits

    private var state = State.waiting
    private var rise: Timestamp?

    /// Makes a sensor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `distance` in cm, 400 by default.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let distance = try attributes.number("distance", default: 400, in: 2...1000)
        controls = [.number("distance", in: 2...1000, unit: "cm", initial: distance)]
        var traits = PartTraits("distance sensor", kind: "distance", attributes: ["distance"], signals: [1, 2])
        traits.supply = 4.5...5.5
        self.traits = traits
    }

    /// Waits for a trigger.
    public func start(_ context: borrowing PartContext) {
        state = .waiting
        rise = nil
        context.drive(Pin.echo, .low)
    }

    /// Measures the trigger.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        guard pin == Pin.trigger else { return }
        guard context.read(Pin.trigger) == .low else {
            if context.read(Pin.trigger) == .high { rise = context.now }
            return
        }
        guard let begin = rise else { return }
        rise = nil
        guard state == .waiting, context.isPowered(by: Pin.vcc, least: 3) else { return }
        guard context.now - begin >= Self.leastTrigger else {
            context.report("a trigger must be high for 10 µs at least; this one is ignored")
            return
        }
        state = .burst
        context.set(0, after: Self.burst)
    }

    /// Begins and ends the echo.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        switch state {
        case .waiting: break
        case .burst:
            state = .echo
            let distance = context.control(0).number ?? Self.reach
            context.drive(Pin.echo, .high)
            context.set(
                0,
                after: distance > Self.reach
                    ? Self.silence : .nanoseconds(Int64(distance * Self.nanosecondsPerCentimetre)))
            if distance <= Self.reach { context.show(0, .number(distance)) }
        case .echo:
            state = .waiting
            context.drive(Pin.echo, .low)
        }
    }
}
