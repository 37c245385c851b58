// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// What character displays of different sizes have in common: the pins, and the way from them to the controller.
struct CharacterPanel {
    private enum Pin {
        static let power = 1
        static let registerSelect = 3
        static let readWrite = 4
        static let enable = 5
        static let firstData = 6
        static let backlight = 14
    }

    let pins: [PartPin]
    let links: [PartLink]
    let outputs: [PartOutput]
    let addresses: [I2CAddress]
    let traits: PartTraits

    private let isI2C: Bool
    private let columns: Int
    private let rows: Int
    private var controller: HD44780
    private var expander: UInt8 = 0xff
    // Which half of a byte comes next when the controller is read over four bits.
    private var readsUpperHalf = true
    private var isEnabled = false
    private var toldLost = 0

    init(columns: Int, rows: Int, _ attributes: PartAttributes) throws(PartError) {
        self.columns = columns
        self.rows = rows
        controller = HD44780(columns: columns, rows: rows)
        isI2C = try attributes.choice("pins", of: ["full", "i2c"]) == "i2c"
        let name = attributes.values["i2c-address"] == nil ? "i2cAddress" : "i2c-address"
        let number = try attributes.integer(name, default: 0x27, in: 0x08...0x77)
        outputs = [
            PartOutput("text", initial: .text(controller.text)), PartOutput("backlight", initial: .flag(!isI2C)),
        ]
        var traits = PartTraits(
            "character display", kind: "lcd", attributes: ["pins", "i2cAddress", "color", "background", "variant"])
        traits.supply = 2.7...5.5
        if isI2C {
            pins = [
                PartPin("GND", .ground), PartPin("VCC", .power), PartPin("SDA", .openDrain, bus: .sda),
                PartPin("SCL", .openDrain, bus: .scl),
            ]
            addresses = I2CAddress(number).map { [$0] } ?? []
            // Such modules have pull-ups of 4.7 kΩ.
            links = [PartLink(2, 1, ohms: 4700), PartLink(3, 1, ohms: 4700)]
            traits.pulledUp = [2, 3]
        } else {
            pins =
                [
                    PartPin("VSS", .ground), PartPin("VDD", .power), PartPin("V0", .analogInput), PartPin("RS", .input),
                    PartPin("RW", .input), PartPin("E", .input),
                ] + (0...7).map { PartPin("D\($0)", .input) } + [PartPin("A", watch: .voltage), PartPin("K")]
            addresses = []
            links = []
            traits.signals = [3, 4, 5] + Array(6...13)
            traits.optional = [2, 14, 15, 6, 7, 8, 9]
        }
        self.traits = traits
    }

    mutating func start(_ context: borrowing PartContext) {
        controller = HD44780(columns: columns, rows: rows)
        expander = 0xff
        readsUpperHalf = true
        isEnabled = false
        show(context)
    }

    mutating func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        guard !isI2C else { return }
        if pin == Pin.backlight { return show(context) }
        guard pin == Pin.enable else { return }
        let isHigh = context.isHigh(Pin.enable)
        defer { isEnabled = isHigh }
        guard isEnabled, !isHigh, context.read(Pin.readWrite) != .high, context.isPowered(by: Pin.power, least: 2.7)
        else {
            return
        }
        var bus: UInt8 = 0
        for bit in 0...7 where context.isHigh(Pin.firstData + bit) { bus |= 1 << UInt8(bit) }
        controller.write(bus, isData: context.isHigh(Pin.registerSelect), at: context.now)
        show(context)
    }

    mutating func write(_ byte: UInt8, _ context: borrowing PartContext) -> Bool {
        let wasEnabled = expander & 4 != 0
        let isReading = expander & 2 != 0
        let old = expander
        expander = byte
        if wasEnabled, byte & 4 == 0 {
            if isReading {
                readsUpperHalf.toggle()
            } else {
                controller.write(old & 0xf0, isData: old & 1 != 0, at: context.now)
                readsUpperHalf = true
            }
        }
        show(context)
        return true
    }

    // The expander's pins are pulled up where it lets go of them; the controller drives its half of a byte while E is high.
    mutating func read(_ context: borrowing PartContext) -> UInt8 {
        guard expander & 6 == 6 else { return expander }
        let status = controller.status(at: context.now)
        let half = readsUpperHalf ? status & 0xf0 : status << 4
        return expander & 0x0f | expander & half
    }

    private mutating func show(_ context: borrowing PartContext) {
        context.show(0, .text(controller.text))
        let isLit = isI2C ? expander & 8 != 0 : (context.volts(Pin.backlight) ?? 0) > 2
        context.show(1, .flag(isLit))
        guard controller.lost > toldLost else { return }
        if toldLost == 0 {
            context.report(
                "an instruction came while the display was still busy and is lost; wait 37 µs, 1.52 ms behind a clear")
        }
        toldLost = controller.lost
    }
}
