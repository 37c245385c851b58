// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A converter for load cells, with a wire of its own kind.
///
/// It measures ten times a second. DT is low when a value waits; 24 pulses on SCK shift it out, the highest bit first, and one to three more
/// choose what is measured next: channel A with gain 128, channel B with 32, channel A with 64. SCK high for 60 µs turns it off; when SCK
/// goes low again, the first value comes after 400 ms.
///
/// Source: Avia Semiconductor, HX711 data sheet, “Serial Interface” and “Reset and Power-Down Sequence”. As on Wokwi a kilogram is 420 steps
/// at gain 128, and nothing is connected to channel B.
public final class HX711Part: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-hx711"

    private static let conversion = Duration.milliseconds(100)
    private static let settling = Duration.milliseconds(400)
    private static let powerDown = Duration.microseconds(60)
    private static let stepsPerKilogram = 420.0

    private enum Pin {
        static let vcc = 0
        static let data = 1
        static let clock = 2
    }

    private enum Timer {
        static let conversion = 0
        static let powerDown = 1
    }

    /// The part's name on its board.
    public let id: String
    /// Supply, data, clock and ground.
    public let pins = [
        PartPin("VCC", .power), PartPin("DT", .output), PartPin("SCK", .input), PartPin("GND", .ground),
    ]
    /// `load` on the cell.
    public let controls: [PartControl]
    /// `raw`: the value that was read last.
    public let outputs = [PartOutput("raw", initial: 0)]
    /// What there is to know besides.
    public let traits: PartTraits

    private var value: Int32 = 0
    private var pulses = 0
    private var gain = 128.0
    private var isReady = false
    private var isOff = false

    /// Makes a converter with its cell.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `type` of the cell: `50kg`, `5kg` or `gauge`; `load` at the begin in kg, 0 by default.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let limit = try attributes.choice("type", of: ["50kg", "5kg", "gauge"]) == "5kg" ? 5.0 : 50
        let load = try attributes.number("load", default: 0, in: -limit...limit)
        // A cell bears somewhat more than its rated load, and tells of it.
        controls = [.number("load", in: -limit * 1.5...limit * 1.5, unit: "kg", initial: load)]
        var traits = PartTraits("load cell amplifier", kind: "scale", attributes: ["type", "load"], signals: [1, 2])
        traits.supply = 2.6...5.5
        self.traits = traits
    }

    /// Begins to measure.
    public func start(_ context: borrowing PartContext) {
        gain = 128
        isOff = false
        restart(context)
    }

    /// Sees the clock.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        guard pin == Pin.clock else { return }
        switch context.read(Pin.clock) {
        case .high:
            context.set(Timer.powerDown, after: Self.powerDown)
            guard !isOff, isReady || pulses > 0 else { return }
            pulses += 1
            if pulses <= 24 {
                context.drive(Pin.data, value >> (24 - pulses) & 1 == 1 ? .high : .low)
                if pulses == 24 { context.show(0, .number(Double(value))) }
            } else {
                isReady = false
                gain = [128, 32, 64][min(pulses, 27) - 25]
                context.drive(Pin.data, .high)
            }
        case .low:
            context.cancel(Timer.powerDown)
            if isOff {
                isOff = false
                gain = 128
                restart(context)
            }
        case .unknown, .floating: break
        }
    }

    /// Has measured, or turns off.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        guard timer == Timer.conversion else {
            isOff = true
            isReady = false
            pulses = 0
            context.cancel(Timer.conversion)
            context.drive(Pin.data, .high)
            return
        }
        context.set(Timer.conversion, after: Self.conversion)
        // A value is not replaced while it is being read.
        guard pulses == 0 || pulses > 24 else { return }
        pulses = 0
        isReady = true
        let steps = gain == 32 ? 0 : (context.control(0).number ?? 0) * Self.stepsPerKilogram * gain / 128
        value = Int32(min(max(steps.rounded(), -0x80_0000), 0x7f_ffff))
        context.drive(Pin.data, .low)
    }

    private func restart(_ context: borrowing PartContext) {
        pulses = 0
        isReady = false
        context.drive(Pin.data, .high)
        context.set(Timer.conversion, after: Self.settling)
    }
}
