// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A lamp of any colour that is told its colour over one wire and hands on what is for those behind it.
///
/// A bit is a pulse of about 1.25 µs: high for 0.4 µs is a zero, for 0.8 µs a one. 24 bits, green, red and blue with the highest bit first, are a
/// colour; what comes more goes out at DOUT. 50 µs low make the colour seen. Source: Worldsemi, WS2812B data sheet.
///
/// A program on Linux can't time such pulses; the part is there for diagrams that have it, and takes bits from whatever makes them.
public final class NeoPixelPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-neopixel"

    private static let threshold = Duration.nanoseconds(600)
    private static let reset = Duration.microseconds(50)

    private enum Pin {
        static let output = 1
        static let input = 3
    }

    /// The part's name on its board.
    public let id: String
    /// Supply, data out, ground and data in.
    public let pins = [
        PartPin("VDD", .power), PartPin("DOUT", .output), PartPin("VSS", .ground), PartPin("DIN", .input),
    ]
    /// `color`, as in `#ff8000`.
    public let outputs = [PartOutput("color", initial: "#000000")]
    /// What there is to know besides.
    public let traits: PartTraits

    private var rise: Timestamp?
    private var bits = 0
    private var value: UInt32 = 0

    /// Makes a lamp.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: None.
    /// - Throws: Nothing; other types of parts do.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        var traits = PartTraits("addressable LED", kind: "neopixel", signals: [Pin.input])
        traits.supply = 3.5...5.3
        traits.optional = [Pin.output]
        self.traits = traits
    }

    /// Is dark.
    public func start(_ context: borrowing PartContext) {
        rise = nil
        bits = 0
        value = 0
        context.drive(Pin.output, .low)
        context.show(0, "#000000")
    }

    /// Takes a bit, or hands it on.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        guard pin == Pin.input else { return }
        let isHigh = context.isHigh(Pin.input)
        if bits >= 24, isHigh || rise == nil { context.drive(Pin.output, isHigh ? .high : .low) }
        if isHigh {
            context.cancel(0)
            if bits < 24 { rise = context.now }
            return
        }
        context.set(0, after: Self.reset)
        guard let begin = rise else { return }
        rise = nil
        value = value << 1 | (context.now - begin >= Self.threshold ? 1 : 0)
        bits += 1
    }

    /// Shows the colour.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        if bits == 24 {
            let (green, red, blue) = (value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff)
            let text = String(0x100_0000 | red << 16 | green << 8 | blue, radix: 16).dropFirst()
            context.show(0, .text("#\(text)"))
        }
        bits = 0
        value = 0
    }
}
