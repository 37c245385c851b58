// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A light sensor: a photoresistor below a resistor of 10 kΩ, with a comparator.
///
/// The photoresistor has `rl10 · (10 / lux)^gamma`. AO is the voltage between the two; DO is high in the dark, when AO is above the threshold.
public final class PhotoresistorPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-photoresistor-sensor"

    private static let resistor = 10_000.0

    private enum Pin {
        static let vcc = 0
        static let digital = 2
        static let analog = 3
    }

    /// The part's name on its board.
    public let id: String
    /// Supply, ground, digital output and analog output.
    public let pins = [
        PartPin("VCC", .power), PartPin("GND", .ground), PartPin("DO", .output),
        PartPin("AO", .analogOutput, watch: .voltage),
    ]
    /// The resistor and the photoresistor.
    public let links: [PartLink]
    /// `lux`: how bright it is.
    public let controls: [PartControl]
    /// `isDark`: whether DO is high.
    public let outputs = [PartOutput("isDark", initial: false)]
    /// What there is to know besides.
    public let traits: PartTraits

    private let threshold: Double
    private let kiloohmsAtTenLux: Double
    private let gamma: Double

    /// Makes a sensor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `lux`, 500 by default; `threshold` of the comparator in volts, 2.5; `rl10`, the resistance at 10 lux in kΩ, 50; and
    ///     `gamma`, the slope, 0.7.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let lux = try attributes.number("lux", default: 500, in: 0.01...200_000)
        threshold = try attributes.number("threshold", default: 2.5, in: 0...12)
        kiloohmsAtTenLux = try attributes.number("rl10", default: 50, in: 0.1...10_000)
        gamma = try attributes.number("gamma", default: 0.7, in: 0.1...2)
        let ohms = Self.ohms(at: lux, kiloohmsAtTenLux, gamma)
        links = [PartLink(0, 3, ohms: Self.resistor), PartLink(3, 1, ohms: ohms)]
        controls = [.number("lux", in: 0.01...200_000, unit: "lx", initial: lux)]
        var traits = PartTraits(
            "light sensor", kind: "light", attributes: ["lux", "threshold", "rl10", "gamma"], signals: [2, 3])
        traits.supply = 3...5.5
        // The module has an output of either kind; most use one of them.
        traits.optional = [2, 3]
        self.traits = traits
    }

    /// Takes the brightness of the control.
    public func start(_ context: borrowing PartContext) {
        light(context.control(0), context)
        compare(context)
    }

    /// Takes another brightness.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        light(value, context)
    }

    /// Compares the voltage with the threshold.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        if pin == Pin.analog { compare(context) }
    }

    private func light(_ lux: PartValue, _ context: borrowing PartContext) {
        context.setLink(1, ohms: Self.ohms(at: lux.number ?? 500, kiloohmsAtTenLux, gamma))
    }

    private func compare(_ context: borrowing PartContext) {
        let isDark = (context.volts(Pin.analog) ?? 0) > threshold
        context.drive(Pin.digital, isDark ? .high : .low)
        context.show(0, .flag(isDark))
    }

    private static func ohms(at lux: Double, _ kiloohmsAtTenLux: Double, _ gamma: Double) -> Double {
        kiloohmsAtTenLux * 1000 * pow(10 / lux, gamma)
    }
}
