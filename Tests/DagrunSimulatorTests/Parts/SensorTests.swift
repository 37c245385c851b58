// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// What measures, at the level of its pins.
@Suite(.timeLimit(.minutes(15))) struct SensorTests {
    private static func motion(_ attributes: String = "") throws -> PartRig {
        try PartRig(
            ["m pir-motion-sensor delayTime=2 inhibitTime=1 \(attributes)"],
            ["m:VCC pi:5V", "m:GND pi:GND", "m:OUT pi:GPIO4"])
    }

    @Test func `a motion makes the output high for the delay, then nothing is seen for a while`() throws {
        let rig = try Self.motion()
        for value in [1, 0] as [PartValue] { try rig.board.set("m.motion", value) }
        rig.wait(2_500_000)
        // In the inhibit time.
        for value in [1, 0] as [PartValue] { try rig.board.set("m.motion", value) }
        rig.wait(1_000_000)
        for value in [1, 0] as [PartValue] { try rig.board.set("m.motion", value) }
        rig.wait(10_000_000)
        #expect(rig.changes("m:OUT") == ["1@0", "0@2000000", "1@3500000", "0@5500000"])
        #expect(try rig.board.volts("m:OUT") == 0)
    }

    @Test func `a further motion makes it stay high, unless it does not retrigger`() throws {
        for (attributes, end) in [("", 3_000_000), ("retrigger=0", 2_000_000)] {
            let rig = try Self.motion(attributes)
            for value in [1, 0] as [PartValue] { try rig.board.set("m.motion", value) }
            rig.wait(1_000_000)
            for value in [1, 0] as [PartValue] { try rig.board.set("m.motion", value) }
            rig.wait(10_000_000)
            #expect(rig.changes("m:OUT") == ["1@0", "0@\(end)"])
        }
    }

    @Test func `who goes on moving is seen on and on`() throws {
        let rig = try Self.motion()
        try rig.board.set("m.motion", 1)
        rig.wait(60_000_000)
        #expect(rig.changes("m:OUT") == ["1@0"])
        #expect(try rig.board.volts("m:OUT").map { abs($0 - 3.3) < 0.1 } == true)
    }

    private static func sonar(_ distance: String) throws -> PartRig {
        try PartRig(
            ["s hc-sr04 distance=\(distance)"], ["s:VCC pi:5V", "s:GND pi:GND", "s:TRIG pi:GPIO23", "s:ECHO pi:GPIO24"])
    }

    @Test(
        "the echo is 58 µs long for each centimetre",
        arguments: [("10", 580), ("100", 5800), ("400", 23_200), ("500", 38_000)])
    func echo(distance: String, width: Int64) throws {
        let rig = try Self.sonar(distance)
        try rig.drive(23, false)
        try rig.pulse(23, 10)
        rig.wait(60_000)
        #expect(rig.changes("s:ECHO") == ["1@460", "0@\(460 + width)"])
    }

    @Test func `a trigger that is too short is told and ignored, and one meanwhile, too`() throws {
        let rig = try Self.sonar("100")
        try rig.drive(23, false)
        try rig.pulse(23, 9)
        rig.wait(1000)
        #expect(rig.changes("s:ECHO") == [])
        #expect(rig.board.messages(.part) == ["s: a trigger must be high for 10 µs at least; this one is ignored"])
        try rig.pulse(23, 10)
        rig.wait(1000)
        try rig.pulse(23, 10)
        rig.wait(60_000)
        #expect(rig.changes("s:ECHO").count == 2)
        #expect(rig.output("s.measured") == 100)
    }

    /// What a controller reads from a DHT22: the bytes, by the widths of the pulses.
    private static func read(_ rig: PartRig, startFor microseconds: Int64 = 1000) throws -> [UInt8]? {
        let before = rig.changes("d:SDA").count
        try rig.drive(4, false)
        rig.wait(microseconds)
        try rig.pull(4, .pullUp)
        rig.wait(10_000)
        // The controller's own fall and rise come first, then low and high for 80 µs each.
        let edges = rig.changes("d:SDA").dropFirst(before).dropFirst(2).compactMap { text in
            text.split(separator: "@").last.flatMap { Int64($0) }
        }
        guard edges.count == 2 + 2 * 40 + 2 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 5)
        for bit in 0..<40 {
            let width = edges[4 + 2 * bit] - edges[3 + 2 * bit]
            bytes[bit / 8] = bytes[bit / 8] << 1 | (width > 50 ? 1 : 0)
        }
        return bytes
    }

    private static func dht(_ attributes: String) throws -> PartRig {
        let rig = try PartRig(["d dht22 \(attributes)"], ["d:VCC pi:3V3", "d:GND pi:GND", "d:SDA pi:GPIO4"])
        try rig.pull(4, .pullUp)
        rig.wait(1_000_000)
        return rig
    }

    @Test func `a DHT22 answers a start signal with forty bits`() throws {
        let rig = try Self.dht("temperature=24.5 humidity=40.2")
        // 402 and 245 in tenths, and the sum of the bytes.
        #expect(try Self.read(rig) == [0x01, 0x92, 0x00, 0xf5, 0x88])
        #expect(rig.output("d.reading") == "40.2 %, 24.5 °C")
        let changes = rig.changes("d:SDA")
        #expect(
            Array(changes.prefix(7)) == [
                "0@1000000", "1@1001000", "0@1001030", "1@1001110", "0@1001190", "1@1001240", "0@1001266",
            ])
        #expect(changes.last?.hasPrefix("1@") == true)
    }

    @Test func `a temperature below zero has its sign in the highest bit`() throws {
        #expect(try Self.read(try Self.dht("temperature=-10.1 humidity=65.2")) == [0x02, 0x8c, 0x80, 0x65, 0x73])
    }

    @Test func `a value is measured every two seconds at most`() throws {
        let rig = try Self.dht("temperature=20 humidity=50")
        #expect(try Self.read(rig)?[3] == 200)
        try rig.board.set("d.temperature", 21)
        #expect(try Self.read(rig)?[3] == 200)
        rig.wait(2_000_000)
        #expect(try Self.read(rig)?[3] == 210)
    }

    @Test func `a start signal that is too short gets no answer`() throws {
        let rig = try Self.dht("")
        #expect(try Self.read(rig, startFor: 500) == nil)
        #expect(rig.changes("d:SDA").count == 2)
    }

    @Test(
        "a thermistor's voltage follows its temperature",
        arguments: [(25, 1.65), (0, 2.5435), (100, 0.215)])
    func thermistor(celsius: Double, volts: Double) throws {
        let rig = try PartRig(["t ntc-temperature-sensor"], ["t:VCC pi:3V3", "t:GND pi:GND"])
        try rig.board.set("t.temperature", .number(celsius))
        #expect(try rig.board.volts("t:OUT").map { abs($0 - volts) < 0.002 } == true)
    }

    @Test func `Wokwi's formula gives the temperature back`() throws {
        let rig = try PartRig(["t ntc-temperature-sensor temperature=37"], ["t:VCC pi:5V", "t:GND pi:GND"])
        let analog = try #require(try rig.board.volts("t:OUT")) / 5 * 1023
        let celsius = 1 / (Logarithm.natural(1 / (1023 / analog - 1)) / 3950 + 1 / 298.15) - 273.15
        #expect(abs(celsius - 37) < 0.01)
    }

    // The table of Wokwi's page on the part, for 5 V.
    @Test(
        "a photoresistor's voltage follows the light",
        arguments: [
            (0.1, 4.96), (1, 4.81), (10, 4.17), (50, 3.09), (100, 2.50), (400, 1.37), (1000, 0.83), (10_000, 0.19),
        ])
    func photoresistor(lux: Double, volts: Double) throws {
        let rig = try PartRig(["l photoresistor-sensor"], ["l:VCC pi:5V", "l:GND pi:GND"])
        try rig.board.set("l.lux", .number(lux))
        #expect(try rig.board.volts("l:AO").map { abs($0 - volts) < 0.01 } == true)
        #expect(rig.output("l.isDark") == .flag(lux < 100))
        #expect(try rig.board.read("l:DO") == (lux < 100 ? .high : .low))
    }

    @Test func `a potentiometer divides its supply`() throws {
        let rig = try PartRig(["p potentiometer value=1023"], ["p:VCC pi:3V3", "p:GND pi:GND"])
        #expect(try rig.board.volts("p:SIG").map { abs($0 - 3.3) < 0.001 } == true)
        try rig.board.set("p.position", 0.25)
        #expect(try rig.board.volts("p:SIG").map { abs($0 - 0.825) < 0.001 } == true)
        try rig.board.set("p.position", 0)
        #expect(try rig.board.volts("p:SIG").map { $0 < 0.001 } == true)
        #expect(throws: BoardError.self) { try rig.board.set("p.position", 1.5) }
    }

    private static func scale(_ clock: (any HALClock)? = nil) throws -> PartRig {
        try PartRig(
            ["h hx711 type=5kg"], ["h:VCC pi:5V", "h:GND pi:GND", "h:DT pi:GPIO5", "h:SCK pi:GPIO6"], clock: clock)
    }

    @Test func `a load cell's value is shifted out bit by bit, and the next one comes 100 ms later`() throws {
        let rig = try Self.scale()
        try rig.drive(6, false)
        try rig.board.set("h.load", -1.5)
        rig.wait(399_000)
        #expect(try rig.board.read("h:DT") == .high)
        rig.wait(1000)
        #expect(try rig.board.read("h:DT") == .low)
        var value: Int32 = 0
        for _ in 0..<24 {
            try rig.drive(6, true)
            value = value << 1 | (try rig.board.read("h:DT") == .high ? 1 : 0)
            rig.wait(1)
            try rig.drive(6, false)
            rig.wait(1)
        }
        #expect((value << 8) >> 8 == -630)
        try rig.pulse(6, 1)
        #expect(try rig.board.read("h:DT") == .high)
        rig.wait(100_000)
        #expect(try rig.board.read("h:DT") == .low)
        #expect(rig.output("h.raw") == -630)
    }

    @Test func `a clock that stays high turns the converter off, and it starts anew`() throws {
        let rig = try Self.scale()
        // GPIO6 of a Pi is pulled up until somebody drives it.
        try rig.drive(6, false)
        rig.wait(400_000)
        #expect(try rig.board.read("h:DT") == .low)
        try rig.drive(6, true)
        rig.wait(61)
        #expect(try rig.board.read("h:DT") == .high)
        try rig.drive(6, false)
        rig.wait(399_000)
        #expect(try rig.board.read("h:DT") == .high)
        rig.wait(2000)
        #expect(try rig.board.read("h:DT") == .low)
    }

    @Test func `the HAL's HX711 reads the load`() async throws {
        let time = VirtualTime()
        let rig = try Self.scale(time)
        let (hal, board) = (rig.hal, rig.board)
        try board.set("h.load", 2)
        try await time.run {
            let converter = try await HX711(data: "scale.dt", clock: "scale.sck", on: hal)
            #expect(try await converter.read() == 840)
            try board.set("h.load", 0.25)
            _ = try await converter.read()
            #expect(try await converter.read() == 105)
            converter.close()
        }
    }
}
