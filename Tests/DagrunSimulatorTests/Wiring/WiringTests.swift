// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunSimulator
import Testing

@Suite struct WiringTests {
    private static func wiring(_ parts: [DiagramPart], _ wires: [(String, String)]) -> Wiring {
        Wiring(
            DiagramFile(
                Diagram(
                    parts: parts,
                    connections: wires.compactMap { from, to in
                        guard let from = DiagramPin(from), let to = DiagramPin(to) else { return nil }
                        return DiagramConnection(from: from, to: to)
                    })))
    }

    private static func pins(_ wiring: Wiring, _ name: String) -> [String]? {
        wiring.nets.first { net in net.terminals.contains { wiring.name($0) == name } }?.terminals.map(wiring.name)
    }

    private static let parts = [
        DiagramPart(id: "uno", type: "wokwi-arduino-uno"), DiagramPart(id: "bb", type: "wokwi-breadboard-half"),
        DiagramPart(id: "mini", type: "wokwi-breadboard-mini"), DiagramPart(id: "r1", type: "wokwi-resistor"),
        DiagramPart(id: "led1", type: "wokwi-led"),
    ]

    @Test func `five holes of a breadboard are one net, the halves are two`() {
        let wiring = Self.wiring(
            Self.parts,
            [
                ("uno:13", "bb:3t.a"), ("r1:1", "bb:3t.e"), ("r1:2", "bb:3b.f"), ("led1:A", "bb:3b.j"),
                ("led1:C", "bb:4t.a"),
            ])
        #expect(Self.pins(wiring, "uno:13") == ["uno:13", "r1:1"])
        #expect(Self.pins(wiring, "r1:2") == ["r1:2", "led1:A"])
        #expect(Self.pins(wiring, "led1:C") == ["led1:C"])
        #expect(wiring.findings == [])
    }

    @Test func `a rail is one net all along, and joins others by wires`() {
        let wiring = Self.wiring(
            Self.parts,
            [
                ("uno:GND", "bb:tn.1"), ("bb:tn.25", "bb:bn.25"), ("led1:C", "bb:bn.7"), ("uno:5V", "bb:tp.1"),
                ("r1:1", "bb:tp.9"),
            ])
        #expect(Self.pins(wiring, "led1:C") == ["uno:GND", "led1:C"])
        #expect(Self.pins(wiring, "r1:1") == ["uno:5V", "r1:1"])
    }

    @Test(
        "holes that a breadboard has not are told",
        arguments: [
            "bb:31t.a", "bb:0t.a", "bb:3t.f", "bb:3b.a", "bb:3t", "bb:tp.26", "mini:18t.a", "mini:tp.1", "bb:x",
        ])
    func absentHole(_ hole: String) {
        let wiring = Self.wiring(Self.parts, [("led1:A", hole)])
        #expect(wiring.findings.map(\.rule) == [.wirePinAbsent])
    }

    @Test func `wires to absent parts and pins are told, and the others count`() {
        let wiring = Self.wiring(
            Self.parts,
            [("led1:A", "ssd1306:DATA"), ("led1:B", "uno:12"), ("led1:A", "uno:D12"), ("led1:A", "uno:A4.2")])
        #expect(
            wiring.findings.map { "\($0.rule) \($0.subject)" } == [
                "wire-part-absent ssd1306:DATA", "wire-pin-absent led1:B", "wire-pin-absent uno:D12",
            ])
        #expect(Self.pins(wiring, "led1:A") == ["uno:A4", "led1:A"])
    }

    @Test func `a part of unknown type is a box with the pins that wires name`() {
        let wiring = Self.wiring(
            Self.parts + [DiagramPart(id: "x", type: "chip-frobnicator"), DiagramPart(id: "y", type: "wokwi-leed")],
            [("x:OUT", "uno:7"), ("x:IN", "uno:8"), ("y:A", "uno:9")])
        #expect(wiring.findings.map(\.rule) == [.partUnknown, .partUnknown])
        #expect(wiring.findings[1].message.contains("did you mean \"wokwi-led\""))
        #expect(Self.pins(wiring, "x:OUT") == ["uno:7", "x:OUT"])
        #expect(wiring.parts.first { $0.id == "x" }?.isUnknown == true)
    }

    @Test func `the serial monitor is an end without a part`() {
        let wiring = Self.wiring(Self.parts, [("uno:1", "$serialMonitor:RX")])
        #expect(wiring.findings == [])
        #expect(Self.pins(wiring, "uno:1") == ["uno:1", "$serialMonitor:RX"])
    }

    @Test func `attributes that can't be read are told one by one, and the part is there`() throws {
        let wiring = Self.wiring(
            [
                DiagramPart(
                    id: "sensor", type: "board-bmp280", attributes: [:]),
                DiagramPart(
                    id: "dht", type: "wokwi-dht22",
                    attributes: ["temperature": "warm", "humidity": "200", "humidty": "3"]),
            ], [("dht:SDA", "dht:VCC")])
        #expect(
            wiring.findings.map { "\($0.rule) \($0.subject)" } == [
                "part-unknown sensor", "attribute-unreadable dht", "attribute-unreadable dht", "attribute-misspelt dht",
            ])
        #expect(wiring.parts.contains { $0.id == "dht" && !$0.isUnknown })
    }

    @Test func `the public breadboard leads each button to its line`() throws {
        let board = try PublicDiagram.board("uno-lcdmenu-ky040")
        let lines = Dictionary(
            board.lineNames.map { ($0.name, board.wiring.parts[$0.board].board?.lines[$0.line].name ?? "") },
            uniquingKeysWith: { first, _ in first })
        #expect(
            ["btn1", "btn2", "btn3", "btn4", "btn5", "btn6", "btn7", "encoder.clk", "encoder.dt", "encoder.sw", "dht1"]
                .map {
                    lines[$0]
                } == ["5", "6", "7", "8", "9", "10", "11", "2", "3", "4", "12"])
        #expect(
            board.buses == [
                DiagramBus(
                    name: "i2c-0", lines: ["A4", "A5"],
                    devices: [.init(part: "lcd1", address: "0x27"), .init(part: "oled1", address: "0x3c")]),
                DiagramBus(name: "spi0", lines: ["13", "11", "12"], devices: []),
            ])
    }
}
