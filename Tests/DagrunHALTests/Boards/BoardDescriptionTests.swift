// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunTestSupport
import Testing

@Suite("Board descriptions")
struct BoardDescriptionTests {
    @Test("of known boards are sound, and survive being written as a file", arguments: BoardDescription.known)
    func known(board: BoardDescription) throws {
        let file = try JSONCoder.encode(board)
        // Decoding checks what a description can't mean.
        #expect(try JSONCoder.decode(BoardDescription.self, from: file) == board)

        let header = try #require(board.headers.first)
        #expect(header.pins.count == 40 || header.pins.count == 26)
        let named = header.pins.compactMap { pin in if case .line(let name) = pin { name } else { nil } }
        #expect(Set(named).count == named.count && named.count >= 17)
        #expect(header.pins.count { $0 == .ground } >= 5 && header.pins[0] == .supply(3.3))
        // The layout that all of these took over from the Raspberry Pi.
        for pin in [2, 4] { #expect(header.pins[pin - 1] == .supply(5)) }
        for pin in [6, 9, 14, 20, 25] { #expect(header.pins[pin - 1] == .ground) }
        let offsets = board.lines.map { "\($0.chip):\($0.offset)" }
        #expect(Set(offsets).count == offsets.count)
    }

    @Test("know single pins as they are printed in other sources")
    func facts() throws {
        func line(_ board: BoardDescription, _ pin: Int) throws -> BoardDescription.Line? {
            guard case .line(let name) = board.headers[0].pins[pin - 1] else { return nil }
            return board.line(named: name)
        }
        #expect(try line(.raspberryPi4, 12)?.gpio == 18)
        #expect(try line(.raspberryPi5, 12)?.functions(of: "pwm").first?.channel == 2)
        #expect(try line(.orangePi3LTS, 26) == BoardDescription.Line("PL8", chip: "standby", offset: 8, gpio: 360))
        #expect(try line(.orangePi3LTS, 3)?.gpio == 122)
        #expect(try line(.orangePiZero2, 24)?.gpio == 233)
        #expect(try line(.rock4CPlus, 37) == BoardDescription.Line("GPIO4_D6", chip: "gpio4", offset: 30, gpio: 158))
        #expect(try line(.jetsonOrinNano, 7)?.offset == 144)
    }

    @Test("are found by device tree first, then by chips as far as they tell")
    func detect() {
        func chip(_ label: String) -> ChipInfo { ChipInfo(name: "gpiochip3", label: label, lineCount: 54) }
        let byTree = BoardDescription.detect(
            compatible: ["raspberrypi,3-model-b-plus", "brcm,bcm2837"], chips: [chip("pinctrl-rp1")])
        #expect(byTree?.id == "rpi3plus")
        #expect(BoardDescription.detect(compatible: [], chips: [chip("pinctrl-rp1"), chip("x")])?.id == "rpi5")
        #expect(BoardDescription.detect(compatible: ["acme,board"], chips: [chip("pinctrl-bcm2835")]) != nil)
        // The same chips, but another header.
        #expect(
            BoardDescription.detect(compatible: [], chips: [chip("300b000.pinctrl"), chip("7022000.pinctrl")]) == nil)
        #expect(BoardDescription.detect(compatible: [], chips: [chip("gpio0")]) == nil)
        #expect(BoardDescription.detect(compatible: ["acme,board"]) == nil)
    }

    @Test(
        "of one's own say where they are wrong",
        arguments: [
            (#"{}"#, "the member “id” is missing"),
            (
                #"{"id": "b", "chips": {"soc": ["x"]}, "lines": [{"name": "A", "chip": "sco", "offset": 1}]}"#,
                "there is no chip ‘sco’ in ‘chips’ at .lines[0].chip"
            ),
            (
                #"{"id": "b", "chips": {"soc": ["x"]}, "lines": [{"name": "A", "chip": "soc", "offset": "1"}]}"#,
                "a number is expected, and this is a string at .lines[0].offset"
            ),
            (
                #"{"id": "b", "chips": {"soc": ["x"]}, "lines": [{"name": "A", "chip": "soc"}]}"#,
                "the member “offset” is missing at .lines[0]"
            ),
            (
                #"{"id": "b", "chips": {"soc": ["x"]}, "lines": [{"name": "A", "chip": "soc", "offset": -1}]}"#,
                "an offset is 0 or more at .lines[0].offset"
            ),
            (
                #"{"id": "b", "chips": {"soc": ["x"]}, "lines": [{"name": "A", "chip": "soc", "offset": 1, "functions": ["pwm"]}]}"#,
                "a function such as ‘i2c1.sda’ or ‘pwm0.1’ is expected, and this is ‘pwm’ at .lines[0].functions[0]"
            ),
            (
                #"{"id": "b", "chips": {"soc": ["x"]}, "lines": [{"name": "A", "chip": "soc", "offset": 1, "gpio": 1}, {"name": "B", "chip": "soc", "offset": 2, "gpio": 1, "aliases": ["A"]}]}"#,
                "‘A’ is also the name of line 0 at .lines[1].name"
            ),
            (
                #"{"id": "b", "headers": [{"name": "J1", "columns": 2, "pins": ["3V3", "GND", "GPIO4"]}]}"#,
                "there is no line ‘GPIO4’ in ‘lines’; a signal that is no line stands in parentheses at .headers[0].pins[2]"
            ),
            (
                #"{"id": "b", "headers": [{"name": "J1", "columns": 3, "pins": []}]}"#,
                "a header has one or two columns at .headers[0].columns"
            ),
        ])
    func faults(file: String, text: String) {
        let error = #expect(throws: DecodingError.self) {
            try JSONCoder.decode(BoardDescription.self, from: Array(file.utf8))
        }
        #expect(error?.reason == text)
    }

    @Test("of one's own need only what they have")
    func small() throws {
        let file = #"""
            {
              "id": "shed", "name": "Shed controller", "chips": {"relays": ["pcf8574"]},
              "lines": [{"name": "FAN", "chip": "relays", "offset": 0}, {"name": "LAMP", "chip": "relays", "offset": 1}],
              "headers": [{"name": "X1", "columns": 1, "pins": ["12V", "FAN", "LAMP", "(RESET)", "NC", "GND"]}],
              "aliases": {"fan": "X1:2"}
            }
            """#
        let description = try JSONCoder.decode(BoardDescription.self, from: Array(file.utf8))
        let board = Board(
            ScriptedBackend(chips: [ScriptedChip("gpiochip2", "pcf8574", 8)]), description: description)
        #expect(try board.address(of: "fan").description == "gpiochip2:0")
        #expect(try board.line(of: "BOARD3")?.name == "LAMP")
        let error = #expect(throws: HALError.self) { try board.address(of: "BOARD4") }
        #expect(error?.reason == "it is the signal ‘RESET’, not a line")
    }

    @Test(
        "Pins of headers are written as they are read",
        arguments: ["GND", "NC", "3V3", "5V", "1V8", "12V", "GPIO4", "(RESET)", "V", "()"])
    func headerPins(text: String) { #expect(HeaderPin(text).description == text) }

    @Test("No text is a trap for the readers of pins and functions", arguments: 0..<200 as Range<UInt64>)
    func fuzz(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let signs = Array("GPIO:J8.0123456789V()-é line board\u{0}i2cspwm")
        for _ in 0..<50 {
            let text = String(
                (0..<Int.random(in: 0...24, using: &random)).compactMap { _ in
                    signs.randomElement(using: &random)
                })
            #expect(HeaderPin(HeaderPin(text).description) == HeaderPin(text))
            #expect(PinID(PinID(text).description) == PinID(text))
            if let function = PinFunction(text) { #expect(PinFunction(function.description) == function) }
        }
    }
}
