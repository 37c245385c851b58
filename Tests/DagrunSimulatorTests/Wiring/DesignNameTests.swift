// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// Boards that are made in Swift name their lines as diagrams do.
@Suite struct DesignNameTests {
    private static func lamp(_ model: RaspberryPiPart.Model = .pi4) -> BoardDesign {
        BoardDesign {
            RaspberryPiPart("pi", model: model)
            PushbuttonPart("b1", color: "green").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND.1")
            PushbuttonPart("b2", color: "yellow").wired("1.l", to: "pi:BOARD13").wired("2.l", to: "pi:GND.1")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("lamp", color: "green").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
            LoadSwitchPart("heater", quantity: "power").wired("IN", to: "pi:GPIO23").wired("GND", to: "pi:GND.2")
            Quantity("power", unit: "W", initial: 0)
        }
    }

    private static func board(_ design: sending BoardDesign, _ description: BoardDescription) throws -> Board {
        Board(try VirtualBoard("lamp", design: design), description: description)
    }

    @Test(
        "by id, kind and colour of what is wired to them",
        arguments: [
            ("button.green", 17), ("b1", 17), ("button.yellow", 27), ("led.green", 18), ("led", 18), ("heater", 23),
            ("load.heater", 23), ("GPIO17", 17),
        ])
    func names(name: String, offset: Int) throws {
        let board = try Self.board(Self.lamp(), Self.lamp().boardDescription())
        #expect(try board.address(of: PinID(name)) == LineAddress(chip: "gpiochip0", offset: offset))
    }

    @Test("with the bias and the level that a button needs")
    func says() throws {
        let button = try #require(Self.lamp().lineNames.first { $0.name == "button.green" })
        #expect(button.isInput && button.isActiveLow && button.neededBias == .pullUp && button.part == "b1")
        // Two buttons: none of them is the button.
        #expect(!Self.lamp().lineNames.contains { $0.name == "button" })
    }

    @Test("on the lines of the very computer that is on the board")
    func modelOfTheComputer() {
        #expect(Self.lamp(.pi5).boardDescription().id == BoardDescription.raspberryPi5.id)
        #expect(Self.lamp(.zero2).boardDescription().id == BoardDescription.raspberryPiZero2W.id)
    }

    @Test("behind the names that a description gives")
    func given() throws {
        var description = BoardDescription.raspberryPi4
        description.aliases["button.green"] = "GPIO5"
        let merged = Self.lamp().boardDescription(description)
        #expect(merged.aliases["button.green"] == "GPIO5")
        #expect(merged.aliases["led.green"] != nil)
    }

    @Test("not where there is no computer that is known")
    func withoutComputer() {
        let description = BoardDesign { LEDPart("led1") }.boardDescription()
        #expect(description.lines.isEmpty && description.aliases.isEmpty)
    }
}
