// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A temperature sensor: an NTC thermistor of 10 kΩ at 25 °C, below a resistor of 10 kΩ.
///
/// `1 / T = 1 / 298.15 K + ln(R / 10 kΩ) / beta`.
public final class NTCPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-ntc-temperature-sensor"

    private static let resistor = 10_000.0

    /// The part's name on its board.
    public let id: String
    /// Supply, the voltage between the two resistors, and ground.
    public let pins = [PartPin("VCC", .power), PartPin("OUT", .analogOutput), PartPin("GND", .ground)]
    /// The resistor and the thermistor.
    public let links: [PartLink]
    /// `temperature` of the thermistor.
    public let controls: [PartControl]
    /// `resistance` of the thermistor.
    public let outputs: [PartOutput]
    /// What there is to know besides.
    public let traits: PartTraits

    private let beta: Double

    /// Makes a sensor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `temperature` in °C, 24 by default; `beta`, the thermistor's coefficient in kelvin, 3950 by default.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let temperature = try attributes.number("temperature", default: 24, in: -55...300)
        beta = try attributes.number("beta", default: 3950, in: 500...10_000)
        let ohms = Self.ohms(at: temperature, beta: beta)
        links = [PartLink(0, 1, ohms: Self.resistor), PartLink(1, 2, ohms: ohms)]
        controls = [.number("temperature", in: -55...300, unit: "°C", initial: temperature)]
        outputs = [PartOutput("resistance", initial: .number(ohms.rounded()), unit: "Ω")]
        var traits = PartTraits(
            "temperature sensor", kind: "temperature", attributes: ["temperature", "beta"], signals: [1])
        traits.supply = 0...12
        self.traits = traits
    }

    /// Takes the temperature of the control.
    public func start(_ context: borrowing PartContext) { warm(to: context.control(0), context) }

    /// Takes another temperature.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        warm(to: value, context)
    }

    private func warm(to temperature: PartValue, _ context: borrowing PartContext) {
        let ohms = Self.ohms(at: temperature.number ?? 24, beta: beta)
        context.setLink(1, ohms: ohms)
        context.show(0, .number(ohms.rounded()))
    }

    /// The thermistor's resistance.
    ///
    /// - Parameters:
    ///   - temperature: The temperature in °C.
    ///   - beta: The thermistor's coefficient in kelvin.
    /// - Returns: The resistance in ohms.
    static func ohms(at temperature: Double, beta: Double) -> Double {
        resistor * exp(beta * (1 / (temperature + 273.15) - 1 / 298.15))
    }
}
