// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A red, a green and a blue diode in one case, with one pin in common.
///
/// Each shows a brightness from 0 to 1, the share of 20 mA.
public final class RGBLEDPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-rgb-led"

    private static let bestCurrent = 0.02
    // Typical values of such diodes.
    private static let forwardVolts = [1.8, 2.2, 2.2]
    private static let common = 3

    /// The part's name on its board.
    public let id: String
    /// Red, green, blue and the common pin.
    public let pins = ["R", "G", "B", "COM"].map { PartPin($0, watch: .voltage) }
    /// `red`, `green` and `blue`: the brightness of each.
    public let outputs = ["red", "green", "blue"].map { PartOutput($0, initial: 0.0, in: 0...1) }
    /// What there is to know besides.
    public let traits: PartTraits

    private let isCommonAnode: Bool

    /// Makes a lamp.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `common`: which end the three diodes share, `anode` or `cathode`.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let isCommonAnode = try attributes.choice("common", of: ["anode", "cathode"]) == "anode"
        self.isCommonAnode = isCommonAnode
        var traits = PartTraits("RGB LED", kind: "rgb", attributes: ["common"], signals: [0, 1, 2])
        traits.diodes = (0...2).map {
            isCommonAnode
                ? PartTraits.Diode(anode: Self.common, cathode: $0) : PartTraits.Diode(anode: $0, cathode: Self.common)
        }
        if isCommonAnode { traits.activeLow = [0, 1, 2] }
        self.traits = traits
    }

    /// Looks at the voltages.
    public func start(_ context: borrowing PartContext) { pinChanged(Self.common, context) }

    /// Looks at the voltages anew.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        for color in 0...2 where pin == Self.common || pin == color {
            let current = context.diodeCurrent(
                anode: isCommonAnode ? Self.common : color, cathode: isCommonAnode ? color : Self.common,
                forwardVolts: Self.forwardVolts[color])
            context.show(color, .number(min(1, (current / Self.bestCurrent * 1000).rounded() / 1000)))
        }
    }
}
