// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct PowerTests {
    private static func board() throws -> VirtualBoard {
        try VirtualBoard("power") {
            RaspberryPiPart("pi")
            Contact("switch").wired("A", to: "pi:5V")
            Consumer("fed").wired("VCC", to: "pi:5V.2")
            Consumer("switched").wired("VCC", to: "switch:B")
            Consumer("forgotten")
        }
    }

    @Test func `a part runs while it is fed, and starts anew each time`() throws {
        let board = try Self.board()
        #expect(try board.output("switched.starts") == 0)
        #expect(try board.read("switched:OUT") == .floating)
        for starts in [1.0, 2] {
            try board.set("switch.closed", true)
            #expect(try board.output("switched.starts") == .number(starts))
            #expect(try board.volts("switched:OUT") == 5)
            try board.set("switch.closed", false)
            #expect(try board.read("switched:OUT") == .floating)
        }
    }

    @Test func `a power pin that nothing is wired to counts as fed`() throws {
        let board = try Self.board()
        #expect(try board.output("forgotten.starts") == 1)
        #expect(try board.volts("forgotten:OUT") == 3.3)
    }

    @Test func `a computer that loses power ends its requests, and all that it feeds stops, too`() throws {
        let board = try Self.board()
        let line = try board.claim(17, .output(true))
        try board.inject(Fault(.reset, at: "pi", from: .seconds(1)))
        board.advance(by: .milliseconds(1005))
        #expect(try board.read("pi:GPIO17") == .floating)
        #expect(try board.read("fed:OUT") == .floating)
        #expect(try board.volts("pi:3V3") == 0)
        let error = #expect(throws: HALError.self) { try line.value(at: 0) }
        #expect(error?.reason == "the computer lost power")
        board.advance(by: .milliseconds(10))
        #expect(try board.read("pi:GPIO17") == .low)
        let starts = try board.output("fed.starts")
        #expect(starts == 2)
        #expect(try board.volts("fed:OUT") == 5)
        #expect(throws: HALError.self) { try line.value(at: 0) }
        _ = try board.claim(17, .output(true))
    }
}
