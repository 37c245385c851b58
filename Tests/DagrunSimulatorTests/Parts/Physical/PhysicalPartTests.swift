// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite("Parts between pins and quantities")
struct PhysicalPartTests {
    private static func line(_ number: Int) -> LineAddress { LineAddress(chip: "gpiochip0", offset: number) }

    @Test("A load sets its quantity while its pin is high")
    func load() throws {
        let board = try VirtualBoard("load") {
            RaspberryPiPart("pi")
            Quantity("heater.power", unit: "W", initial: 7)
            LoadSwitchPart("heater", quantity: "heater.power", fullValue: 1000)
                .wired("IN", to: "pi:GPIO23").wired("GND", to: "pi:GND")
        }
        #expect(try board.quantity("heater.power") == 0)
        let heater = try board.request([Self.line(23)], [.output(true)], consumer: "test")
        #expect(try board.quantity("heater.power") == 1000)
        #expect(try board.output("heater.on") == 1.0)
        try heater.set(false, at: 0)
        #expect(try board.quantity("heater.power") == 0)
    }

    @Test("A float closes at its level and opens below it")
    func float() throws {
        let board = try VirtualBoard("tank") {
            RaspberryPiPart("pi")
            Quantity("tank.water", unit: "g", initial: 100)
            LevelSwitchPart("float", quantity: "tank.water", level: 50, hysteresis: 10)
                .wired("1", to: "pi:GPIO24").wired("2", to: "pi:GND")
        }
        let tank = try board.request(
            [Self.line(24)], [.input(bias: .pullUp, activeLow: true)], consumer: "test")
        #expect(try tank.value(at: 0))
        try board.set(quantity: "tank.water", to: 45)
        #expect(try tank.value(at: 0))
        try board.set(quantity: "tank.water", to: 39)
        #expect(try !tank.value(at: 0))
        try board.set(quantity: "tank.water", to: 45)
        #expect(try !tank.value(at: 0))
        try board.set(quantity: "tank.water", to: 50)
        #expect(try tank.value(at: 0))
    }

    @Test("A meter makes one pulse for each portion, also when much comes at once")
    func meter() throws {
        let board = try VirtualBoard("meter") {
            RaspberryPiPart("pi")
            Quantity("flow", unit: "g", initial: 3)
            PulseMeterPart("meter", quantity: "flow", portion: 0.5)
                .wired("OUT", to: "pi:GPIO25").wired("VCC", to: "pi:3V3").wired("GND", to: "pi:GND")
        }
        let line = try board.request([Self.line(25)], [.input(edges: .rising)], consumer: "test")
        var pulses = 0
        for amount in [3.2, 3.5, 3.74, 8.0, 8.0] {
            try board.set(quantity: "flow", to: amount)
            board.advance(by: .milliseconds(10))
            while case .edge? = try line.pollEvent() { pulses += 1 }
        }
        #expect(pulses == 10)
        #expect(try board.output("meter.pulses") == 10.0)
    }

    @Test("A thermistor in a divider follows its temperature")
    func thermistor() throws {
        let board = try VirtualBoard("divider") {
            RaspberryPiPart("pi")
            Quantity("boiler.temperature", unit: "°C", initial: 25)
            ResistorPart("r1", ohms: 10_000).wired("1", to: "pi:3V3")
            ThermistorPart("ntc", quantity: "boiler.temperature").wired("1", to: "r1:2").wired("2", to: "pi:GND")
        }
        func volts() throws -> Double { try #require(try board.volts("ntc:1")) }
        #expect(abs(try volts() - 1.65) < 0.001)
        try board.set(quantity: "boiler.temperature", to: 93)
        // 10 kΩ · e^(3950 · (1/366.15 - 1/298.15)) = 854 Ω.
        #expect(abs(try volts() - 3.3 * 854 / 10_854) < 0.005)
    }

    @Test("What looks at a quantity that isn't there says so")
    func missing() throws {
        let board = try VirtualBoard("bare") {
            LoadSwitchPart("load", quantity: "nothing")
            LevelSwitchPart("level", quantity: "nothing", level: 1)
            PulseMeterPart("meter", quantity: "nothing", portion: 1)
            ThermistorPart("ntc", quantity: "nothing")
            ReservoirPart("tank", quantity: "nothing", capacity: 1, amount: 1, unit: "g")
        }
        #expect(board.diagnostics.map(\.subject) == ["load", "level", "meter", "ntc", "tank"])
    }
}
