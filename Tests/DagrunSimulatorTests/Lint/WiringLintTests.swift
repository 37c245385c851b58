// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import Testing

@Suite struct WiringLintTests {
    /// A rule, a drawing in which it finds something, and one like it in which nothing is wrong.
    struct Sample: CustomTestStringConvertible, Sendable {
        let rule: BoardFinding.Rule
        let subject: String
        let parts: [String]
        let wires: [String]
        let cleanParts: [String]
        let cleanWires: [String]

        init(
            _ rule: BoardFinding.Rule, _ subject: String, _ parts: [String], _ wires: [String],
            clean cleanWires: [String], cleanParts: [String]? = nil
        ) {
            self.rule = rule
            self.subject = subject
            self.parts = parts
            self.wires = wires
            self.cleanParts = cleanParts ?? parts
            self.cleanWires = cleanWires
        }

        var testDescription: String { "\(rule) \(subject)" }
    }

    private static let pi = "pi board-raspberry-pi-4"

    static let samples: [Sample] = [
        Sample(
            .boardMissing, "diagram", ["r1 resistor"], [], clean: [], cleanParts: [pi, "r1 resistor"]),
        Sample(
            .partUnknown, "x", [pi, "x wokwi-tv"], [], clean: [], cleanParts: [pi]),
        Sample(
            .attributeUnreadable, "r1", [pi, "r1 resistor value=many"], [], clean: [],
            cleanParts: [pi, "r1 resistor value=4.7k"]),
        Sample(
            .attributeMisspelt, "r1", [pi, "r1 resistor valeu=220"], [], clean: [],
            cleanParts: [pi, "r1 resistor value=220"]),
        Sample(.wirePartAbsent, "led9:A", [pi, "led1 led"], ["led9:A pi:GPIO5"], clean: []),
        Sample(.wirePinAbsent, "pi:GPIO28", [pi], ["pi:GPIO28 pi:GPIO5"], clean: ["pi:GPIO27 pi:GPIO5"]),
        Sample(.supplyShort, "pi:3V3.1", [pi], ["pi:3V3 pi:GND.4"], clean: ["pi:3V3.1 pi:3V3.2"]),
        Sample(.supplyShort, "pi:3V3.1", [pi], ["pi:3V3 pi:J8:2"], clean: ["pi:J8:1 pi:J8:17"]),
        Sample(
            .overvoltage, "pi:GPIO5", [pi, "r1 resistor"], ["pi:5V r1:1", "r1:2 pi:GPIO5"],
            clean: ["pi:3V3 r1:1", "r1:2 pi:GPIO5"]),
        // The classic: ECHO has 5 V. A divider of two resistors helps.
        Sample(
            .overvoltage, "pi:GPIO24", [pi, "sonar hc-sr04", "r1 resistor value=1000", "r2 resistor value=2000"],
            [
                "sonar:VCC pi:5V", "sonar:GND pi:GND", "sonar:TRIG pi:GPIO23", "sonar:ECHO pi:GPIO24",
            ],
            clean: [
                "sonar:VCC pi:5V", "sonar:GND pi:GND", "sonar:TRIG pi:GPIO23", "sonar:ECHO r1:1", "r1:2 pi:GPIO24",
                "r2:1 pi:GPIO24", "r2:2 pi:GND",
            ]),
        Sample(
            .overvoltage, "pi:GPIO2", [pi, "lcd lcd1602 pins=i2c"],
            ["lcd:VCC pi:5V", "lcd:GND pi:GND", "lcd:SDA pi:GPIO2", "lcd:SCL pi:GPIO3"],
            clean: ["lcd:VCC pi:3V3", "lcd:GND pi:GND", "lcd:SDA pi:GPIO2", "lcd:SCL pi:GPIO3"]),
        Sample(
            .supplyVoltage, "sonar:VCC", ["uno arduino-uno", "sonar hc-sr04"],
            ["sonar:VCC uno:3.3V", "sonar:GND uno:GND", "sonar:TRIG uno:2", "sonar:ECHO uno:3"],
            clean: ["sonar:VCC uno:5V", "sonar:GND uno:GND", "sonar:TRIG uno:2", "sonar:ECHO uno:3"]),
        Sample(
            .supplyVoltage, "bme:VCC", ["uno arduino-uno", "bme board-bme280"],
            ["bme:VCC uno:5V", "bme:GND uno:GND", "bme:SDA uno:A4", "bme:SCL uno:A5"],
            clean: ["bme:VCC uno:3.3V", "bme:GND uno:GND", "bme:SDA uno:A4", "bme:SCL uno:A5"]),
        Sample(
            .supplyVoltage, "pir:GND", [pi, "pir pir-motion-sensor"],
            ["pir:VCC pi:GND", "pir:GND pi:5V", "pir:OUT pi:GPIO4"],
            clean: ["pir:GND pi:GND", "pir:VCC pi:5V", "pir:OUT pi:GPIO4"]),
        Sample(
            .powerMissing, "pir", [pi, "pir pir-motion-sensor"], ["pir:OUT pi:GPIO4", "pir:GND pi:GND"],
            clean: ["pir:OUT pi:GPIO4", "pir:GND pi:GND", "pir:VCC pi:5V"]),
        Sample(
            .ledWithoutResistor, "led1", [pi, "led1 led", "r1 resistor"], ["led1:A pi:GPIO5", "led1:C pi:GND"],
            clean: ["led1:A pi:GPIO5", "led1:C r1:1", "r1:2 pi:GND"]),
        // A button in between limits nothing.
        Sample(
            .ledWithoutResistor, "led1", [pi, "led1 led", "r1 resistor", "b1 pushbutton"],
            ["pi:3V3 b1:1.l", "b1:2.l led1:A", "led1:C pi:GND"],
            clean: ["pi:3V3 b1:1.l", "b1:2.l r1:1", "r1:2 led1:A", "led1:C pi:GND"]),
        Sample(
            .ledReversed, "led1", [pi, "led1 led", "r1 resistor"], ["led1:C pi:GPIO5", "led1:A r1:1", "r1:2 pi:GND"],
            clean: ["led1:C pi:GPIO5", "led1:A r1:1", "r1:2 pi:3V3"]),
        Sample(
            .ledReversed, "led1", [pi, "led1 led", "r1 resistor"], ["led1:A pi:GPIO5", "led1:C r1:1", "r1:2 pi:3V3"],
            clean: ["led1:A pi:GPIO5", "led1:C r1:1", "r1:2 pi:GND"]),
        Sample(
            .inputFloating, "sr", [pi, "sr 74hc595"],
            [
                "sr:VCC pi:3V3", "sr:GND pi:GND", "sr:DS pi:GPIO5", "sr:SHCP pi:GPIO6", "sr:STCP pi:GPIO13",
                "sr:OE pi:GND",
            ],
            clean: [
                "sr:VCC pi:3V3", "sr:GND pi:GND", "sr:DS pi:GPIO5", "sr:SHCP pi:GPIO6", "sr:STCP pi:GPIO13",
                "sr:OE pi:GND",
                "sr:MR pi:3V3",
            ]),
        // GPIO34 of an ESP32 has no pulls inside.
        Sample(
            .inputFloating, "esp:34", ["esp board-esp32-devkit-c-v4", "b1 pushbutton", "r1 resistor value=10k"],
            ["b1:1.l esp:34", "b1:2.l esp:GND.1"],
            clean: ["b1:1.l esp:34", "b1:2.l esp:GND.1", "r1:1 esp:34", "r1:2 esp:3V3"]),
        // An AVR can't pull down.
        Sample(
            .inputFloating, "uno:2", ["uno arduino-uno", "b1 pushbutton"], ["b1:1.l uno:2", "b1:2.l uno:5V"],
            clean: ["b1:1.l uno:2", "b1:2.l uno:GND"]),
        Sample(
            .pullUpMissing, "dht:SDA", ["esp board-esp32-devkit-c-v4", "dht dht22", "r1 resistor value=4.7k"],
            ["dht:VCC esp:3V3", "dht:GND esp:GND.1", "dht:SDA esp:34"],
            clean: ["dht:VCC esp:3V3", "dht:GND esp:GND.1", "dht:SDA esp:34", "r1:1 esp:34", "r1:2 esp:3V3"]),
        // Too much for the pull-up inside a board.
        Sample(
            .pullUpMissing, "temp:DQ", [pi, "temp ds18b20", "r1 resistor value=4.7k"],
            ["temp:VCC pi:3V3", "temp:GND pi:GND", "temp:DQ pi:GPIO4"],
            clean: ["temp:VCC pi:3V3", "temp:GND pi:GND", "temp:DQ pi:GPIO4", "r1:1 pi:GPIO4", "r1:2 pi:3V3"]),
        Sample(
            .pullUpInternal, "dht:SDA", [pi, "dht dht22", "r1 resistor value=10k"],
            ["dht:VCC pi:3V3", "dht:GND pi:GND", "dht:SDA pi:GPIO4"],
            clean: ["dht:VCC pi:3V3", "dht:GND pi:GND", "dht:SDA pi:GPIO4", "r1:1 pi:GPIO4", "r1:2 pi:3V3"]),
        Sample(
            .i2cAddressClash, "oled2", [pi, "oled1 board-ssd1306", "oled2 board-ssd1306"],
            oled("oled1") + oled("oled2"), clean: oled("oled1") + oled("oled2"),
            cleanParts: [pi, "oled1 board-ssd1306", "oled2 board-ssd1306 i2cAddress=0x3d"]),
        Sample(
            .i2cPins, "oled1", [pi, "oled1 board-ssd1306"],
            ["oled1:VCC pi:3V3", "oled1:GND pi:GND", "oled1:SDA pi:GPIO17", "oled1:SCL pi:GPIO27"], clean: oled("oled1")
        ),
        Sample(
            .i2cPins, "oled1", [pi, "oled1 board-ssd1306"],
            ["oled1:VCC pi:3V3", "oled1:GND pi:GND", "oled1:SDA pi:GPIO3", "oled1:SCL pi:GPIO2"], clean: oled("oled1")),
        Sample(
            .spiPins, "adc", [pi, "adc chip-mcp3008"], adc(clock: "GPIO5"), clean: adc(clock: "GPIO11")),
        Sample(
            .analogPin, "pi:GPIO5", [pi, "pot potentiometer", "adc chip-mcp3008"],
            ["pot:VCC pi:3V3", "pot:GND pi:GND", "pot:SIG pi:GPIO5"],
            clean: ["pot:VCC pi:3V3", "pot:GND pi:GND", "pot:SIG adc:CH0"] + adc(clock: "GPIO11")),
        Sample(
            .analogPin, "uno:7", ["uno arduino-uno", "pot potentiometer"],
            ["pot:VCC uno:5V", "pot:GND uno:GND", "pot:SIG uno:7"],
            clean: ["pot:VCC uno:5V", "pot:GND uno:GND", "pot:SIG uno:A3"]),
        Sample(
            .pwmPin, "pi:GPIO17", [pi, "servo servo"], ["servo:V+ pi:5V", "servo:GND pi:GND", "servo:PWM pi:GPIO17"],
            clean: ["servo:V+ pi:5V", "servo:GND pi:GND", "servo:PWM pi:GPIO18"]),
        Sample(
            .pinReserved, "pi:GPIO14", [pi, "b1 pushbutton"], ["b1:1.l pi:GPIO14", "b1:2.l pi:GND"],
            clean: ["b1:1.l pi:GPIO17", "b1:2.l pi:GND", "pi:GPIO14 $serialMonitor:RX"]),
        Sample(
            .inputOnly, "esp:35", ["esp board-esp32-devkit-c-v4", "led1 led", "r1 resistor"],
            ["esp:35 r1:1", "r1:2 led1:A", "led1:C esp:GND.1"],
            clean: ["esp:25 r1:1", "r1:2 led1:A", "led1:C esp:GND.1"]),
        Sample(
            .outputShort, "pir:OUT", [pi, "pir pir-motion-sensor"],
            ["pir:VCC pi:5V", "pir:GND pi:GND", "pir:OUT pi:GPIO4", "pir:OUT pi:3V3"],
            clean: ["pir:VCC pi:5V", "pir:GND pi:GND", "pir:OUT pi:GPIO4"]),
        Sample(
            .outputShort, "p1:OUT", [pi, "p1 pir-motion-sensor", "p2 pir-motion-sensor"],
            ["p1:VCC pi:5V", "p1:GND pi:GND", "p2:VCC pi:5V", "p2:GND pi:GND", "p1:OUT pi:GPIO4", "p2:OUT pi:GPIO4"],
            clean: [
                "p1:VCC pi:5V", "p1:GND pi:GND", "p2:VCC pi:5V", "p2:GND pi:GND", "p1:OUT pi:GPIO4", "p2:OUT pi:GPIO5",
            ]),
        Sample(
            .lineOnSupply, "pi:GPIO5", [pi, "r1 resistor"], ["pi:GPIO5 pi:3V3"],
            clean: ["pi:GPIO5 r1:1", "r1:2 pi:3V3"]),
        Sample(
            .switchUseless, "b1", [pi, "b1 pushbutton"], ["b1:1.l pi:GPIO17", "b1:1.r pi:GND"],
            clean: ["b1:1.l pi:GPIO17", "b1:2.r pi:GND"]),
        Sample(
            .switchUseless, "b1", [pi, "b1 pushbutton"], ["b1:1.l pi:GPIO17"],
            clean: ["b1:1.l pi:GPIO17", "b1:2.r pi:GND"]),
    ]

    private static func oled(_ id: String) -> [String] {
        ["\(id):VCC pi:3V3", "\(id):GND pi:GND", "\(id):SDA pi:GPIO2", "\(id):SCL pi:GPIO3"]
    }

    private static func adc(clock: String) -> [String] {
        [
            "adc:VDD pi:3V3", "adc:VREF pi:3V3", "adc:AGND pi:GND", "adc:DGND pi:GND", "adc:CLK pi:\(clock)",
            "adc:DOUT pi:GPIO9", "adc:DIN pi:GPIO10", "adc:CS pi:GPIO8",
        ]
    }

    @Test("a rule finds what it is there for", arguments: samples)
    func finds(_ sample: Sample) {
        let findings = Drawing(sample.parts, sample.wires).board.findings
        #expect(findings.contains { $0.rule == sample.rule && $0.subject == sample.subject })
        for finding in findings {
            #expect(!finding.message.isEmpty && !finding.message.hasSuffix("."))
            #expect(finding.advice.hasSuffix("."))
        }
    }

    @Test("a drawing in which nothing is wrong stays without findings", arguments: samples)
    func staysSilent(_ sample: Sample) { #expect(Drawing(sample.cleanParts, sample.cleanWires).findings == []) }

    @Test func `each rule has a drawing in which it finds something`() {
        let ofFiles: Set<BoardFinding.Rule> = [.diagramVersion, .partRepeated, .wireEnd]
        #expect(Set(Self.samples.map(\.rule)).union(ofFiles) == Set(BoardFinding.Rule.all))
        #expect(Set(BoardFinding.Rule.all.map(\.id)).count == BoardFinding.Rule.all.count)
    }

    @Test func `nothing is said of what a part of unknown type may do`() {
        let drawing = Drawing(
            ["pi board-raspberry-pi-4", "x chip-driver", "led1 led", "sr 74hc595", "pir pir-motion-sensor"],
            [
                "pi:GPIO5 x:IN", "x:LED led1:A", "led1:C pi:GND", "x:V pir:VCC", "pir:GND pi:GND", "pir:OUT pi:GPIO4",
                "x:A sr:DS",
                "x:B sr:SHCP", "x:C sr:STCP", "x:D sr:OE", "x:E sr:MR", "sr:VCC pi:3V3", "sr:GND pi:GND",
            ])
        #expect(drawing.findings == ["part-unknown x"])
    }

    @Test(
        "the public diagrams give what is really wrong with them, and nothing else",
        arguments: [
            ("airflow-esp", []), ("esp32-counter-ci", []), ("pico-sdk-blink", []), ("nano-turn-signals", []),
            // An LED straight between a pin and ground.
            ("nucleo-c031c6-led", ["led-without-resistor led1"]),
            // A bare DHT22 needs a pull-up; its data sheet has one of 5.1 kΩ.
            ("uno-lcdmenu-ky040", ["pull-up-internal dht1:SDA"]),
            // The display was taken out and its wires were left; MR is an input without a pull-up.
            (
                "attiny-sonar-74hc595",
                ["wire-part-absent ssd1306:DATA", "wire-part-absent ssd1306:CLK", "input-floating sr1"]
            ),
            // No lamp in it has a resistor.
            (
                "mega-spaceship",
                [
                    "healt1", "healt2", "healt3", "bullet1", "bullet2", "bullet3", "sevseg1", "sevseg2", "sevseg3",
                    "led1",
                ].map {
                    "led-without-resistor \($0)"
                }
            ),
        ])
    func publicDiagram(name: String, findings: [String]) throws {
        #expect(try PublicDiagram.board(name).findings.map { "\($0.rule) \($0.subject)" } == findings)
    }

    @Test func `a finding says where the part stands in the file`() throws {
        let finding = try #require(try PublicDiagram.board("nucleo-c031c6-led").findings.first)
        #expect(finding.place == DiagramPlace(line: 13, column: 9))
        #expect(finding.severity == .warning)
        #expect(finding.message == "nothing limits the current through led1")
    }
}
