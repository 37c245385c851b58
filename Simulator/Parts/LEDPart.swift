// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A light-emitting diode.
///
/// It shows a brightness from 0 to 1: the share of the current at which such a diode is at its best, 20 mA. The current is what the
/// voltage above the diode's own leaves over the resistance of what drives it.
public final class LEDPart: DescribedPart {
    /// Wokwi's name.
    public static let type = "wokwi-led"

    private static let anode = 0
    private static let cathode = 1
    private static let bestCurrent = 0.02

    /// The part's name on its board.
    public let id: String
    /// The colour, such as `red`.
    public let color: String
    /// The voltage that it takes for itself, in volts.
    public let forwardVolts: Double
    /// The anode `A` and the cathode `C`.
    public let pins = [PartPin("A", watch: .voltage), PartPin("C", watch: .voltage)]
    /// `brightness` from 0 to 1, and `current` in milliamperes.
    public let outputs = [
        PartOutput("brightness", initial: 0.0, in: 0...1), PartOutput("current", initial: 0.0, unit: "mA"),
    ]

    /// What there is to know besides.
    public let traits: PartTraits

    /// Makes a diode.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - color: The colour, such as `red`; it decides the voltage that the diode takes for itself.
    public init(_ id: String, color: String = "red") {
        self.id = id
        self.color = color
        var traits = PartTraits(
            "LED", kind: "led", attributes: ["color", "lightColor", "label", "gamma", "flip", "fps"])
        traits.color = color
        traits.diodes = [PartTraits.Diode(anode: Self.anode, cathode: Self.cathode)]
        self.traits = traits
        // Typical values of indicator diodes at 20 mA.
        switch color {
        case "red", "orange", "yellow", "limegreen": forwardVolts = 1.8
        case "green", "blue", "white", "purple": forwardVolts = 2.2
        default: forwardVolts = 2.0
        }
    }

    /// Makes a diode from a diagram, with the attribute `color`.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(id, color: try attributes.text("color", default: "red"))
    }

    /// Looks at the voltages.
    public func start(_ context: borrowing PartContext) { pinChanged(0, context) }

    /// Looks at the voltages anew.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        let current = context.diodeCurrent(anode: Self.anode, cathode: Self.cathode, forwardVolts: forwardVolts)
        context.show(0, .number(min(1, (current / Self.bestCurrent * 1000).rounded() / 1000)))
        context.show(1, .number((current * 1_000_000).rounded() / 1000))
    }
}
