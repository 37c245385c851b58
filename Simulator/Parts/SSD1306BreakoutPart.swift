// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// An OLED display of 128 by 64 pixels on a board with more pins; DATA and CLK are its I2C bus.
public final class SSD1306BreakoutPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-ssd1306"

    /// The part's name on its board.
    public let id: String
    /// The bus, what is for SPI, and the supplies.
    public let pins = [
        PartPin("DATA", .openDrain, aliases: ["SDA"], bus: .sda),
        PartPin("CLK", .openDrain, aliases: ["SCL"], bus: .scl),
        PartPin("DC", .input), PartPin("RST", .input), PartPin("CS", .input), PartPin("3V3", .unconnected),
        PartPin("GND", .ground), PartPin("VIN", .power),
    ]
    /// `screen`: what it shows.
    public let outputs = [PartOutput("screen", initial: .picture(SSD1306Controller().picture))]
    /// One address.
    public let i2cAddresses: [I2CAddress]
    /// What there is to know besides.
    public let traits: PartTraits

    private var panel = OLEDPanel()

    /// Makes a display.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - address: The address that it answers at.
    public init(_ id: String, address: I2CAddress = 0x3c) {
        self.id = id
        i2cAddresses = [address]
        var traits = PartTraits("OLED display", kind: "display", attributes: ["i2cAddress"])
        traits.supply = 3.0...5.5
        traits.pulledUp = [0, 1]
        traits.signalVolts = 3.3
        traits.optional = [2, 3, 4]
        self.traits = traits
    }

    /// Makes a display from a diagram, with the attribute `i2cAddress`, 0x3c by default.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        let address = try attributes.integer("i2cAddress", default: 0x3c, in: 0x08...0x77)
        self.init(id, address: I2CAddress(address) ?? 0x3c)
    }

    /// Is dark.
    public func start(_ context: borrowing PartContext) {
        panel = OLEDPanel()
        OLEDPanel.start([0, 1], context)
        panel.show(context)
    }

    /// A transaction begins.
    public func i2cConnect(_ address: I2CAddress, isRead: Bool, _ context: borrowing PartContext) -> Bool {
        panel.connect()
        return context.isPowered(by: 7, least: 3)
    }

    /// Takes a byte.
    public func i2cWrite(_ byte: UInt8, _ context: borrowing PartContext) -> Bool { panel.write(byte) }

    /// Gives the status: bit 6 says that the display is off.
    public func i2cRead(_ context: borrowing PartContext) -> UInt8 { panel.status }

    /// Shows what was written.
    public func i2cStop(_ context: borrowing PartContext) { panel.show(context) }
}
