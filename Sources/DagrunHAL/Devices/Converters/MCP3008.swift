// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An analog-to-digital converter with eight channels of ten bits, on SPI.
///
/// ```swift
/// let converter = try MCP3008(on: board, chipSelect: 0)
/// let light = try await converter[2].read().fraction
/// ```
///
/// gpiozero's `MCP3008`. Source: Microchip DS21295D, sections 4.1 and 5.
public final class MCP3008: Sendable {
    /// What a measurement is taken between.
    public enum Input: Sendable, Hashable {
        /// A channel and ground.
        case channel(Int)
        /// A channel and the other one of its pair: 0 and 1, 2 and 3, 4 and 5, or 6 and 7.
        case differential(Int)
    }

    /// How many channels there are.
    public static let channelCount = 8

    /// The voltage that the converter compares with, in volts.
    public let referenceVoltage: Double
    private let device: any SPIDevice

    /// Opens the converter.
    ///
    /// - Parameters:
    ///   - board: The board that it is connected to.
    ///   - chipSelect: The chip select that it is connected to.
    ///   - bus: The SPI bus's number; nil: the board's main one.
    ///   - referenceVoltage: The voltage at its pin VREF, in volts.
    ///   - frequency: The SPI clock, in hertz; at most 1.35 MHz at 2.7 V and 3.6 MHz at 5 V.
    /// - Throws: ``HALError`` when the board has no such bus or it can't be used.
    public convenience init(
        on board: Board, chipSelect: Int = 0, bus: Int? = nil, referenceVoltage: Double = 3.3,
        frequency: Int = 1_350_000
    ) throws {
        self.init(
            try board.spi(chipSelect: chipSelect, bus: bus, SPIConfig(mode: .mode0, maximumFrequency: frequency)),
            referenceVoltage: referenceVoltage)
    }

    /// Uses a device that was opened before.
    ///
    /// - Parameters:
    ///   - device: The device on its bus, in SPI mode 0.
    ///   - referenceVoltage: The voltage at the converter's pin VREF, in volts.
    public init(_ device: any SPIDevice, referenceVoltage: Double = 3.3) {
        self.device = device
        self.referenceVoltage = referenceVoltage
    }

    /// A channel as an input of its own, measured against ground.
    ///
    /// - Parameter channel: The channel, 0 to 7.
    public subscript(channel: Int) -> any AnalogInput { input(.channel(channel)) }

    /// An input of its own.
    ///
    /// - Parameter input: What is measured; a channel that isn't there makes each measurement fail.
    /// - Returns: The input.
    public func input(_ input: Input) -> any AnalogInput { Channel(converter: self, input: input) }

    /// Measures once.
    ///
    /// - Parameter input: What is measured.
    /// - Returns: The voltage. A differential one that is negative reads as zero.
    /// - Throws: ``HALError``: `invalid` for a channel that isn't there, `spi` when no converter answers;
    ///   `CancellationError` when the task is cancelled meanwhile.
    public func read(_ input: Input) async throws -> AnalogReading {
        let channel: Int
        let isSingle: Bool
        switch input {
        case .channel(let number): (channel, isSingle) = (number, true)
        case .differential(let number): (channel, isSingle) = (number, false)
        }
        guard (0..<Self.channelCount).contains(channel) else {
            throw HALError(.invalid, "MCP3008 on \(device.name)", reason: "there is no channel \(channel): 0 to 7 are")
        }
        // A start bit, then SGL/DIFF and three bits of the channel; the null bit comes in front of the ten bits.
        let answer = try await device.transfer([0x01, (isSingle ? 0x80 : 0) | UInt8(channel) << 4, 0x00])
        guard answer.count == 3, answer[1] & 0x04 == 0 else {
            throw HALError(
                .spi, "MCP3008 on \(device.name)", reason: "no converter answered",
                advice: "Look at its supply and at the wires MISO and chip select.")
        }
        let raw = Int(answer[1] & 0x03) << 8 | Int(answer[2])
        return AnalogReading(raw: raw, volts: Double(raw) * referenceVoltage / 1024, fraction: Double(raw) / 1023)
    }

    private struct Channel: AnalogInput {
        let converter: MCP3008
        let input: Input

        var name: String {
            switch input {
            case .channel(let number): "MCP3008[\(number)]"
            case .differential(let number): "MCP3008[\(number)-\(number ^ 1)]"
            }
        }

        func read() async throws -> AnalogReading { try await converter.read(input) }
    }
}
