// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A character display of two lines with 16 characters.
///
/// Its pins are those of the controller, or with the attribute `pins` set to `i2c` those of a PCF8574T behind it: P0 is RS, P1 R/W, P2 E, P3 the
/// backlight, P4 to P7 are D4 to D7.
public final class LCD1602Part: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-lcd1602"

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
        panel = try CharacterPanel(columns: 16, rows: 2, attributes)
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
