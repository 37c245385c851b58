// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A bus of a board.
public struct BoardBus: Sendable, Hashable {
    /// What kind of bus it is.
    public enum Kind: Sendable, Hashable {
        /// I2C.
        case i2c
        /// SPI.
        case spi
    }

    /// What kind of bus it is.
    public let kind: Kind
    /// Its number among those of its kind.
    public let number: Int

    /// The name, such as `i2c-1` or `spi0`.
    public var name: String { kind == .i2c ? "i2c-\(number)" : "spi\(number)" }
}
