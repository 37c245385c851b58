// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A character display of four lines with 20 characters.
///
/// Its pins are those of ``LCD1602Part``.
public final class LCD2004Part: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-lcd2004"

    /// The part's name on its board.
    public let id: String
    /// Those of the controller, or of its I2C expander.
    public let pins: [PartPin]
    /// The pull-ups of the I2C expander.
    public let links: [PartLink]
    /// `text`: the lines; `backlight`: whether it is lit.
    public let outputs: [PartOutput]
    /// The address of the expander; empty without one.
    public let i2cAddresses: [I2CAddress]
    /// What there is to know besides.
    public let traits: PartTraits

    private var panel: CharacterPanel

    /// Makes a display.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `pins`: `full` or `i2c`; `i2cAddress`, 0x27 by default.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        panel = try CharacterPanel(columns: 20, rows: 4, attributes)
        pins = panel.pins
        links = panel.links
        outputs = panel.outputs
        i2cAddresses = panel.addresses
        traits = panel.traits
    }

    /// Is blank.
    public func start(_ context: borrowing PartContext) { panel.start(context) }
    /// Sees E.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) { panel.pinChanged(pin, context) }
    /// Takes the expander's outputs.
    public func i2cWrite(_ byte: UInt8, _ context: borrowing PartContext) -> Bool { panel.write(byte, context) }
    /// Gives the expander's pins.
    public func i2cRead(_ context: borrowing PartContext) -> UInt8 { panel.read(context) }
}
