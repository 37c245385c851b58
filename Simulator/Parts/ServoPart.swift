// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A small servo motor: pulses of 0.5 to 2.4 ms set its angle.
///
/// Pulses of 544 to 2400 µs stand for 0 to 180°, as in Arduino's `Servo.h` and Wokwi; the horn turns by 60° in 100 ms, as the
/// SG90's data sheet says for 4.8 V. Without pulses it stays where it is.
public final class ServoPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-servo"

    private static let shortest = 544_000.0
    private static let longest = 2_400_000.0
    private static let step = Duration.milliseconds(10)
    private static let degreesPerStep = 6.0

    /// The part's name on its board.
    public let id: String
    /// The signal, the supply and ground.
    public let pins = [
        PartPin("PWM", .input, watch: .voltage), PartPin("V+", .power), PartPin("GND", .ground),
    ]
    /// `angle`: where the horn is, and `pulse`: the width of the last pulse.
    public let outputs = [
        PartOutput("angle", initial: 0, in: 0...180, unit: "°"),
        PartOutput("pulse", initial: 0, in: 0...3000, unit: "µs"),
    ]
    /// What there is to know besides.
    public let traits: PartTraits

    private var angle = 0.0
    private var target = 0.0
    private var rise: Timestamp?
    private var isTurning = false

    /// Makes a servo.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `horn` and `hornColor` change its looks only.
    /// - Throws: Nothing; other types of parts do.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        var traits = PartTraits("servo", kind: "servo", attributes: ["horn", "hornColor"], signals: [0])
        traits.supply = 4.5...6
        traits.pulses = [0]
        self.traits = traits
    }

    /// Waits for pulses.
    public func start(_ context: borrowing PartContext) {
        target = angle
        rise = nil
        isTurning = false
        context.show(0, .number(angle))
    }

    /// Measures the pulses.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        if let wave = context.wave(0) {
            rise = nil
            take(width: Double(wave.highTime.clampedNanoseconds), context)
        } else if context.read(0) == .high {
            if rise == nil { rise = context.now }
        } else if let begin = rise {
            rise = nil
            take(width: Double((context.now - begin).clampedNanoseconds), context)
        }
    }

    /// Turns by a step.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        let way = target - angle
        angle =
            abs(way) <= Self.degreesPerStep ? target : angle + (way > 0 ? Self.degreesPerStep : -Self.degreesPerStep)
        context.show(0, .number(angle))
        isTurning = angle != target
        if isTurning { context.set(0, after: Self.step) }
    }

    private func take(width: Double, _ context: borrowing PartContext) {
        // What is far from a servo's pulses is noise, or a line that was high for long.
        guard width > 300_000, width < 3_000_000, context.isPowered(by: 1, least: 3) else { return }
        context.show(1, .number((width / 1000).rounded()))
        let share = (width - Self.shortest) / (Self.longest - Self.shortest)
        target = min(max(share, 0), 1) * 180
        guard !isTurning, target != angle else { return }
        isTurning = true
        context.set(0, after: Self.step)
    }
}
