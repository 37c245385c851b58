// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import Testing

@testable import Dagrun

@Suite struct BoardPanelTests {
    private func diagram(_ parts: String) throws -> BoardInventory {
        let text = "{\"parts\": [\(parts)], \"connections\": []}"
        let file = try DiagramFile(Array(text.utf8), name: "x.json")
        return BoardInventory(try DiagramBoard(file, name: "x").virtualBoard())
    }

    @Test func buttonsGetTheKeysThatSomebodyWouldTry() throws {
        let keys = BoardKeys(
            try diagram(
                """
                { "type": "wokwi-pushbutton", "id": "boot", "attrs": { "color": "grey" } },
                { "type": "wokwi-pushbutton", "id": "b1", "attrs": { "color": "green" } },
                { "type": "wokwi-pushbutton", "id": "b2", "attrs": { "color": "green" } },
                { "type": "wokwi-pushbutton", "id": "b3", "attrs": { "color": "red", "key": "x" } },
                { "type": "wokwi-pushbutton", "id": "b4", "attrs": { "color": "blue", "key": " " } },
                { "type": "wokwi-slide-switch", "id": "sw" },
                { "type": "wokwi-pir-motion-sensor", "id": "pir" }
                """))
        #expect(String(keys.controlOfKey.keys.sorted()) == "bgoprsx")
        #expect((0..<7).map { keys.keyOfControl[$0] } == ["o", "g", "r", "x", "b", "s", "p"])
    }

    @Test func keysOfAKeypadArePressedByThemselves() throws {
        let inventory = try diagram("{ \"type\": \"wokwi-membrane-keypad\", \"id\": \"pad\" }")
        let panel = BoardPanel(inventory)
        for control in inventory.controls {
            let key = try #require(panel.keys.controlOfKey.first { inventory.controls[$0.value] == control }?.key)
            #expect("\(key)" == control.control.name.lowercased())
        }
    }

    @Test func manyButtonsAndNoKeyLeftAreNoTrap() throws {
        let parts = (0..<80).map {
            "{ \"type\": \"wokwi-pushbutton\", \"id\": \"q\($0)\", \"attrs\": { \"key\": \"q\" } }"
        }
        var panel = BoardPanel(try diagram(parts.joined(separator: ",")))
        #expect(panel.keys.controlOfKey.count >= 30)
        // A diagram that wants it may have even the key that leaves.
        #expect(panel.press(.character("q"), []) == [.tap(control: 0)])
        #expect(panel.press(.control("d"), []) == [.quit])
    }

    @Test func aLetterTapsACapitalHolds() throws {
        var lamp = try LiveLamp()
        let off = lamp.feed.view.controls
        #expect(lamp.panel.press(.character("g"), off) == [.tap(control: 0)])
        #expect(lamp.panel.press(.character("G"), off) == [.set(control: 0, true)])
        #expect(lamp.panel.held == [0])
        // A tap lets go of what is held.
        #expect(lamp.panel.press(.character("g"), off) == [.set(control: 0, false)])
        #expect(lamp.panel.held == [])
        #expect(lamp.panel.press(.character("z"), off) == [])
    }

    @Test func arrowsChooseAndMoveSliders() throws {
        var lamp = try LiveLamp()
        let values = lamp.feed.view.controls
        #expect(lamp.panel.press(.down, values) + lamp.panel.press(.down, values) == [])
        #expect(lamp.panel.press(.right, values) == [.set(control: 2, 260)])
        #expect(lamp.panel.press(.pageDown, values) == [.set(control: 2, 150)])
        #expect(lamp.panel.press(.enter, values) == [])
        #expect(lamp.panel.prompt?.text == "set tank.amount ")
        #expect(
            lamp.panel.press(.character("7"), values) + lamp.panel.press(.enter, values) == [.step("set tank.amount 7")]
        )
        #expect(lamp.panel.press(.tab, values) + lamp.panel.press(.right, values) == [.set(control: 0, true)])
        #expect(lamp.panel.press(.left, values) == [])
    }

    @Test func aBoardWithoutControlsTakesAllKeys() throws {
        var panel = BoardPanel(try diagram("{ \"type\": \"wokwi-led\", \"id\": \"led1\" }"))
        for key: Key in [.up, .down, .left, .right, .enter, .tab, .home, .end, .pageUp, .escape, .delete] {
            #expect(panel.press(key, []) == [])
        }
    }

    @Test func theTimeStandsStillStepsAndGoesFaster() throws {
        var panel = try LiveLamp().panel
        #expect(panel.press(.character("."), []) == [])
        #expect(panel.press(.character("+"), []) == [.pace(2)])
        #expect(panel.press(.character(" "), []) == [.pace(nil)])
        #expect(panel.press(.character("."), []) == [.next])
        #expect(panel.press(.character("-"), []) + panel.press(.character("-"), []) == [])
        #expect(panel.press(.character(" "), []) == [.pace(0.5)])
        for _ in 0..<50 { _ = panel.press(.character("+"), []) }
        #expect(panel.speed == 10_000)
    }

    @Test func commandsAreTypedAndComeAgain() throws {
        var panel = try LiveLamp().panel
        for line in ["inject open-wire led1:A", "remove f1"] {
            _ = panel.press(.character("/"), [])
            for character in line.dropLast() { #expect(panel.press(.character(character), []) == []) }
            _ = panel.press(.character(line.last ?? " "), [])
            #expect(panel.press(.enter, []) == [.step(line)])
            #expect(panel.prompt == nil)
        }
        _ = panel.press(.character(":"), [])
        _ = panel.press(.up, [])
        #expect(panel.prompt?.text == "remove f1")
        for _ in 0..<3 { _ = panel.press(.up, []) }
        #expect(panel.prompt?.text == "inject open-wire led1:A")
        for _ in 0..<3 { _ = panel.press(.down, []) }
        #expect(panel.prompt?.text == "")
        #expect(panel.press(.backspace, []) == [])
        #expect(panel.prompt == nil)
        // Keys of buttons are letters there.
        _ = panel.press(.character("/"), [])
        for character in "quit" { _ = panel.press(.character(character), []) }
        #expect(panel.press(.enter, []) == [.quit])
    }

    @Test func besideARunNothingLeavesTheBoard() throws {
        let lamp = try LiveLamp()
        var panel = BoardPanel(lamp.feed.view.inventory, canQuit: false)
        #expect(panel.press(.character("q"), []) + panel.press(.control("d"), []) == [])
        #expect(panel.press(.control("l"), []) == [.redraw])
    }
}
