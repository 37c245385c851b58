// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("Names of pins")
struct PinResolutionTests {
    let backend = ScriptedBackend()
    let board: Board

    init() {
        board = Board(
            backend, description: .raspberryPi4,
            wiring: [
                "button.green": "BOARD11", "start": "button.green", "round": "about", "about": "round",
                "GP15": "GPIO15",
                "self": "self",
            ])
    }

    @Test(
        "mean a line, in every form",
        arguments: [
            ("GPIO17", "gpiochip0:17"), ("gpio17", "gpiochip0:17"), ("BOARD11", "gpiochip0:17"),
            ("J8:11", "gpiochip0:17"), ("j8:40", "gpiochip0:21"), ("gpiochip0:17", "gpiochip0:17"),
            ("pinctrl-bcm2711:57", "gpiochip0:57"), ("soc:3", "gpiochip0:3"), ("expander:3", "gpiochip1:3"),
            ("line:STATUS_LED", "gpiochip0:42"), ("STATUS_LED", "gpiochip0:42"), ("button.green", "gpiochip0:17"),
            ("start", "gpiochip0:17"), ("GP15", "gpiochip0:15"), ("MOSI", "gpiochip0:10"), ("mosi", "gpiochip0:10"),
        ] as [(PinID, String)])
    func found(pin: PinID, address: String) throws {
        #expect(try board.address(of: pin).description == address)
    }

    @Test(
        "that mean none say why, and what may have been meant",
        arguments: [
            (
                "GPIO77", .notFound,
                "GPIO77: the Raspberry Pi 4 Model B has no such pin; did you mean ‘GPIO17’, ‘GPIO27’, ‘GPIO7’?"
            ),
            (
                "button.gren", .notFound,
                "button.gren: the Raspberry Pi 4 Model B has no such pin; did you mean ‘button.green’?"
            ),
            (
                "line:STATUS_LET", .notFound,
                "line:STATUS_LET: the Raspberry Pi 4 Model B has no such pin; did you mean ‘STATUS_LED’?"
            ),
            ("nothing alike", .notFound, "nothing alike: the Raspberry Pi 4 Model B has no such pin"),
            ("self", .notFound, "self: the Raspberry Pi 4 Model B has no such pin"),
            ("", .notFound, ": the Raspberry Pi 4 Model B has no such pin"),
            (
                "BOARD6", .unsupported,
                "BOARD6: it is ground, not a line; instead there is ‘J8:5 (GPIO3)’, ‘J8:7 (GPIO4)’"
            ),
            (
                "BOARD1", .unsupported,
                "BOARD1: it is a supply of 3V3, not a line; instead there is ‘J8:3 (GPIO2)’, ‘J8:5 (GPIO3)’"
            ),
            ("BOARD41", .notFound, "BOARD41: header J8 of the Raspberry Pi 4 Model B has pins 1 to 40"),
            ("BOARD0", .notFound, "BOARD0: header J8 of the Raspberry Pi 4 Model B has pins 1 to 40"),
            ("J9:1", .notFound, "J9:1: the Raspberry Pi 4 Model B has no header J9; did you mean ‘J8:1’?"),
            (
                "gpiochip7:1", .notFound,
                "gpiochip7:1: there is no chip with the name or label ‘gpiochip7’; did you mean ‘gpiochip0:1’, ‘gpiochip1:1’?"
            ),
            ("expander:8", .notFound, "expander:8: gpiochip1 (expander) has lines 0 to 7"),
            ("TWICE", .invalid, "TWICE: 2 lines have that name; instead there is ‘gpiochip0:50’, ‘gpiochip0:51’"),
            ("round", .invalid, "round: its names go round in a circle: round → about → round"),
        ] as [(PinID, HALError.Code, String)])
    func unknown(pin: PinID, code: HALError.Code, text: String) {
        let error = #expect(throws: HALError.self) { try board.address(of: pin) }
        #expect(error?.code == code && error?.description == text)
    }

    @Test("with numbers beyond all bounds are no trap")
    func bounds() {
        for pin in [
            PinID.header(nil, .min), .header("J8", .max), .chip("gpiochip0", -1), .chip("gpiochip0", .max), .gpio(.min),
        ] {
            #expect(throws: HALError.self) { try board.address(of: pin) }
            #expect(throws: HALError.self) { _ = try board.analog(pin) }
        }
    }

    @Test("don't depend on the numbers of chips, and say which chip is missing")
    func chips() throws {
        let moved = ScriptedBackend(chips: [
            ScriptedChip("gpiochip10", "pinctrl-rp1", 54), ScriptedChip("gpiochip0", "brcmstb", 32),
        ])
        #expect(try Board(moved, description: .raspberryPi5).address(of: "BOARD11").description == "gpiochip10:17")
        let error = #expect(throws: HALError.self) {
            try Board(moved, description: .raspberryPi4).address(of: "BOARD11")
        }
        #expect(
            error?.description == """
                BOARD11: there is no chip labelled ‘pinctrl-bcm2711’. There are: gpiochip0 (brcmstb), gpiochip10 (pinctrl-rp1). Is \
                this a Raspberry Pi 4 Model B?
                """)
        let none = #expect(throws: HALError.self) {
            try Board(ScriptedBackend(chips: []), description: .raspberryPi4).address(of: "GPIO4")
        }
        #expect(
            none?.description == "GPIO4: there is no chip labelled ‘pinctrl-bcm2711’. scripted shows no chips at all.")
    }

    @Test("of a board that nobody described are those of its kernel")
    func undescribed() throws {
        let backend = ScriptedBackend(chips: [
            ScriptedChip("gpiochip0", "esp32", 40, names: [13: "D13", 15: "GP15", 17: "GPIO17", 2: "19"])
        ])
        let board = Board(backend, description: .unknown)
        for (pin, offset) in [("D13", 13), ("GP15", 15), ("GPIO17", 17), ("19", 2), ("esp32:5", 5)] as [(PinID, Int)] {
            #expect(try board.address(of: pin).offset == offset)
        }
        let error = #expect(throws: HALError.self) { try board.address(of: "BOARD3") }
        #expect(error?.description == "BOARD3: the unknown board has no header in its description")
    }
}
