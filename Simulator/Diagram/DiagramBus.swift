// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A bus of a board in a diagram.
public struct DiagramBus: Sendable, Hashable {
    /// A part on a bus.
    public struct Device: Sendable, Hashable {
        /// The part's id.
        public let part: String
        /// How it is reached, as in `0x3c` or `chip select 0`.
        public let address: String

        /// Makes a device.
        ///
        /// - Parameters:
        ///   - part: The part's id.
        ///   - address: How it is reached, as in `0x3c` or `chip select 0`.
        public init(part: String, address: String) {
            self.part = part
            self.address = address
        }
    }

    /// The bus's name, such as `i2c-1` or `spi0`.
    public let name: String
    /// Its lines by name: data and clock of I2C; clock, MOSI and MISO of SPI.
    public let lines: [String]
    /// The parts on it.
    public let devices: [Device]

    /// Makes a bus.
    ///
    /// - Parameters:
    ///   - name: The bus's name.
    ///   - lines: Its lines by name.
    ///   - devices: The parts on it.
    public init(name: String, lines: [String], devices: [Device]) {
        self.name = name
        self.lines = lines
        self.devices = devices
    }
}
