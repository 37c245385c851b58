// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct VirtualBoardTests {
    /// A button at GPIO17 and a red LED with a resistor at GPIO18.
    static func lamp(_ configuration: VirtualBoard.Configuration = .init()) throws -> VirtualBoard {
        try VirtualBoard("lamp", configuration: configuration) {
            RaspberryPiPart("pi")
            PushbuttonPart("btn", bounce: .none).wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
        }
    }

    @Test func `an output lights its LED through a resistor`() throws {
        let board = try Self.lamp()
        #expect(try board.output("led1.brightness") == 0.0)
        let line = try board.request(
            [LineAddress(chip: "gpiochip0", offset: 18)], [.output(true)], consumer: "test")
        #expect(try board.read("led1:A") == .high)
        #expect(try board.output("led1.current").number == 4.054)
        try line.set(false, at: 0)
        #expect(try board.output("led1.brightness") == 0.0)
    }

    @Test func `a pressed button is an edge of its line`() throws {
        let board = try Self.lamp()
        let line = try board.request(
            [LineAddress(chip: "gpiochip0", offset: 17)],
            [.input(bias: .pullUp, activeLow: true, edges: .both)], consumer: "test")
        #expect(try line.pollEvent() == nil)
        board.advance(by: .milliseconds(5))
        try board.set("btn.pressed", true)
        #expect(try line.value(at: 0))
        board.advance(by: .milliseconds(5))
        try board.set("btn.pressed", 0)
        let events = try [line.pollEvent(), line.pollEvent(), line.pollEvent()]
        let at5 = Timestamp(nanoseconds: 5_000_000)
        let at10 = Timestamp(nanoseconds: 10_000_000)
        #expect(
            events == [
                .edge(EdgeEvent(index: 0, edge: .rising, timestamp: at5, globalSequence: 1, lineSequence: 1)),
                .edge(EdgeEvent(index: 0, edge: .falling, timestamp: at10, globalSequence: 2, lineSequence: 2)), nil,
            ])
    }

    @Test func `all that is wrong with a design is told at once`() {
        let error = #expect(throws: BoardError.self) {
            try VirtualBoard("bad") {
                RaspberryPiPart("pi")
                ResistorPart("r1", ohms: 1)
                ResistorPart("r1", ohms: 2)
                Wire("pi:GPIO99", "r1:1")
                Wire("r9:1", "r1:2")
            }
        }
        #expect(error?.faults.count == 5)
    }
}
