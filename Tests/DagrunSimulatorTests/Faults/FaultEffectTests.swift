// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// What a program notices of a fault, through the protocols and devices that it uses.
@Suite("Of a fault, a program notices", .timeLimit(.minutes(15)))
struct FaultEffectTests {
    private let time = VirtualTime()

    private func bench(_ parts: [String], _ wires: [String], seed: UInt64 = 1) throws -> PartRig {
        try PartRig(parts, wires, seed: seed, clock: time)
    }

    // MARK: Converters

    /// A converter of ten bits at 3.3 V, with half of that at its first channel.
    private func converter() throws -> PartRig {
        try bench(
            ["adc chip-mcp3008", "a resistor value=10000", "b resistor value=10000"],
            [
                "adc:VDD pi:3V3", "adc:VREF pi:3V3", "adc:AGND pi:GND", "adc:DGND pi:GND", "adc:CLK pi:GPIO11",
                "adc:DOUT pi:GPIO9", "adc:DIN pi:GPIO10", "adc:CS pi:GPIO8", "a:1 pi:3V3", "a:2 adc:CH0", "b:1 adc:CH0",
                "b:2 pi:GND",
            ])
    }

    @Test(arguments: [
        ([], 512), ([Fault(.offset(volts: 0.165), at: "adc:CH0")], 563),
        ([Fault(.saturation(0...1), at: "adc:CH0")], 310),
        ([Fault(.offset(volts: -1), at: "adc:CH0"), Fault(.saturation(1...2), at: "adc:CH0")], 310),
        ([Fault(.drift(voltsPerHour: 0.33), at: "adc:CH0")], 716),
        ([Fault(.drift(voltsPerHour: 0.33), at: "adc:CH0", until: .seconds(3600))], 512),
        ([Fault(.offset(volts: -0.33), at: "adc:VREF")], 568), ([Fault(.offset(volts: 1), at: "adc:CH1")], 512),
        ([Fault(.offset(volts: 9), at: "adc:CH0")], 1023),
    ])
    func `a wrong measurement, and that of a converter on a bus, too`(faults: [Fault], raw: Int) async throws {
        let rig = try converter()
        for fault in faults { try rig.board.inject(fault) }
        let (hal, board) = (rig.hal, rig.board)
        try await time.run { [time] in
            try await time.sleep(for: .seconds(7200))
            #expect(try await MCP3008(on: hal)[0].read().raw == raw)
            #expect(try board.volts("adc:CH0") == 1.65, "only what is measured differs")
        }
    }

    @Test func `noise around the voltage, the same for the same seed`() async throws {
        func raws(seed: UInt64) async throws -> [Int] {
            let rig = try converter()
            try rig.board.inject(Fault(.noise(volts: 0.01), at: "adc:CH0", seed: seed))
            let hal = rig.hal
            return try await time.run {
                let channel = try MCP3008(on: hal)[0]
                var raws: [Int] = []
                for _ in 0..<100 { raws.append(try await channel.read().raw) }
                return raws
            }
        }
        let first = try await raws(seed: 3)
        #expect(Set(first).count > 5 && first.allSatisfy { abs($0 - 512) < 20 }, "\(first)")
        #expect(abs(first.reduce(0, +) - 51_200) < 200)
        #expect(try await raws(seed: 3) == first)
        #expect(try await raws(seed: 4) != first)
    }

    // MARK: Buses

    @Test func `other bytes than were sent over SPI, both ways, and the same ones for the same seed`() async throws {
        func bytes(seed: UInt64, probability: Double) async throws -> (answers: [UInt8], heard: String) {
            let board = try VirtualBoard("bus", clock: time) {
                RaspberryPiPart("pi")
                Echo("e").wired("SCK", to: "pi:GPIO11").wired("DI", to: "pi:GPIO10").wired("DO", to: "pi:GPIO9")
                    .wired("CS", to: "pi:GPIO8")
            }
            try board.inject(Fault(.corrupt, at: "spi0", probability: probability, seed: seed))
            return try await time.run {
                let device = try board.spi(0, chipSelect: 0, SPIConfig())
                let answers = try await device.transfer(Array(repeating: 0x55, count: 200))
                let log = try board.output("e.log").text ?? ""
                return (
                    answers,
                    log.split(separator: " ").compactMap { $0.split(separator: ":").last }.joined(separator: " ")
                )
            }
        }
        let sound = try await bytes(seed: 1, probability: 0)
        #expect(sound.answers == [0xee] + Array(repeating: 0x55, count: 199))
        let first = try await bytes(seed: 1, probability: 0.1)
        let again = try await bytes(seed: 1, probability: 0.1)
        #expect(first == again)
        #expect(try await bytes(seed: 2, probability: 0.1) != first)
        // The echo of a byte that arrived corrupt is corrupt, too: each byte has two occasions.
        let differing = zip(first.answers, sound.answers).filter { $0 != $1 }
        #expect((20...60).contains(differing.count))
        #expect(differing.allSatisfy { (1...2).contains(($0 ^ $1).nonzeroBitCount) }, "a bit each time")
        #expect(first.heard != sound.heard)
    }

    @Test func `a sensor that was without power: silence, and then one that forgot what it was told`() async throws {
        let rig = try bench(
            ["air board-bme280"], ["air:VCC pi:3V3", "air:GND pi:GND", "air:SDA pi:GPIO2", "air:SCL pi:GPIO3"])
        let (hal, board) = (rig.hal, rig.board)
        try board.set("air.humidity", 81)
        try board.inject(Fault(.reset, at: "air", from: .seconds(1)))
        try await time.run { [time] in
            let bus = try hal.i2c()
            let sensor = try await BME280(on: hal)
            #expect(abs(try await sensor.read().humidity - 81) < 0.1)
            #expect(try await bus.write([0xf2], thenRead: 1, from: 0x76) != [0])
            try await time.sleep(for: .milliseconds(1005) - (time.now - Timestamp(nanoseconds: 0)))
            let silent = await #expect(throws: HALError.self) { try await sensor.read() }
            #expect(silent?.i2cFault == .noAcknowledgeAddress && silent?.isRetryable == true)
            try await time.sleep(for: .milliseconds(20))
            #expect(try await bus.write([0xf2], thenRead: 1, from: 0x76) == [0])
            // The device tells it anew.
            #expect(abs(try await sensor.read().humidity - 81) < 0.1)
        }
    }

    // MARK: Computers

    /// A Pi with a button, a lamp, a dimmed lamp and a device on I2C.
    private func computer() throws -> VirtualBoard {
        try VirtualBoard("pi", clock: time) {
            RaspberryPiPart("pi")
            PushbuttonPart("btn", bounce: .none).wired("1.l", to: "pi:GPIO4").wired("2.l", to: "pi:GND.3")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO17")
            LEDPart("lamp").wired("A", to: "r1:2").wired("C", to: "pi:GND")
            ResistorPart("r2", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("dim").wired("A", to: "r2:2").wired("C", to: "pi:GND")
            Registers("memory", at: 0x42).wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
            Echo("e").wired("SCK", to: "pi:GPIO11").wired("DI", to: "pi:GPIO10").wired("DO", to: "pi:GPIO9")
                .wired("CS", to: "pi:GPIO8")
        }
    }

    @Test(arguments: [
        Fault(.brownOut, at: "pi", from: .seconds(1), until: .seconds(2)), Fault(.reset, at: "pi", from: .seconds(1)),
    ])
    func `a computer that loses power: all that was open is gone, and can be opened anew`(fault: Fault) async throws {
        let parts = try computer()
        let board = Board(parts, description: .raspberryPi4)
        try parts.inject(fault)
        try await time.run { [time] in
            let button = try await Button("GPIO4", on: board)
            let lamp = try await LED("GPIO17", on: board)
            try lamp.on()
            let dimmer = try board.pwm("GPIO18")
            try dimmer.configure(PWMConfig(frequency: 1000, dutyCycle: 0.5))
            let (bus, device) = (try board.i2c(), try board.spi(chipSelect: 0, SPIConfig(maximumFrequency: 10_000)))
            #expect(try parts.output("lamp.brightness").number ?? 0 > 0)
            #expect(try parts.output("dim.brightness").number ?? 0 > 0)

            // Both are under way when the power goes.
            try await time.sleep(for: .milliseconds(999))
            let written = Task { try await bus.write(Array(repeating: 1, count: 100), to: 0x42) }
            let exchanged = Task { try await device.transfer(Array(repeating: 1, count: 100)) }
            let pressed = await #expect(throws: HALError.self) { try await button.wait(for: .pressed) }
            #expect(pressed?.code == .gone && time.now == Timestamp(nanoseconds: 1_000_000_000))
            let errors = [
                await #expect(throws: HALError.self) { try await written.value },
                await #expect(throws: HALError.self) { try await exchanged.value },
                await #expect(throws: HALError.self) { try await bus.write([1], to: 0x42) },
                #expect(throws: HALError.self) { try dimmer.configure(PWMConfig(frequency: 1000, dutyCycle: 1)) },
                #expect(throws: HALError.self) { try board.i2c() },
                #expect(throws: HALError.self) { try board.spi(chipSelect: 0, SPIConfig()) },
                #expect(throws: HALError.self) { try lamp.on() },
            ]
            for error in errors { #expect(error?.code == .gone && error?.reason == "the computer lost power") }
            let missing = #expect(throws: HALError.self) { try board.pwm("GPIO18") }
            #expect(missing?.code == .gone)
            #expect(time.now == Timestamp(nanoseconds: 1_000_000_000), "nobody waits for a bus without power")
            for lamp in ["lamp", "dim"] { #expect(try parts.output("\(lamp).brightness") == 0) }
            #expect(try parts.read("pi:GPIO18") == .floating)

            try await time.sleep(for: .seconds(2))
            for lamp in ["lamp", "dim"] { #expect(try parts.output("\(lamp).brightness") == 0) }
            #expect(throws: HALError.self) { try dimmer.configure(PWMConfig(frequency: 1000, dutyCycle: 1)) }
            dimmer.release()
            let next = try board.pwm("GPIO18")
            try next.configure(PWMConfig(frequency: 1000, dutyCycle: 1))
            let relit = try await LED("GPIO17", on: board)
            try relit.on()
            for lamp in ["lamp", "dim"] { #expect(try parts.output("\(lamp).brightness").number ?? 0 > 0) }
            try await bus.write([7, 9], to: 0x42)
            #expect(try await bus.write([7], thenRead: 1, from: 0x42) == [9])
            #expect(try await device.transfer([1, 2]) == [0xee, 1])
            #expect(try parts.lineInfo(LineAddress(chip: "gpiochip0", offset: 8)).consumer == "spi0 CS0")
            let again = try await Button("GPIO4", on: board)
            try parts.set("btn.pressed", true)
            _ = try await again.wait(for: .pressed)
        }
    }

    @Test func `an analog input of a computer without power is gone as long`() async throws {
        let pico = try #require(SimulatedBoard.named("wokwi-pi-pico"))
        let board = try VirtualBoard("meter", clock: time) {
            BoardPart("mcu", pico)
            VoltageSource("v").wired("OUT", to: "mcu:GP26")
        }
        try board.set("v.volts", 1.65)
        let input = try board.analog(0, channel: 0)
        let before = try await input.read().raw
        let number = try board.inject(Fault(.brownOut, at: "mcu"))
        for code in [
            await #expect(throws: HALError.self) { try await input.read() }?.code,
            #expect(throws: HALError.self) { try board.analog(0, channel: 0) }?.code,
        ] { #expect(code == .gone) }
        board.remove(fault: number)
        #expect(try await input.read().raw == before)
    }

    @Test func `a chip that is unplugged: who waits is told at once, and goes on once it is back`() async throws {
        let parts = try computer()
        let board = Board(parts, description: .raspberryPi4)
        try parts.inject(Fault(.chipUnplugged, at: "gpiochip0", from: .seconds(1), until: .seconds(2)))
        try await time.run { [time] in
            let button = try await Button("GPIO4", on: board)
            let lamp = try await LED("GPIO17", on: board)
            try lamp.on()
            let error = await #expect(throws: HALError.self) {
                try await button.wait(for: .pressed, timeout: .seconds(60))
            }
            #expect(error?.code == .gone && error?.isRetryable == false)
            #expect(time.now == Timestamp(nanoseconds: 1_000_000_000))
            #expect(try parts.output("lamp.brightness") == 0)
            // A bus is no chip of lines.
            try await board.i2c().write([7, 9], to: 0x42)
            let dark = #expect(throws: HALError.self) { try lamp.on() }
            #expect(dark?.code == .gone)
            let missing = await #expect(throws: HALError.self) { try await LED("GPIO17", on: board) }
            #expect(missing?.code == .gone)
            try await time.sleep(for: .seconds(1))
            #expect(try parts.output("lamp.brightness") == 0, "nobody has claimed it again")
            let relit = try await LED("GPIO17", on: board)
            try relit.on()
            #expect(try parts.output("lamp.brightness").number ?? 0 > 0)
            let again = try await Button("GPIO4", on: board)
            try parts.set("btn.pressed", true)
            _ = try await again.wait(for: .pressed)
        }
    }
}
