// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A sensor for temperature, humidity and pressure on I2C, down to its registers.
///
/// It measures when it is told to, for as long as the data sheet says, and its numbers are made with the trimming values that it holds: a driver
/// reads back what the controls say. Its filter doesn't work here: each measurement is as if it was off.
///
/// Source: Bosch BST-BME280-DS002, sections 5 (registers), 6.2 (I2C) and 9.1 (times).
public final class BME280Part: DescribedPart {
    /// The type's name.
    ///
    /// Wokwi has none of its own.
    public static let type = "board-bme280"
    /// Other names.
    public static let aliases = ["wokwi-bme280", "chip-bme280"]

    private enum Register {
        static let trimming: UInt8 = 0x88
        static let id: UInt8 = 0xd0
        static let reset: UInt8 = 0xe0
        static let moreTrimming: UInt8 = 0xe1
        static let humidityControl: UInt8 = 0xf2
        static let status: UInt8 = 0xf3
        static let control: UInt8 = 0xf4
        static let configuration: UInt8 = 0xf5
        static let data: UInt8 = 0xf7
    }

    private static let resetTime = Duration.milliseconds(2)
    // Section 5.4.6; in microseconds.
    private static let standby: [Int64] = [500, 62_500, 125_000, 250_000, 500_000, 1_000_000, 10_000, 20_000]

    /// The part's name on its board.
    public let id: String
    /// Supply, ground and the bus; SDO chooses the address and CSB the bus on hardware.
    public let pins = [
        PartPin("VCC", .power, aliases: ["VIN", "3V3", "3.3V"]), PartPin("GND", .ground),
        PartPin("SCL", .openDrain, bus: .scl),
        PartPin("SDA", .openDrain, bus: .sda), PartPin("SDO", .input), PartPin("CSB", .input),
    ]
    /// The pull-ups of such modules.
    public let links = [PartLink(2, 0, ohms: 10_000), PartLink(3, 0, ohms: 10_000)]
    /// `temperature`, `humidity` and `pressure` of the air.
    public let controls: [PartControl]
    /// `measurements`: how many were made.
    public let outputs = [PartOutput("measurements", initial: 0)]
    /// One address.
    public let i2cAddresses: [I2CAddress]
    /// What there is to know besides.
    public let traits: PartTraits

    private var registers = [UInt8](repeating: 0, count: 256)
    private var pointer: UInt8 = 0
    // A write is a row of pairs: a register and what it gets.
    private var expectsRegister = true
    private var readyAt = Timestamp.zero
    private var measurements = 0.0

    /// Makes a sensor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `temperature` in °C, 24 by default; `humidity` in %, 40; `pressure` in Pa, 101325; `i2cAddress`, 0x76.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let temperature = try attributes.number("temperature", default: 24, in: -40...85)
        let humidity = try attributes.number("humidity", default: 40, in: 0...100)
        let pressure = try attributes.number("pressure", default: 101_325, in: 30_000...110_000)
        controls = [
            .number("temperature", in: -40...85, unit: "°C", initial: temperature),
            .number("humidity", in: 0...100, unit: "%", initial: humidity),
            .number("pressure", in: 30_000...110_000, unit: "Pa", initial: pressure),
        ]
        i2cAddresses =
            I2CAddress(try attributes.integer("i2cAddress", default: 0x76, in: 0x76...0x77)).map { [$0] } ?? []
        var traits = PartTraits(
            "environment sensor", kind: "bme280", attributes: ["temperature", "humidity", "pressure", "i2cAddress"])
        traits.supply = 1.7...3.6
        traits.pulledUp = [2, 3]
        traits.optional = [4, 5]
        self.traits = traits
    }

    /// Sleeps.
    public func start(_ context: borrowing PartContext) {
        reset()
        readyAt = context.now
        measurements = 0
    }

    /// A transaction begins, or goes on the other way.
    public func i2cConnect(_ address: I2CAddress, isRead: Bool, _ context: borrowing PartContext) -> Bool {
        expectsRegister = true
        return context.now >= readyAt && context.isPowered(by: 0, least: 1.7)
    }

    /// Takes a register's number, or what it gets.
    public func i2cWrite(_ byte: UInt8, _ context: borrowing PartContext) -> Bool {
        if expectsRegister {
            pointer = byte
        } else {
            put(byte, context)
        }
        expectsRegister.toggle()
        return true
    }

    /// Gives a register and goes on to the next one.
    public func i2cRead(_ context: borrowing PartContext) -> UInt8 {
        defer { pointer = pointer &+ 1 }
        return registers[Int(pointer)]
    }

    /// Has measured, or begins anew.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        guard registers[Int(Register.status)] & 8 != 0 else { return begin(context) }
        registers[Int(Register.status)] = 0
        store(context)
        measurements += 1
        context.show(0, .number(measurements))
        if registers[Int(Register.control)] & 3 == 3 {
            context.set(0, after: .microseconds(Self.standby[Int(registers[Int(Register.configuration)] >> 5)]))
        } else {
            registers[Int(Register.control)] &= 0xfc
        }
    }

    private func put(_ byte: UInt8, _ context: borrowing PartContext) {
        switch pointer {
        case Register.reset where byte == 0xb6:
            context.cancel(0)
            reset()
            readyAt = context.now + Self.resetTime
        case Register.humidityControl: registers[Int(Register.humidityControl)] = byte & 7
        case Register.configuration: registers[Int(Register.configuration)] = byte & 0xfd
        case Register.control:
            registers[Int(Register.control)] = byte
            // The setting for humidity counts from here on.
            humidityOversampling = registers[Int(Register.humidityControl)] & 7
            guard byte & 3 != 0 else {
                context.cancel(0)
                registers[Int(Register.status)] = 0
                return
            }
            begin(context)
        default: break
        }
    }

    private var humidityOversampling: UInt8 = 0

    private func begin(_ context: borrowing PartContext) {
        registers[Int(Register.status)] = 8
        let control = registers[Int(Register.control)]
        let (temperature, pressure) = (Self.samples(control >> 5), Self.samples(control >> 2 & 7))
        let humidity = Self.samples(humidityOversampling)
        var microseconds = 1000 + 2000 * temperature
        if pressure > 0 { microseconds += 2000 * pressure + 500 }
        if humidity > 0 { microseconds += 2000 * humidity + 500 }
        context.set(0, after: .microseconds(microseconds))
    }

    private func store(_ context: borrowing PartContext) {
        let control = registers[Int(Register.control)]
        let exact = BME280Trimming.temperatureReading(context.control(0).number ?? 24)
        let temperature = Self.rounded(exact, Self.samples(control >> 5))
        // The other values are made good for the temperature that was measured.
        let pressure = Self.rounded(
            BME280Trimming.pressureReading(
                context.control(2).number ?? 101_325, temperatureReading: temperature ?? exact),
            Self.samples(control >> 2 & 7))
        let humidity = BME280Trimming.humidityReading(
            context.control(1).number ?? 40, temperatureReading: temperature ?? exact)
        put(pressure ?? 0x80000, at: Register.data)
        put(temperature ?? 0x80000, at: Register.data + 3)
        let word = humidityOversampling == 0 ? 0x8000 : humidity
        registers[Int(Register.data) + 6] = UInt8(word >> 8)
        registers[Int(Register.data) + 7] = UInt8(word & 0xff)
    }

    private func put(_ reading: Int, at register: UInt8) {
        registers[Int(register)] = UInt8(reading >> 12)
        registers[Int(register) + 1] = UInt8(reading >> 4 & 0xff)
        registers[Int(register) + 2] = UInt8(reading & 0xf) << 4
    }

    private func reset() {
        registers = [UInt8](repeating: 0, count: 256)
        humidityOversampling = 0
        registers[Int(Register.id)] = 0x60
        for (place, byte) in BME280Trimming.firstBlock.enumerated() { registers[Int(Register.trimming) + place] = byte }
        for (place, byte) in BME280Trimming.secondBlock.enumerated() {
            registers[Int(Register.moreTrimming) + place] = byte
        }
        put(0x80000, at: Register.data)
        put(0x80000, at: Register.data + 3)
        registers[Int(Register.data) + 6] = 0x80
    }

    private static func samples(_ code: UInt8) -> Int64 {
        code == 0 ? 0 : min(16, 1 << Int64(min(code, 5) - 1))
    }

    // One sample has 16 bits, each doubling one more. Nil: it is left out.
    private static func rounded(_ reading: Int, _ samples: Int64) -> Int? {
        guard samples > 0 else { return nil }
        let missing = max(0, 4 - samples.trailingZeroBitCount)
        let step = 1 << missing
        return min((reading + step / 2) / step * step, 0xfffff)
    }
}
