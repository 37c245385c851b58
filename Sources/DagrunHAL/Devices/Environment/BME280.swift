// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A sensor of temperature, pressure and humidity, on I2C.
///
/// ```swift
/// let air = try await BME280(on: board)
/// let reading = try await air.read()
/// print(reading.temperature, reading.pressure / 100, reading.humidity)
/// ```
///
/// Each reading is a measurement of its own (the forced mode); in between the sensor sleeps and doesn't warm itself.
/// Source: Bosch BST-BME280-DS002.
public final class BME280: Sendable {
    /// The address with the pin SDO at ground; with SDO at the supply it is 0x77.
    public static let defaultAddress: I2CAddress = 0x76

    private enum Register {
        static let chipID: UInt8 = 0xD0
        static let reset: UInt8 = 0xE0
        static let humidityControl: UInt8 = 0xF2
        static let status: UInt8 = 0xF3
        static let measurementControl: UInt8 = 0xF4
        static let configuration: UInt8 = 0xF5
        static let data: UInt8 = 0xF7
    }

    private static let chipID: UInt8 = 0x60
    private static let otherChips: [UInt8: String] = [
        0x55: "BMP180", 0x56: "BMP280", 0x57: "BMP280", 0x58: "BMP280", 0x50: "BMP388", 0x61: "BME680",
    ]

    private let bus: any I2CBus
    private let address: I2CAddress
    private let clock: any HALClock
    private let oversampling: Oversampling
    private let calibration: BME280Calibration

    /// Finds the sensor, resets it and reads its trimming values.
    ///
    /// - Parameters:
    ///   - board: The board that it is connected to.
    ///   - bus: The I2C bus's number; nil: the board's main one.
    ///   - address: The sensor's address.
    ///   - oversampling: How many samples each measurement is the mean of.
    /// - Throws: ``HALError``: `i2c` when nothing answers, `notFound` when what answers is another chip.
    public convenience init(
        on board: Board, bus: Int? = nil, address: I2CAddress = BME280.defaultAddress,
        oversampling: Oversampling = .once
    ) async throws {
        try await self.init(
            try board.i2c(bus), address: address, oversampling: oversampling, clock: board.clock)
    }

    /// Finds the sensor on a bus, resets it and reads its trimming values.
    ///
    /// - Parameters:
    ///   - bus: The bus that it is connected to.
    ///   - address: The sensor's address.
    ///   - oversampling: How many samples each measurement is the mean of.
    ///   - clock: Where the time comes from.
    /// - Throws: ``HALError``: `i2c` when nothing answers, `notFound` when what answers is another chip.
    public init(
        _ bus: any I2CBus, address: I2CAddress = BME280.defaultAddress, oversampling: Oversampling = .once,
        clock: any HALClock
    ) async throws {
        self.bus = bus
        self.address = address
        self.oversampling = oversampling
        self.clock = clock
        let subject = "BME280 at \(address) on \(bus.name)"
        let id = try await bus.write([Register.chipID], thenRead: 1, from: address).first
        guard id == Self.chipID else {
            let name = id.flatMap { Self.otherChips[$0] }.map { ", which is that of a \($0)" } ?? ""
            throw HALError(
                .notFound, subject,
                reason: "the chip there says the id \(id.map { "0x\(String($0, radix: 16))" } ?? "?")"
                    + "\(name); a BME280 says 0x60")
        }
        try await bus.write([Register.reset, 0xB6], to: address)
        // Table 1: 2 ms from a reset until the sensor talks; then it copies its trimming values (bit im_update).
        try await clock.sleep(for: .milliseconds(2))
        try await Self.waitForStatus(0x01, bus, address, clock, subject)
        let first = BME280Calibration.firstBlock
        let second = BME280Calibration.secondBlock
        guard
            let calibration = BME280Calibration(
                try await bus.write([first.register], thenRead: first.count, from: address),
                try await bus.write([second.register], thenRead: second.count, from: address))
        else { throw HALError(.i2c, subject, reason: "the trimming values did not come whole", i2cFault: .corrupt) }
        self.calibration = calibration
    }

    /// Measures.
    ///
    /// - Returns: The temperature, pressure and humidity of one measurement.
    /// - Throws: ``HALError``: `i2c` when the bus fails or what came makes no sense, `timedOut` when the sensor doesn't end
    ///   its measurement; `CancellationError` when the task is cancelled meanwhile.
    public func read() async throws -> BME280Reading {
        let subject = "BME280 at \(address) on \(bus.name)"
        let code = oversampling.code
        // The humidity's setting takes effect with the write behind it, which also starts the measurement (mode 01).
        _ = try await bus.transaction(
            address,
            [
                .write([Register.humidityControl, code, Register.measurementControl, code << 5 | code << 2 | 0x01])
            ])
        try await clock.sleep(for: measuringTime)
        try await Self.waitForStatus(0x08, bus, address, clock, subject)
        let data = try await bus.write([Register.data], thenRead: 8, from: address)
        guard data.count == 8 else {
            throw HALError(.i2c, subject, reason: "the data did not come whole", i2cFault: .corrupt)
        }
        let rawPressure = Int32(data[0]) << 12 | Int32(data[1]) << 4 | Int32(data[2] >> 4)
        let rawTemperature = Int32(data[3]) << 12 | Int32(data[4]) << 4 | Int32(data[5] >> 4)
        let rawHumidity = Int32(data[6]) << 8 | Int32(data[7])
        let fine = calibration.fineTemperature(raw: rawTemperature)
        // These are the values of a measurement that was left out, as after a loss of power.
        guard rawTemperature != 0x80000, rawPressure != 0x80000, rawHumidity != 0x8000,
            let pressure = calibration.pressure(raw: rawPressure, fine: fine)
        else {
            throw HALError(
                .i2c, subject, reason: "the sensor has no measurement",
                advice: "It may have lost its supply; open it anew.",
                i2cFault: .corrupt)
        }
        return BME280Reading(
            temperature: Double(calibration.temperature(fine: fine)) / 100, pressure: Double(pressure) / 256,
            humidity: Double(calibration.humidity(raw: rawHumidity, fine: fine)) / 1024)
    }

    /// The longest time that a measurement takes: section 9.1.
    private var measuringTime: Duration {
        let samples = oversampling.rawValue
        return .microseconds(1250 + 2300 * samples + (2300 * samples + 575) + (2300 * samples + 575))
    }

    private static func waitForStatus(
        _ bit: UInt8, _ bus: any I2CBus, _ address: I2CAddress, _ clock: any HALClock, _ subject: String
    ) async throws {
        for _ in 0..<50 {
            guard let status = try await bus.write([Register.status], thenRead: 1, from: address).first else {
                continue
            }
            if status & bit == 0 { return }
            try await clock.sleep(for: .milliseconds(2))
        }
        throw HALError(
            .timedOut, subject, reason: "the sensor stays busy", advice: "Take its supply away and give it back.")
    }
}
