// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator

/// Drives its pin as the control `drive` says: `0`, `1`, `x` or `z`, and a strength, as in `1 pull`.
final class Source: Part {
    static let type = "test-source"
    let id: String
    let pins = [PartPin("OUT", .output)]
    let controls = [PartControl.text("drive", initial: "z")]

    init(_ id: String) { self.id = id }
    init(id: String, attributes: PartAttributes) { self.id = id }

    func start(_ context: borrowing PartContext) { controlChanged(0, to: context.control(0), context) }

    func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        let words = (value.text ?? "").split(separator: " ")
        let logic = Logic.allCases.first { $0.description == words.first ?? "" } ?? .floating
        let strength = Strength.allCases.first { "\($0)" == words.last ?? "" } ?? .strong
        context.drive(0, logic, strength)
    }
}

/// Drives its pin to the voltage of the control `volts`, behind some ohms.
final class VoltageSource: Part {
    static let type = "test-voltage"
    let id: String
    let ohms: Double
    let pins = [PartPin("OUT", .analogOutput)]
    let controls = [PartControl.number("volts", in: -10...10, initial: 0)]

    init(_ id: String, ohms: Double = 100) { (self.id, self.ohms) = (id, ohms) }
    init(id: String, attributes: PartAttributes) { (self.id, ohms) = (id, 100) }

    func start(_ context: borrowing PartContext) { controlChanged(0, to: context.control(0), context) }

    func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        context.drive(0, volts: value.number ?? 0, ohms: ohms)
    }
}

/// A contact between `A` and `B` that the control `closed` closes.
final class Contact: Part {
    static let type = "test-contact"
    let id: String
    let pins = [PartPin("A"), PartPin("B")]
    let links = [PartLink(0, 1, ohms: nil)]
    let controls = [PartControl.flag("closed")]

    init(_ id: String) { self.id = id }
    init(id: String, attributes: PartAttributes) { self.id = id }

    func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        context.setLink(0, ohms: value == true ? PartLink.contact : nil)
    }
}

/// Drives the opposite of what it reads, at once or after a delay.
final class Inverter: Part {
    static let type = "test-inverter"
    let id: String
    let delay: Duration?
    let pins = [PartPin("IN", .input), PartPin("OUT", .output)]

    init(_ id: String, delay: Duration? = nil) { (self.id, self.delay) = (id, delay) }
    init(id: String, attributes: PartAttributes) { (self.id, delay) = (id, nil) }

    func start(_ context: borrowing PartContext) { pinChanged(0, context) }

    func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        if let delay { context.set(0, after: delay) } else { timerFired(0, context) }
    }

    func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        context.drive(1, context.read(0) == .low ? .high : .low)
    }
}

/// Keeps what it is told: levels at `LEVEL`, anything at `VOLTS`.
final class Witness: Part {
    static let type = "test-witness"
    let id: String
    let pins = [PartPin("LEVEL", .input), PartPin("VOLTS", .analogInput, watch: .voltage)]
    let outputs = [PartOutput("levels", initial: ""), PartOutput("volts", initial: "")]
    private var levels = ""
    private var volts = ""

    init(_ id: String) { self.id = id }
    init(id: String, attributes: PartAttributes) { self.id = id }

    func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        if pin == 0 {
            levels += "\(context.now.nanoseconds):\(context.read(0)) "
            context.show(0, .text(levels))
        } else {
            let text = context.volts(1).map { "\($0)" } ?? "z"
            volts += context.wave(1).map { "wave \($0.dutyCycle) " } ?? "\(text) "
            context.show(1, .text(volts))
        }
    }
}

/// Is fed over `VCC`, and says how often it was started.
final class Consumer: Part {
    static let type = "test-consumer"
    let id: String
    let pins = [PartPin("VCC", .power), PartPin("OUT", .output)]
    let outputs = [PartOutput("starts", initial: 0)]
    private var starts = 0.0

    init(_ id: String) { self.id = id }
    init(id: String, attributes: PartAttributes) { self.id = id }

    func start(_ context: borrowing PartContext) {
        starts += 1
        context.show(0, .number(starts))
        context.drive(1, .high)
    }
}

/// An I2C device with 256 registers, as many are: the first byte written is the register.
final class Registers: Part {
    static let type = "test-registers"
    let id: String
    let i2cAddresses: [I2CAddress]
    let stretch: Duration
    let pins = [PartPin("SDA", .openDrain, bus: .sda), PartPin("SCL", .openDrain, bus: .scl), PartPin("VCC", .power)]
    let outputs = [PartOutput("log", initial: "")]
    /// A write to the register 0xff is refused.
    private var values = Array(repeating: UInt8(0), count: 256)
    private var register = 0
    private var isFirst = true
    private var log = ""

    init(_ id: String, at address: I2CAddress, stretch: Duration = .zero) {
        self.id = id
        i2cAddresses = [address]
        self.stretch = stretch
    }
    init(id: String, attributes: PartAttributes) { (self.id, i2cAddresses, stretch) = (id, [0x42], .zero) }

    func i2cConnect(_ address: I2CAddress, isRead: Bool, _ context: borrowing PartContext) -> Bool {
        isFirst = true
        note(isRead ? "r" : "w", context)
        context.stretchClock(by: stretch)
        return true
    }

    func i2cWrite(_ byte: UInt8, _ context: borrowing PartContext) -> Bool {
        note("\(byte)", context)
        if isFirst {
            register = Int(byte)
            isFirst = false
            return true
        }
        guard register != 255 else { return false }
        values[register] = byte
        register += 1
        return true
    }

    func i2cRead(_ context: borrowing PartContext) -> UInt8 {
        defer { register = (register + 1) & 255 }
        return values[register]
    }

    func i2cStop(_ context: borrowing PartContext) { note("s", context) }

    private func note(_ text: String, _ context: borrowing PartContext) {
        log += "\(context.now.nanoseconds / 1000):\(text) "
        context.show(0, .text(log))
    }
}

/// An SPI device that answers each byte with the one before.
final class Echo: Part {
    static let type = "test-echo"
    let id: String
    let pins = [
        PartPin("SCK", .input, bus: .sclk), PartPin("DI", .input, bus: .mosi), PartPin("DO", .output, bus: .miso),
        PartPin("CS", .input, bus: .chipSelect),
    ]
    let outputs = [PartOutput("log", initial: "")]
    private var last: UInt8 = 0
    private var log = ""

    init(_ id: String) { self.id = id }
    init(id: String, attributes: PartAttributes) { self.id = id }

    func spiSelect(_ context: borrowing PartContext) {
        last = 0xee
        note("[", context)
    }

    func spiTransfer(_ byte: UInt8, _ context: borrowing PartContext) -> UInt8 {
        note("\(byte)", context)
        defer { last = byte }
        return last
    }

    func spiDeselect(_ context: borrowing PartContext) { note("]", context) }

    private func note(_ text: String, _ context: borrowing PartContext) {
        log += "\(context.now.nanoseconds):\(text) "
        context.show(0, .text(log))
    }
}
