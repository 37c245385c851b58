// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A resistor that a temperature of the environment changes: an NTC in a boiler.
///
/// Its resistance follows the beta equation, in steps that are finer than a converter of ten bits can tell. Unlike Wokwi's module it
/// is the bare resistor: the circuit around it makes a voltage of it.
///
/// Source: the beta equation, as in IEC 60539-1, 3.5 (B-value).
public final class ThermistorPart: Part {
    /// The type's name.
    public static let type = "chip-thermistor"

    private static let above = 0
    private static let below = 1

    /// The part's name on its board.
    public let id: String
    /// The quantity that it takes its temperature from, in °C.
    public let quantity: String
    /// The resistance at 25 °C, in ohms.
    public let nominal: Double
    /// The constant of the material, in kelvin.
    public let beta: Double
    /// How far the temperature must change to be told, in kelvin.
    public let resolution: Double
    /// The two ends, `1` and `2`.
    public let pins = [PartPin("1"), PartPin("2")]
    /// The resistor.
    public let links: [PartLink]
    /// `temperature`, as told last.
    public let outputs = [PartOutput("temperature", initial: 25.0, unit: "°C")]

    private var number: Int?

    /// Makes a thermistor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - quantity: The name of the quantity that it takes its temperature from, in °C.
    ///   - nominal: The resistance at 25 °C, in ohms; more than zero.
    ///   - beta: The constant of the material, in kelvin.
    ///   - resolution: How far the temperature must change to be told, in kelvin; at least 0.01.
    public init(
        _ id: String, quantity: String, nominal: Double = 10_000, beta: Double = 3950, resolution: Double = 0.05
    ) {
        self.id = id
        self.quantity = quantity
        self.nominal = max(nominal, 1)
        self.beta = beta
        self.resolution = max(resolution, 0.01)
        links = [PartLink(0, 1, ohms: self.nominal)]
    }

    /// Makes a thermistor from a diagram, with the attributes `quantity`, `nominal` and `beta`.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(
            id, quantity: try attributes.text("quantity"),
            nominal: try attributes.number("nominal", default: 10_000, in: 1...1e9),
            beta: try attributes.number("beta", default: 3950, in: 1...1e5))
    }

    /// The resistance at a temperature.
    ///
    /// - Parameter celsius: The temperature, in °C.
    /// - Returns: The resistance, in ohms.
    public func ohms(at celsius: Double) -> Double {
        // Below 1 K the equation says nothing, and the simulator's nets end at such resistances anyway.
        nominal * exponential(beta * (1 / max(celsius + 273.15, 1) - 1 / 298.15))
    }

    /// Takes the temperature, now and whenever it changes.
    public func start(_ context: borrowing PartContext) {
        number = context.quantity(quantity)
        if number == nil { context.report("there is no quantity ‘\(quantity)’ to take the temperature from") }
        follow(context)
    }

    /// Takes the temperature.
    public func thresholdCrossed(_ threshold: Int, isAbove: Bool, _ context: borrowing PartContext) { follow(context) }

    private func follow(_ context: borrowing PartContext) {
        guard let number else { return }
        let temperature = context.value(of: number)
        context.setLink(0, ohms: ohms(at: temperature))
        context.show(0, .number((temperature * 100).rounded() / 100))
        _ = context.watch(quantity: number, crossing: temperature + resolution, as: Self.above)
        _ = context.watch(quantity: number, crossing: temperature - resolution, as: Self.below)
    }
}
