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
/// at gain 128 unless said otherwise, and nothing is connected to channel B. A converter that nobody reads costs nothing: what it would have
/// measured meanwhile is measured when it is read.
public final class HX711Part: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-hx711"

    private static let conversion = Duration.milliseconds(100)
    private static let settling = Duration.milliseconds(400)
    private static let powerDown = Duration.microseconds(60)

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

    private let stepsPerKilogram: Double
    private let quantityName: String
    private var quantity: Int?
    private var value: Int32 = 0
    // When the value that waits was measured.
    private var measured = Timestamp.zero
    private var pulses = 0
    private var gain = 128.0
    private var isReady = false
    private var isOff = false

    /// Makes a converter with its cell.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - limit: The rated load of the cell, in kg; more than zero.
    ///   - load: What lies on it at the begin, in kg.
    ///   - stepsPerKilogram: The steps of a kilogram at gain 128.
    ///   - quantity: The name of a quantity in grams that lies on the cell besides the load; empty for none.
    public init(
        _ id: String, limit: Double = 50, load: Double = 0, stepsPerKilogram: Double = 420, quantity: String = ""
    ) {
        self.id = id
        self.stepsPerKilogram = stepsPerKilogram
        quantityName = quantity
        // A cell bears somewhat more than its rated load, and tells of it.
        controls = [.number("load", in: -limit * 1.5...limit * 1.5, unit: "kg", initial: load)]
        var traits = PartTraits(
            "load cell amplifier", kind: "scale", attributes: ["type", "load", "steps", "quantity"],
            signals: [1, 2])
        traits.supply = 2.6...5.5
        self.traits = traits
    }

    /// Makes a converter with its cell from a diagram.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `type` of the cell: `50kg`, `5kg` or `gauge`; `load` at the begin in kg, 0 by default; `steps`, the steps of a
    ///     kilogram at gain 128, 420 by default; `quantity`, the name of a quantity in grams that lies on the cell besides the load.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        let limit = try attributes.choice("type", of: ["50kg", "5kg", "gauge"]) == "5kg" ? 5.0 : 50
        self.init(
            id, limit: limit, load: try attributes.number("load", default: 0, in: -limit...limit),
            stepsPerKilogram: try attributes.number("steps", default: 420, in: 1...1e7),
            quantity: try attributes.text("quantity"))
    }

    /// Begins to measure.
    public func start(_ context: borrowing PartContext) {
        gain = 128
        isOff = false
        quantity = quantityName.isEmpty ? nil : context.quantity(quantityName)
        if quantity == nil, !quantityName.isEmpty {
            context.report("there is no quantity ‘\(quantityName)’ to be weighed")
        }
        restart(context)
    }

    /// Sees the clock.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        guard pin == Pin.clock else { return }
        switch context.read(Pin.clock) {
        case .high:
            context.set(Timer.powerDown, after: Self.powerDown)
            guard !isOff, isReady || pulses > 0 else { return }
            if pulses == 0 { catchUp(context) }
            pulses += 1
            if pulses <= 24 {
                context.drive(Pin.data, value >> (24 - pulses) & 1 == 1 ? .high : .low)
                if pulses == 24 { context.show(0, .number(Double(value))) }
            } else {
                if isReady { context.set(Timer.conversion, at: measured + Self.conversion) }
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
        // A value is not replaced while it is being read.
        guard pulses == 0 || pulses > 24 else { return context.set(Timer.conversion, after: Self.conversion) }
        pulses = 0
        isReady = true
        measured = context.now
        measure(context)
        context.drive(Pin.data, .low)
    }

    private func measure(_ context: borrowing PartContext) {
        var kilograms = context.control(0).number ?? 0
        if let quantity { kilograms += context.value(of: quantity) / 1000 }
        let steps = gain == 32 ? 0 : kilograms * stepsPerKilogram * gain / 128
        value = Int32(min(max(steps.rounded(), -0x80_0000), 0x7f_ffff))
    }

    /// Measures what would have been measured since the value began to wait.
    private func catchUp(_ context: borrowing PartContext) {
        let missed = (context.now - measured) / Self.conversion
        guard missed >= 1 else { return }
        measured = measured + Self.conversion * Int(missed.rounded(.down))
        measure(context)
    }

    private func restart(_ context: borrowing PartContext) {
        pulses = 0
        isReady = false
        context.drive(Pin.data, .high)
        context.set(Timer.conversion, after: Self.settling)
    }
}
