// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A motion sensor: its output is high for some time behind each motion.
///
/// After the output went low it sees nothing for the inhibit time, as the HC-SR501 does. The output has 3.3 V whatever it is fed with,
/// as the module's data sheet says.
public final class MotionSensorPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-pir-motion-sensor"

    private enum Pin {
        static let output = 1
        static let vcc = 2
    }

    private enum State { case waiting, high, inhibited }

    /// The part's name on its board.
    public let id: String
    /// Ground, output and supply.
    public let pins = [PartPin("GND", .ground), PartPin("OUT", .output), PartPin("VCC", .power)]
    /// `motion`: whether something moves before it.
    public let controls = [PartControl.flag("motion")]
    /// `detected`: whether the output is high.
    public let outputs = [PartOutput("detected", initial: false)]
    /// What there is to know besides.
    public let traits: PartTraits

    private let delay: Duration
    private let inhibit: Duration
    private let retriggers: Bool
    private var state = State.waiting

    /// Makes a sensor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `delayTime`, for how many seconds the output is high, 5 by default; `inhibitTime`, for how many seconds it sees
    ///     nothing then, 1.2 by default; `retrigger`, “0” when a further motion doesn't make the output stay high.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        delay = .nanoseconds(Int64(try attributes.number("delayTime", default: 5, in: 0.001...3600) * 1e9))
        inhibit = .nanoseconds(Int64(try attributes.number("inhibitTime", default: 1.2, in: 0...3600) * 1e9))
        retriggers = try attributes.flag("retrigger", default: true)
        var traits = PartTraits(
            "motion sensor", kind: "motion", attributes: ["delayTime", "inhibitTime", "retrigger"],
            signals: [Pin.output])
        traits.supply = 3...12
        traits.signalVolts = 3.3
        self.traits = traits
    }

    /// Waits for a motion.
    public func start(_ context: borrowing PartContext) {
        state = .waiting
        drive(false, context)
        if context.control(0).flag == true { trigger(context) }
    }

    /// Sees a motion begin.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        guard value.flag == true else { return }
        switch state {
        case .waiting: trigger(context)
        case .high: if retriggers { context.set(0, after: delay) }
        case .inhibited: break
        }
    }

    /// Ends the output's time, or the time of not seeing.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        let moves = context.control(0).flag == true
        switch state {
        case .high where moves && retriggers: context.set(0, after: delay)
        case .high:
            state = .inhibited
            drive(false, context)
            context.set(0, after: inhibit)
        case .inhibited:
            state = .waiting
            if moves { trigger(context) }
        case .waiting: break
        }
    }

    private func trigger(_ context: borrowing PartContext) {
        guard context.isPowered(by: Pin.vcc, least: 3) else { return }
        state = .high
        drive(true, context)
        context.set(0, after: delay)
    }

    private func drive(_ isHigh: Bool, _ context: borrowing PartContext) {
        if isHigh { context.drive(Pin.output, volts: 3.3) } else { context.drive(Pin.output, .low) }
        context.show(0, .flag(isHigh))
    }
}
