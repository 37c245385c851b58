// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct BoardCommandTests {
    private static let diagram = """
        {
          "version": 1,
          "parts": [
            { "type": "board-raspberry-pi-4", "id": "pi", "attrs": {} },
            { "type": "wokwi-pushbutton", "id": "btn1", "attrs": { "color": "green" } },
            { "type": "wokwi-led", "id": "led1", "attrs": { "color": "red" } },
            { "type": "board-ssd1306", "id": "oled", "attrs": {} },
            { "type": "chip-magic", "id": "magic" }
          ],
          "connections": [
            ["pi:GPIO17", "btn1:1.l", "green", []], ["btn1:2.l", "pi:GND.1", "black", []],
            ["pi:GPIO18", "led1:A", "red", []], ["led1:C", "pi:GND.2", "black", []],
            ["oled:SDA", "pi:GPIO2", "", []], ["oled:SCL", "pi:GPIO3", "", []],
            ["oled:VCC", "pi:3V3", "", []], ["oled:GND", "pi:GND", "", []]
          ]
        }
        """

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private static func element(_ index: Int, of list: JSONValue?) throws -> JSONValue {
        guard case .array(let elements)? = list else { return .null }
        return elements[index]
    }

    @Test func `shows parts, nets, lines, buses and what is wrong`() throws {
        let program = try Program()
        try Self.write(Self.diagram, to: "\(program.folder)/lamp.json")
        let result = try program.run("board", "check", "lamp.json")
        #expect(result.status == 0)
        #expect(
            result.output == """
                lamp.json: Raspberry Pi 4 Model B, 5 parts, 8 wires, 6 nets

                parts
                  PART   TYPE                  WHAT
                  pi     board-raspberry-pi-4  Raspberry Pi 4 Model B
                  btn1   wokwi-pushbutton      push button
                  led1   wokwi-led             LED
                  oled   board-ssd1306         OLED display
                  magic  chip-magic            not simulated

                nets
                  NET        PINS
                  pi:GPIO2   pi:GPIO2 oled:SDA
                  pi:GPIO3   pi:GPIO3 oled:SCL
                  pi:GPIO17  pi:GPIO17 btn1:1.l btn1:1.r
                  pi:GPIO18  pi:GPIO18 led1:A
                  pi:3V3.1   pi:3V3.1 oled:VCC
                  pi:GND.1   pi:GND.1 btn1:2.l btn1:2.r led1:C oled:GND

                lines
                  LINE    NAMES                                    DIRECTION  SETTINGS
                  GPIO17  btn1, button.btn1, button.green, button  input      active low, bias pullUp
                  GPIO18  led1, led.led1, led.red, led             output

                buses
                  BUS    LINES         DEVICES
                  i2c-1  GPIO2, GPIO3  oled (0x3c)

                findings
                  lamp.json:8:5: warning: magic is a chip-magic, which is not simulated [part-unknown]
                    It stays a box that does nothing; write it as a part in Swift and register its type.
                  lamp.json:6:5: warning: nothing limits the current through led1 [led-without-resistor]
                    Put a resistor in series, 220 Ω to 1 kΩ; without one the lamp or the pin that feeds it is overloaded.

                """)
    }

    @Test func `tells the same as JSON`() throws {
        let program = try Program()
        try Self.write(Self.diagram, to: "\(program.folder)/lamp.json")
        let result = try program.run("board", "check", "lamp.json", "--output", "json")
        #expect(result.status == 0)
        let report = try result.json
        #expect(report["board"] == "Raspberry Pi 4 Model B")
        #expect(report["unknown_parts"] == ["magic"])
        #expect(
            try Self.element(0, of: report["lines"]) == [
                "name": "btn1", "line": "GPIO17", "offset": 17, "gpio": 17, "board": "pi", "part": "btn1",
                "direction": "input",
                "active_low": true, "needed_bias": "pullUp",
            ])
        #expect(
            try Self.element(1, of: report["findings"]) == [
                "rule": "led-without-resistor", "severity": "warning", "subject": "led1",
                "message": "nothing limits the current through led1",
                "advice":
                    "Put a resistor in series, 220 Ω to 1 kΩ; without one the lamp or the pin that feeds it is overloaded.",
                "line": 6, "column": 5,
            ])
    }

    @Test func `ends with status 1 when the file is broken or absent, and says where`() throws {
        let program = try Program()
        try Self.write("{ \"parts\": [ { \"id\": \"x\" } ] }", to: "\(program.folder)/broken.json")
        let broken = try program.run("board", "check", "broken.json")
        #expect(broken.status == 1)
        #expect(
            broken.errors
                == "error: broken.json:1:14: parts[0] has no type; say what it is, such as \"type\": \"wokwi-led\"\n")
        let absent = try program.run("board", "check", "absent.json")
        #expect(absent.status == 1)
        #expect(absent.errors == "error: absent.json: there is no such file; give the path of a diagram.json\n")
    }
}
