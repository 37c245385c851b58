// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// What lights: an LED, an RGB LED, digits, an addressable LED.
@Suite struct LampTests {
    @Test func `an LED's current comes of the voltage that it leaves and the resistor`() throws {
        let rig = try PartRig(["l led color=red", "r resistor value=330"], ["pi:GPIO18 r:1", "r:2 l:A", "l:C pi:GND"])
        try rig.drive(18, true)
        // (3.3 V - 1.8 V) / (330 Ω + 40 Ω of the pin)
        #expect(rig.output("l.current") == 4.054)
        #expect(rig.output("l.brightness") == 0.203)
        try rig.drive(18, false)
        #expect(rig.output("l.brightness") == 0.0)
    }

    @Test func `a resistor at the cathode does as well, and a lamp the wrong way round stays dark`() throws {
        let rig = try PartRig(
            ["l led color=red", "r resistor value=330", "x led", "y resistor"],
            ["pi:GPIO18 l:A", "l:C r:1", "r:2 pi:GND", "pi:GPIO18 x:C", "x:A y:1", "y:2 pi:GND"])
        try rig.drive(18, true)
        #expect(rig.output("l.current") == 4.054)
        #expect(rig.output("x.current") == 0.0)
    }

    @Test func `an RGB LED with a common cathode mixes its colours`() throws {
        let rig = try PartRig(
            ["l rgb-led common=cathode", "a resistor value=220", "b resistor value=220"],
            ["pi:GPIO12 a:1", "a:2 l:R", "pi:GPIO13 b:1", "b:2 l:B", "l:COM pi:GND"])
        try rig.drive(12, true)
        #expect(rig.output("l.red").number.map { $0 > 0.25 } == true)
        #expect(rig.output("l.blue") == 0.0)
        try rig.drive(13, true)
        #expect(rig.output("l.blue").number.map { $0 > 0.1 } == true)
    }

    @Test func `with a common anode a low pin lights`() throws {
        let rig = try PartRig(["l rgb-led", "a resistor value=220"], ["pi:GPIO12 a:1", "a:2 l:G", "l:COM pi:3V3"])
        try rig.drive(12, true)
        #expect(rig.output("l.green") == 0.0)
        try rig.drive(12, false)
        #expect(rig.output("l.green").number.map { $0 > 0.1 } == true)
    }

    // Segments A to G at GPIO 5 to 11, through resistors.
    private static func digits(_ attributes: String, _ commons: [String]) throws -> PartRig {
        var parts = ["d 7segment \(attributes)"]
        var wires = commons
        for (place, segment) in ["A", "B", "C", "D", "E", "F", "G", "DP"].enumerated() {
            parts.append("r\(place) resistor value=220")
            wires += ["pi:GPIO\(16 + place) r\(place):1", "r\(place):2 d:\(segment)"]
        }
        return try PartRig(parts, wires)
    }

    private static func show(_ mask: Int, _ rig: PartRig, activeLow: Bool) throws {
        for segment in 0..<8 { try rig.drive(16 + segment, (mask >> segment & 1 == 1) != activeLow) }
    }

    @Test(
        "a digit is read off its segments",
        arguments: [
            (0x3f, "0"), (0x06, "1"), (0x5b, "2"), (0x7f, "8"), (0x6f, "9"), (0x80, " ."), (0x77, "A"), (0x49, "?"),
        ])
    func digit(mask: Int, text: String) throws {
        let rig = try Self.digits("", ["d:COM pi:3V3"])
        try Self.show(mask, rig, activeLow: true)
        // What was lit on the way there is forgotten by then.
        rig.wait(51_000)
        #expect(rig.output("d.text") == .text(text))
    }

    @Test func `digits that are lit in turn are seen together, and go out when they are not lit any more`() throws {
        let rig = try Self.digits("digits=2 common=cathode", ["d:DIG1 pi:GPIO5", "d:DIG2 pi:GPIO6"])
        for _ in 0..<10 {
            for (digit, mask) in [(5, 0x5b), (6, 0x66)] {
                try rig.drive(5, true)
                try rig.drive(6, true)
                try Self.show(mask, rig, activeLow: false)
                try rig.drive(digit, false)
                rig.wait(5000)
            }
        }
        #expect(rig.output("d.text") == "24")
        #expect(rig.output("d.segments") == "ABDEG BCFG")
        try rig.drive(5, true)
        try rig.drive(6, true)
        rig.wait(60_000)
        #expect(rig.output("d.text") == "  ")
    }

    @Test func `an addressable LED takes its bits and hands the others on`() throws {
        let rig = try PartRig(
            ["a neopixel", "b neopixel"],
            ["a:VDD pi:5V", "a:VSS pi:GND", "b:VDD pi:5V", "b:VSS pi:GND", "pi:GPIO21 a:DIN", "a:DOUT b:DIN"])
        try rig.drive(21, false)
        for color in [0x12_80ff, 0x00ff40] {
            for bit in (0..<24).reversed() {
                let isOne = color >> bit & 1 == 1
                try rig.drive(21, true)
                rig.board.advance(by: .nanoseconds(isOne ? 800 : 400))
                try rig.drive(21, false)
                rig.board.advance(by: .nanoseconds(isOne ? 450 : 850))
            }
        }
        #expect(rig.output("a.color") == "#000000")
        rig.wait(60)
        // Green comes first on the wire.
        #expect(rig.output("a.color") == "#8012ff")
        #expect(rig.output("b.color") == "#ff0040")
    }
}
