// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A shift register: bits come in one by one and go out side by side.
///
/// At a rising edge of SHCP the bit at DS goes in and the others move on; at one of STCP what was shifted appears at Q0 to Q7. The chip's own
/// delay of some 20 ns is left out: what follows comes in the next step of the same instant.
///
/// Source: Nexperia, 74HC595 data sheet, table 3.
public final class ShiftRegisterPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-74hc595"

    private enum Pin {
        static let data = 0
        // Before the shift clock: where both are one wire, what was there before goes out.
        static let storageClock = 1
        static let shiftClock = 2
        static let outputEnable = 3
        static let reset = 4
        static let first = 5
        static let serialOutput = 13
        static let supply = 15
    }

    /// The part's name on its board.
    public let id: String
    /// Inputs, outputs, and the supply.
    public let pins =
        [
            PartPin("DS", .input), PartPin("STCP", .input), PartPin("SHCP", .input), PartPin("OE", .input),
            PartPin("MR", .input),
        ] + (0...7).map { PartPin("Q\($0)", .output) } + [
            PartPin("Q7S", .output), PartPin("GND", .ground), PartPin("VCC", .power),
        ]
    /// `outputs`: Q7 to Q0, `z` where they are off.
    public let outputs = [PartOutput("outputs", initial: "00000000")]
    /// What there is to know besides.
    public let traits: PartTraits

    private var shifted: UInt8 = 0
    private var stored: UInt8 = 0
    private var wasShiftHigh = false
    private var wasStorageHigh = false

    /// Makes a shift register.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: None.
    /// - Throws: Nothing; other types of parts do.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        var traits = PartTraits("shift register", kind: "register", signals: [0, 2, 1])
        traits.supply = 2...6
        self.traits = traits
    }

    /// Begins with all bits 0; on hardware they are random.
    public func start(_ context: borrowing PartContext) {
        shifted = 0
        stored = 0
        wasShiftHigh = context.read(Pin.shiftClock) == .high
        wasStorageHigh = context.read(Pin.storageClock) == .high
        context.drive(Pin.serialOutput, .low)
        put(context)
    }

    /// Sees an input.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        switch pin {
        case Pin.storageClock:
            let isHigh = context.isHigh(Pin.storageClock)
            defer { wasStorageHigh = isHigh }
            guard isHigh, !wasStorageHigh else { return }
            stored = shifted
            put(context)
        case Pin.shiftClock:
            let isHigh = context.isHigh(Pin.shiftClock)
            defer { wasShiftHigh = isHigh }
            guard isHigh, !wasShiftHigh, context.read(Pin.reset) != .low else { return }
            shift(to: shifted << 1 | (context.isHigh(Pin.data) ? 1 : 0), context)
        case Pin.reset:
            if context.read(Pin.reset) == .low { shift(to: 0, context) }
        case Pin.outputEnable: put(context)
        default: break
        }
    }

    private func shift(to bits: UInt8, _ context: borrowing PartContext) {
        shifted = bits
        context.drive(Pin.serialOutput, bits & 0x80 != 0 ? .high : .low)
    }

    private func put(_ context: borrowing PartContext) {
        let isOff = context.read(Pin.outputEnable) == .high
        var text = ""
        for bit in (0...7).reversed() {
            let isHigh = stored >> UInt8(bit) & 1 == 1
            if isOff { context.release(Pin.first + bit) } else { context.drive(Pin.first + bit, isHigh ? .high : .low) }
            text += isOff ? "z" : isHigh ? "1" : "0"
        }
        context.show(0, .text(text))
    }
}
