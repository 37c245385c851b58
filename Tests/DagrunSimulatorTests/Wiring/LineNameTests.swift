// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct LineNameTests {
    private static func names(_ board: DiagramBoard) -> [String: String] {
        Dictionary(
            board.lineNames.map { name in
                let line = board.wiring.parts[name.board].board?.lines[name.line].name ?? ""
                let bias = name.neededBias.map { " \($0)" } ?? ""
                return (name.name, "\(line) \(name.isInput ? "in" : "out")\(name.isActiveLow ? " low" : "")\(bias)")
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `airflow-esp's buttons and lamps go by their colours`() throws {
        let board = try PublicDiagram.board("airflow-esp")
        let names = Self.names(board)
        #expect(names["button.green"] == "19 in low pullUp")
        #expect(names["button.yellow"] == "4 in low pullUp")
        #expect(names["button.red"] == "7 in low pullUp")
        #expect(names["led.green"] == "10 out")
        #expect(names["led.yellow"] == "3 out")
        #expect(names["led.red"] == "2 out")
        #expect(names["button.grey"] == "9 in low pullUp")
        #expect(names["btn2"] == "19 in low pullUp")
        #expect(names["led.led1"] == "10 out")
        #expect(names["button"] == nil)
    }

    @Test func `the HAL finds lines by those names, by printed ones and by number`() throws {
        let diagram = try PublicDiagram.board("airflow-esp")
        let board = Board(try diagram.virtualBoard(), description: diagram.description)
        for name: PinID in ["button.green", "19", "IO19", "GPIO19", "gpiochip0:19", "btn2"] {
            #expect(try board.address(of: name) == LineAddress(chip: "gpiochip0", offset: 19))
        }
        #expect(try board.address(of: "led.red").offset == 2)
        #expect(try board.address(of: "TX").offset == 21)
        #expect(board.description.i2c == 0)
        #expect(
            diagram.buses.first
                == DiagramBus(
                    name: "i2c-0", lines: ["0", "1"], devices: [.init(part: "ssd1306", address: "0x3c")]))
    }

    @Test func `labels name what colours can't tell apart`() throws {
        let names = Self.names(try PublicDiagram.board("nano-turn-signals"))
        #expect(names["led.emergency"] == "6 out")
        #expect(names["button.left"] == "2 in low pullUp")
        #expect(names["buzzer"] == "7 out")
        #expect(names["led.white"] == nil)
        let space = Self.names(try PublicDiagram.board("mega-spaceship"))
        #expect(space["button.fire"] == "13 in low pullUp")
        #expect(space["button.up"] == "14 in low pullUp")
        #expect(space["button.red"] == "13 in low pullUp")
        #expect(space["button.green"] == nil)
        #expect(space["potentiometer"] == "A0 in")
    }

    @Test func `a lamp may be fed through its cathode, and a button may give high`() {
        let drawing = Drawing(
            [
                "pi board-raspberry-pi-4", "led1 led color=red", "r1 resistor", "led2 led color=blue", "r2 resistor",
                "b1 pushbutton color=green", "b2 pushbutton color=blue", "r3 resistor value=10k",
            ],
            [
                "pi:3V3 r1:1", "r1:2 led1:A", "led1:C pi:GPIO5",
                "pi:J8:31 r2:1", "r2:2 led2:A", "led2:C pi:GND",
                "b1:1.l pi:3V3", "b1:2.r pi:GPIO22",
                "b2:1.l pi:GPIO23", "b2:2.l pi:GND", "r3:1 pi:GPIO23", "r3:2 pi:3V3",
            ])
        let names = Self.names(drawing.board)
        #expect(names["led.red"] == "GPIO5 out low")
        #expect(names["led.blue"] == "GPIO6 out")
        #expect(names["button.green"] == "GPIO22 in pullDown")
        #expect(names["button.blue"] == "GPIO23 in low")
        #expect(drawing.findings == [])
    }

    @Test func `a name that is printed on the board stays the line's`() {
        let drawing = Drawing(
            ["uno arduino-uno", "13 led", "r1 resistor"], ["uno:7 13:A", "13:C r1:1", "r1:2 uno:GND"])
        let names = Self.names(drawing.board)
        #expect(names["13"] == nil)
        #expect(names["led.13"] == "7 out")
        #expect(drawing.board.description.line(named: "13")?.offset == 13)
    }

    @Test func `outputs of parts are inputs, and those that only pull low want a pull-up`() {
        let drawing = Drawing(
            [
                "pi board-raspberry-pi-5", "pir pir-motion-sensor", "dht dht22", "knob ky-040",
                "relay relay-module transistor=pnp",
                "rgb rgb-led common=cathode", "ra resistor", "rb resistor", "rc resistor",
            ],
            [
                "pir:VCC pi:5V", "pir:GND pi:GND", "pir:OUT pi:GPIO4",
                "dht:VCC pi:3V3", "dht:GND pi:GND", "dht:SDA pi:GPIO22",
                "knob:VCC pi:3V3", "knob:GND pi:GND", "knob:CLK pi:GPIO5", "knob:DT pi:GPIO6", "knob:SW pi:GPIO26",
                "relay:VCC pi:5V", "relay:GND pi:GND", "relay:IN pi:GPIO16",
                "rgb:COM pi:GND", "rgb:R ra:1", "ra:2 pi:GPIO12", "rgb:G rb:1", "rb:2 pi:GPIO13", "rgb:B rc:1",
                "rc:2 pi:GPIO19",
            ])
        let names = Self.names(drawing.board)
        #expect(names["motion"] == "GPIO4 in")
        #expect(names["dht22"] == "GPIO22 in pullUp")
        #expect(names["encoder.clk"] == "GPIO5 in low")
        #expect(names["encoder.sw"] == "GPIO26 in low pullUp")
        #expect(names["relay"] == "GPIO16 out low")
        #expect(names["rgb.r"] == "GPIO12 out")
        #expect(names["rgb.rgb.b"] == "GPIO19 out")
        #expect(drawing.findings == ["pull-up-internal dht:SDA"])
    }
}
