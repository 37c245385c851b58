// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// Parts on I2C and SPI, read and written by the HAL's own drivers and by hand.
@Suite(.timeLimit(.minutes(15))) struct BusPartTests {
    private static func bus(_ part: String, _ time: VirtualTime) throws -> PartRig {
        try PartRig([part], ["x:VCC pi:3V3", "x:GND pi:GND", "x:SDA pi:GPIO2", "x:SCL pi:GPIO3"], clock: time)
    }

    @Test(
        "a BME280 is read back as its controls say",
        arguments: [
            (24.0, 40.0, 101_325.0), (-40, 5, 30_000), (85, 95, 110_000), (0, 0, 87_654), (21.37, 55.5, 99_000),
        ])
    func environment(temperature: Double, humidity: Double, pressure: Double) async throws {
        let time = VirtualTime()
        let rig = try Self.bus("x board-bme280", time)
        let (hal, board) = (rig.hal, rig.board)
        try board.set("x.temperature", .number(temperature))
        try board.set("x.humidity", .number(humidity))
        try board.set("x.pressure", .number(pressure))
        try await time.run {
            let sensor = try await BME280(on: hal, oversampling: .sixteenTimes)
            let reading = try await sensor.read()
            #expect(abs(reading.temperature - temperature) < 0.02)
            #expect(abs(reading.humidity - humidity) < 0.1)
            #expect(abs(reading.pressure - pressure) < 5)
        }
        #expect(try board.output("x.measurements") == 1)
    }

    @Test func `a BME280 measures for as long as its data sheet says, and sleeps then`() async throws {
        let time = VirtualTime()
        let rig = try Self.bus("x board-bme280", time)
        let board = rig.board
        try await time.run {
            let bus = try board.i2c(1)
            #expect(try await bus.write([0xd0], thenRead: 1, from: 0x76) == [0x60])
            // Nothing was measured yet.
            #expect(try await bus.write([0xf7], thenRead: 8, from: 0x76) == [0x80, 0, 0, 0x80, 0, 0, 0x80, 0])
            try await bus.write([0xf2, 1, 0xf4, 0b001_001_01], to: 0x76)
            // 1 ms, 2 ms for the temperature, 2.5 ms each for pressure and humidity.
            try await time.sleep(for: .microseconds(7400))
            #expect(try await bus.write([0xf3], thenRead: 2, from: 0x76) == [8, 0b001_001_01])
            try await time.sleep(for: .microseconds(700))
            #expect(try await bus.write([0xf3], thenRead: 2, from: 0x76) == [0, 0b001_001_00])
            // A reset takes 2 ms, in which nobody answers.
            try await bus.write([0xe0, 0xb6], to: 0x76)
            await #expect(throws: HALError.self) { try await bus.write([0xd0], thenRead: 1, from: 0x76) }
            try await time.sleep(for: .milliseconds(2))
            #expect(try await bus.write([0xf4], thenRead: 1, from: 0x76) == [0])
        }
    }

    @Test func `a BME280 left to itself measures again and again, and leaves out what it is not asked for`()
        async throws
    {
        let time = VirtualTime()
        let rig = try Self.bus("x board-bme280 i2cAddress=0x77", time)
        let board = rig.board
        try await time.run {
            let bus = try board.i2c(1)
            // Temperature only, every 125 ms.
            try await bus.write([0xf5, 0b010_000_00, 0xf4, 0b001_000_11], to: 0x77)
            try await time.sleep(for: .seconds(1))
            let data = try await bus.write([0xf7], thenRead: 8, from: 0x77)
            #expect(Array(data[0...2]) == [0x80, 0, 0])
            #expect(Array(data[6...7]) == [0x80, 0])
            #expect(data[3...5] != [0x80, 0, 0])
        }
        #expect(try board.output("x.measurements") == 8)
    }

    @Test func `an SSD1306 shows what the HAL's driver draws`() async throws {
        let time = VirtualTime()
        let rig = try Self.bus("x board-ssd1306", time)
        let (hal, board) = (rig.hal, rig.board)
        try await time.run {
            let display = try await SSD1306(on: hal)
            var image = Bitmap(width: 128, height: 64)
            image[0, 0] = true
            image[127, 0] = true
            image[5, 63] = true
            try await display.show(image)
        }
        let picture = try #require(try board.output("x.screen").picture)
        #expect(picture.width == 128 && picture.height == 64)
        #expect(picture.bytes.indices.filter { picture.bytes[$0] != 0 } == [0, 127, 63 * 128 + 5])
    }

    @Test func `an SSD1306 knows its commands: inversion, all pixels, start line, page addressing, off`() async throws {
        let time = VirtualTime()
        let rig = try Self.bus("x board-ssd1306", time)
        let board = rig.board
        @Sendable func lit() throws -> [Int] {
            let bytes = try board.output("x.screen").picture?.bytes ?? []
            return bytes.indices.filter { bytes[$0] != 0 }
        }
        try await time.run {
            let bus = try board.i2c(1)
            func command(_ bytes: UInt8...) async throws { try await bus.write([0x00] + bytes, to: 0x3c) }
            try await command(0xa1, 0xc8, 0xaf)
            // Page 2, column 0x15: three columns, the second one with its lowest pixel.
            try await command(0xb2, 0x05, 0x11)
            try await bus.write([0x40, 0x01, 0x80, 0x00], to: 0x3c)
            #expect(try lit() == [16 * 128 + 0x15, 23 * 128 + 0x16])
            try await command(0x50)
            #expect(try lit() == [0x15, 7 * 128 + 0x16])
            try await command(0x40, 0xa7)
            #expect(try lit().count == 128 * 64 - 2)
            try await command(0xa6, 0xa5)
            #expect(try lit().count == 128 * 64)
            try await command(0xa4, 0xc0)
            #expect(try lit() == [40 * 128 + 0x16, 47 * 128 + 0x15])
            // One control byte for each command.
            try await bus.write([0x80, 0xc8, 0x80, 0xae], to: 0x3c)
            #expect(try lit() == [])
            #expect(try await bus.read(1, from: 0x3c) == [0x40])
        }
    }

    /// A byte for an LCD behind a PCF8574, as drivers send it: half by half, each with a pulse on E.
    private static func send(_ byte: UInt8, isData: Bool, _ bus: any I2CBus) async throws {
        for half in [byte & 0xf0, byte << 4] {
            let pins = half | 0x08 | (isData ? 1 : 0)
            try await bus.write([pins | 0x04, pins], to: 0x27)
        }
    }

    @Test func `a character display shows what is sent over its expander`() async throws {
        let time = VirtualTime()
        let rig = try Self.bus("x lcd1602 pins=i2c", time)
        let board = rig.board
        try await time.run {
            let bus = try board.i2c(1)
            // The start of the data sheet, figure 24.
            for (byte, pause) in [(0x30, 4100), (0x30, 100), (0x30, 100), (0x20, 100)] as [(UInt8, Int)] {
                try await bus.write([byte | 0x0c, byte | 0x08], to: 0x27)
                try await time.sleep(for: .microseconds(pause))
            }
            for command in [0x28, 0x0c, 0x06, 0x01] as [UInt8] {
                try await Self.send(command, isData: false, bus)
                try await time.sleep(for: .milliseconds(2))
            }
            for byte in Array("Brew 93".utf8) + [0xdf, 0x43] { try await Self.send(byte, isData: true, bus) }
            try await Self.send(0xc3, isData: false, bus)
            for byte in Array("ready".utf8) { try await Self.send(byte, isData: true, bus) }
            #expect(try board.output("x.text") == "Brew 93°C       \n   ready        ")
            #expect(try board.output("x.backlight") == true)
            try await bus.write([0x00], to: 0x27)
            #expect(try board.output("x.backlight") == false)
            // Shifted left by two, and off.
            for command in [0x18, 0x18] as [UInt8] { try await Self.send(command, isData: false, bus) }
            #expect(try board.output("x.text") == "ew 93°C         \n ready          ")
            try await Self.send(0x08, isData: false, bus)
            #expect(try board.output("x.text").text?.contains { $0 != " " && $0 != "\n" } == false)
        }
        #expect(board.messages(.part) == [])
    }

    @Test func `an instruction that comes too soon is lost, and that is told once`() throws {
        let rig = try PartRig(
            ["x lcd1602"],
            [
                "x:VSS pi:GND", "x:VDD pi:5V", "x:RW pi:GND", "x:RS pi:GPIO5", "x:E pi:GPIO6", "x:D4 pi:GPIO12",
                "x:D5 pi:GPIO13",
                "x:D6 pi:GPIO16", "x:D7 pi:GPIO19", "x:A pi:5V", "x:K pi:GND",
            ])
        func half(_ bits: Int, isData: Bool) throws {
            try rig.drive(5, isData)
            for (place, gpio) in [12, 13, 16, 19].enumerated() { try rig.drive(gpio, bits >> place & 1 == 1) }
            try rig.pulse(6, 1)
        }
        func send(_ byte: Int, isData: Bool, pause: Int64) throws {
            try half(byte >> 4, isData: isData)
            try half(byte & 0xf, isData: isData)
            rig.wait(pause)
        }
        for (bits, pause) in [(3, 5000), (3, 200), (3, 200), (2, 200)] as [(Int, Int64)] {
            try half(bits, isData: false)
            rig.wait(pause)
        }
        for command in [0x28, 0x0c, 0x06] { try send(command, isData: false, pause: 50) }
        try send(0x01, isData: false, pause: 100)
        // Still clearing: this is lost.
        try send(0x41, isData: true, pause: 2000)
        try send(0x42, isData: true, pause: 40)
        #expect(rig.output("x.text").text?.hasPrefix("B ") == true)
        #expect(rig.board.messages(.part).count == 1)
        #expect(rig.output("x.backlight") == true)
    }

    @Test func `an MCP3008 measures its channels, alone and against each other`() async throws {
        let time = VirtualTime()
        let rig = try PartRig(
            ["adc chip-mcp3008", "p potentiometer value=512", "q potentiometer value=256"],
            [
                "adc:VDD pi:3V3", "adc:VREF pi:3V3", "adc:AGND pi:GND", "adc:DGND pi:GND", "adc:CLK pi:GPIO11",
                "adc:DOUT pi:GPIO9",
                "adc:DIN pi:GPIO10", "adc:CS pi:GPIO8", "p:VCC pi:3V3", "p:GND pi:GND", "p:SIG adc:CH0", "q:VCC pi:3V3",
                "q:GND pi:GND",
                "q:SIG adc:CH1",
            ], clock: time)
        let (hal, board) = (rig.hal, rig.board)
        try await time.run {
            let adc = try MCP3008(on: hal)
            #expect(try await adc[0].read().raw == 512)
            #expect(try await adc[1].read().raw == 256)
            #expect(try await adc[7].read().raw != adc[7].read().raw, "nothing drives it, so it may read anything")
            try board.set("p.position", 1)
            #expect(try await adc[0].read().raw == 1023)
            // Differential, channel 0 against channel 1, by hand: start bit, 0, 000.
            let device = try board.spi(0, chipSelect: 0, SPIConfig())
            let answer = try await device.transfer([0x01, 0x00, 0x00])
            #expect(Int(answer[1] & 3) << 8 | Int(answer[2]) == 767)
        }
    }
}
