// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a device is spoken to over SPI.
public struct SPIConfig: Sendable, Hashable {
    /// When the clock idles and when data is taken.
    public var mode: SPIMode
    /// The fastest clock, in hertz.
    public var maximumFrequency: Int
    /// Whether the least significant bit goes first.
    public var leastSignificantBitFirst: Bool

    /// Makes a configuration with words of eight bits.
    ///
    /// - Parameters:
    ///   - mode: When the clock idles and when data is taken.
    ///   - maximumFrequency: The fastest clock, in hertz.
    ///   - leastSignificantBitFirst: Whether the least significant bit goes first.
    public init(mode: SPIMode = .mode0, maximumFrequency: Int = 1_000_000, leastSignificantBitFirst: Bool = false) {
        self.mode = mode
        self.maximumFrequency = maximumFrequency
        self.leastSignificantBitFirst = leastSignificantBitFirst
    }
}
