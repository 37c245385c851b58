// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An analog-to-digital converter with eight channels and ten bits, on SPI.
///
/// The controller sends a start bit, one bit for single-ended or differential, and three for the channel; behind a null bit comes the value, highest
/// bit first, then once more lowest bit first, then zeros. The voltage is sampled at the last bit of the channel's number; a channel that
/// nothing drives reads anything.
///
/// Source: Microchip DS21295, sections 5.0 and 6.1.
public final class MCP3008Part: DescribedPart {
    /// The type's name.
    ///
    /// Wokwi has none of its own; custom chips of that name are common.
    public static let type = "chip-mcp3008"
    /// Another name.
    public static let aliases = ["wokwi-mcp3008"]

    private enum Pin {
        static let supply = 8
        static let reference = 9
    }

    /// The part's name on its board.
    public let id: String
    /// The channels, supply, reference, grounds and the bus.
    public let pins =
        (0...7).map { PartPin("CH\($0)", .analogInput) } + [
            PartPin("VDD", .power, aliases: ["VCC"]), PartPin("VREF", .analogInput),
            PartPin("AGND", .ground, aliases: ["GND"]),
            PartPin("CLK", .input, aliases: ["SCK"], bus: .sclk),
            PartPin("DOUT", .output, aliases: ["MISO"], bus: .miso),
            PartPin("DIN", .input, aliases: ["MOSI"], bus: .mosi), PartPin("CS", .input, bus: .chipSelect),
            PartPin("DGND", .ground),
        ]
    /// `channel` and `value` of the last conversion.
    public let outputs = [
        PartOutput("channel", initial: 0, in: 0...7), PartOutput("value", initial: 0, in: 0...1023),
    ]
    /// What there is to know besides.
    public let traits: PartTraits

    // The bits that came behind the start bit; nil before it.
    private var command: UInt8?
    private var commandBits = 0
    // What is sent next, the first bit last; empty: zeros.
    private var answer: [Bool] = []

    /// Makes a converter.
    ///
    /// - Parameter id: The part's name on its board.
    public init(_ id: String) {
        self.id = id
        var traits = PartTraits("analog-to-digital converter")
        traits.supply = 2.7...5.5
        traits.optional = Set(0...7)
        self.traits = traits
    }

    /// Makes a converter from a diagram; it has no attributes.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) { self.init(id) }

    /// Waits for a start bit.
    public func spiSelect(_ context: borrowing PartContext) {
        command = nil
        commandBits = 0
        answer = []
    }

    /// Exchanges eight bits.
    public func spiTransfer(_ byte: UInt8, _ context: borrowing PartContext) -> UInt8 {
        var sent: UInt8 = 0
        for bit in (0..<8).reversed() {
            sent = sent << 1 | (exchange(byte >> UInt8(bit) & 1 == 1, context) ? 1 : 0)
        }
        return sent
    }

    private func exchange(_ bit: Bool, _ context: borrowing PartContext) -> Bool {
        let sent = answer.popLast() ?? false
        guard let bits = command else {
            if bit { command = 0 }
            return sent
        }
        guard commandBits < 4 else { return sent }
        let next = bits << 1 | (bit ? 1 : 0)
        command = next
        commandBits += 1
        if commandBits == 4 { convert(next, context) }
        return sent
    }

    private func convert(_ command: UInt8, _ context: borrowing PartContext) {
        let channel = Int(command & 7)
        var volts = context.measure(channel)
        // Differential: an even and an odd channel, the lower bit says which is the positive one.
        if command & 8 == 0 { volts -= context.measure(channel ^ 1) }
        let isDriven = context.volts(Pin.reference) != nil
        let reference = isDriven ? context.measure(Pin.reference) : context.volts(Pin.supply) ?? 3.3
        let value = reference > 0 ? Int(min(max((volts / reference * 1024).rounded(.down), 0), 1023)) : 0
        let bits = (0..<10).map { value >> $0 & 1 == 1 }
        // One clock for the sample, then the null bit; the lowest bit is sent once between the two orders.
        answer = bits.dropFirst().reversed() + bits + [false, false]
        context.show(0, .number(Double(channel)))
        context.show(1, .number(Double(value)))
    }
}
