// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@testable import DagrunSimulator

@Suite struct BoardViewTests {
    private static func board() throws -> VirtualBoard {
        try VirtualBoard("lamp") {
            RaspberryPiPart("pi")
            PushbuttonPart("btn1", color: "green", key: "g").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND.1")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
            SSD1306Part("oled").wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
        }
    }

    private static let names: [LineAddress: [String]] = [
        LineAddress(chip: "gpiochip0", offset: 17): ["btn1", "button", "button.btn1", "button.green"]
    ]

    @Test func partsKnowTheLinesThatLeadToThemAlsoThroughResistors() throws {
        let inventory = BoardInventory(try Self.board(), names: Self.names)
        let parts = Dictionary(uniqueKeysWithValues: inventory.parts.map { ($0.id, $0) })
        let lines = parts.mapValues { $0.lines.map { inventory.lineNames[$0][0] } }
        #expect(
            lines == [
                "pi": [], "btn1": ["GPIO17"], "r1": ["GPIO17", "GPIO18"].suffix(1), "led1": ["GPIO18"],
                "oled": ["GPIO3", "GPIO2"],
            ])
        #expect(parts["btn1"]?.key == "g")
        #expect(parts["btn1"]?.color == "green")
        // Those of a bus are not drawn.
        #expect(parts["oled"]?.signals == [])
        #expect(inventory.wiredLines.map { inventory.label(ofLine: $0).name } == ["button.green", "GPIO18"])
    }

    @Test func viewFollowsTheEventsOfABoard() throws {
        let board = try Self.board()
        let (feed, subscription) = BoardFeed.follow(board, BoardInventory(board, names: Self.names))
        #expect(feed.view.controls == [.flag(false)])
        let led = try board.claim(18, .output(true))
        try board.set("btn1.pressed", true)
        board.advance(by: .milliseconds(250))
        feed.look(at: board)
        let view = feed.view
        #expect(view.controls == [.flag(true)])
        #expect(view.now == Timestamp(nanoseconds: 250_000_000))
        let line = try #require(board.lines.firstIndex { $0.address.offset == 18 })
        #expect(view.holders[line] == "test")
        #expect(view.level(ofLine: line) == .high)
        let brightness = try #require(board.outputs.firstIndex { $0.name == "led1.brightness" })
        #expect(view.outputs[brightness].number ?? 0 > 0)
        #expect(view.trace.waveform(of: ["GPIO18"]).contains("▔"))
        led.release()
        #expect(feed.view.holders[line] == nil)
        subscription.cancel()
        try board.set("btn1.pressed", false)
        #expect(feed.view.controls == [.flag(true)])
    }

    @Test func theSameEventsGiveTheSameView() throws {
        let inventory = BoardInventory(try Self.board(), names: Self.names)
        func view() -> BoardView {
            var view = BoardView(inventory)
            let diagnostic = Diagnostic(
                time: Timestamp(nanoseconds: 7), kind: .contention, subject: "GPIO18", message: "two drivers fight")
            let events: [SimulationEvent.Change] = [.value(.flag(true)), .diagnostic(diagnostic), .value(.number(0.5))]
            let subjects: [SimulationEvent.Subject] = [.control(0), .diagnostic, .output(1)]
            for (subject, change) in zip(subjects, events) {
                view.apply(SimulationEvent(time: Timestamp(nanoseconds: 7), subject: subject, change: change))
            }
            return view
        }
        #expect(view().controls == [.flag(true)])
        #expect(view().outputs[1] == .number(0.5))
        #expect(
            view().notes == [
                BoardView.Note(
                    time: Timestamp(nanoseconds: 7), text: "GPIO18: two drivers fight", isWarning: true)
            ])
        #expect(view().trace == view().trace)
    }

    @Test func whatIsNotOnTheBoardChangesNothing() throws {
        var view = BoardView(BoardInventory(try Self.board()))
        let before = (view.controls, view.outputs, view.holders)
        for subject: SimulationEvent.Subject in [
            .control(9), .output(99), .line(999), .net(9999), .quantity(3), .bus(1),
        ] {
            for change: SimulationEvent.Change in [.value(1), .holder("x"), .logic(.high), .volts(3), .bus(.stop)] {
                view.apply(SimulationEvent(time: .zero, subject: subject, change: change))
            }
        }
        #expect(view.controls == before.0)
        #expect(view.outputs == before.1)
        #expect(view.holders == before.2)
        #expect(view.trace.count == 0)
    }

    @Test func onlyTheLatestNotesAreKept() throws {
        var view = BoardView(BoardInventory(try Self.board()))
        for number in 0..<300 { view.note("\(number)\nmore") }
        #expect(view.notes.count == 200)
        #expect(view.notes.last?.text == "more")
        #expect(view.notes.first?.text == "200")
    }
}
