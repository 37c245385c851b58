// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// An OLED display of 128 by 64 pixels on I2C.
public final class SSD1306Part: DescribedPart {
    /// The type's name.
    public static let type = "board-ssd1306"

    /// The part's name on its board.
    public let id: String
    /// Ground, supply and the bus.
    public let pins = [
        PartPin("GND", .ground), PartPin("VCC", .power), PartPin("SCL", .openDrain, bus: .scl),
        PartPin("SDA", .openDrain, bus: .sda),
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
        // The module has a regulator of its own, and pull-ups behind it.
        traits.pulledUp = [2, 3]
        traits.signalVolts = 3.3
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
        OLEDPanel.start([2, 3], context)
        panel.show(context)
    }

    /// A transaction begins.
    public func i2cConnect(_ address: I2CAddress, isRead: Bool, _ context: borrowing PartContext) -> Bool {
        panel.connect()
        return context.isPowered(by: 1, least: 3)
    }

    /// Takes a byte.
    public func i2cWrite(_ byte: UInt8, _ context: borrowing PartContext) -> Bool { panel.write(byte) }

    /// Gives the status: bit 6 says that the display is off.
    public func i2cRead(_ context: borrowing PartContext) -> UInt8 { panel.status }

    /// Shows what was written.
    public func i2cStop(_ context: borrowing PartContext) { panel.show(context) }
}
