// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What else a line can be than a digital input or output.
///
/// As text: the unit with its number, a point, and the signal, as in `i2c1.sda`, `spi0.sclk`, `spi0.ce1`, `uart0.tx`,
/// `pwm0.1` (channel 1 of the board's PWM controller 0) and `adc0.3` (channel 3 of analog device 0).
public struct PinFunction: Sendable, Hashable {
    /// The kind of unit, in lower case: `i2c`, `spi`, `uart`, `pwm`, `adc` or another word.
    public let unit: String
    /// The number of the unit among those of its kind.
    public let number: Int
    /// The signal in lower case, or the number of the channel.
    public let signal: String

    /// Makes a function.
    ///
    /// - Parameters:
    ///   - unit: The kind of unit, in lower case.
    ///   - number: The number of the unit among those of its kind.
    ///   - signal: The signal in lower case, or the number of the channel.
    public init(_ unit: String, _ number: Int, _ signal: String) {
        self.unit = unit
        self.number = number
        self.signal = signal
    }

    /// Reads a function.
    ///
    /// - Parameter text: The unit with its number, a point, and the signal; nil comes back for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { return nil }
        // The unit's own name may hold a digit: i2c1 is number 1 of the I2Cs.
        let digits = parts[0].reversed().prefix { $0.isASCII && $0.isNumber }.count
        guard let number = Int(parts[0].suffix(digits)), digits < parts[0].count else { return nil }
        self.init(String(parts[0].dropLast(digits)), number, String(parts[1]))
    }

    /// The channel that the signal is; nil when it is none.
    public var channel: Int? { Int(signal) }
}

extension PinFunction: CustomStringConvertible, Codable {
    /// The text, as ``init(_:)`` reads it.
    public var description: String { "\(unit)\(number).\(signal)" }

    /// Reads a function.
    ///
    /// - Parameter decoder: Holds a string.
    /// - Throws: `DecodingError` when it doesn't, or when the string is no function.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let function = Self(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a function such as ‘i2c1.sda’ or ‘pwm0.1’ is expected, and this is ‘\(text)’"))
        }
        self = function
    }

    /// Writes the function.
    ///
    /// - Parameter encoder: Gets a string.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
