// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunSimulator
import Testing

/// What handles bits: a shift register, a clock, a logic analyzer.
@Suite struct LogicPartTests {
    private static func register() throws -> PartRig {
        try PartRig(
            ["s 74hc595", "t 74hc595"],
            [
                "s:VCC pi:3V3", "s:GND pi:GND", "s:OE pi:GPIO22", "s:MR pi:GPIO27", "s:DS pi:GPIO5", "s:SHCP pi:GPIO6",
                "s:STCP pi:GPIO13", "t:VCC pi:3V3", "t:GND pi:GND", "t:OE pi:GND", "t:MR pi:3V3", "t:DS s:Q7S",
                "t:SHCP pi:GPIO6",
                "t:STCP pi:GPIO13",
            ])
    }

    private static func shift(_ rig: PartRig, _ bits: [Int]) throws {
        for bit in bits {
            try rig.drive(5, bit == 1)
            try rig.pulse(6, 1)
        }
    }

    @Test func `bits go in one by one and come out together when they are latched`() throws {
        let rig = try Self.register()
        for (gpio, isHigh) in [(22, false), (27, true), (6, false), (13, false)] { try rig.drive(gpio, isHigh) }
        try Self.shift(rig, [1, 0, 1, 1, 0, 0, 0, 1])
        #expect(rig.output("s.outputs") == "00000000")
        try rig.pulse(13, 1)
        #expect(rig.output("s.outputs") == "10110001")
        #expect(try rig.board.read("s:Q7") == .high)
        #expect(try rig.board.read("s:Q6") == .low)
        #expect(try rig.board.read("s:Q0") == .high)
    }

    @Test func `what falls out of one register goes into the next one`() throws {
        let rig = try Self.register()
        for (gpio, isHigh) in [(22, false), (27, true), (6, false), (13, false)] { try rig.drive(gpio, isHigh) }
        try Self.shift(rig, [1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0])
        try rig.pulse(13, 1)
        #expect(rig.output("t.outputs") == "11110000")
        #expect(rig.output("s.outputs") == "10101010")
    }

    @Test func `OE turns the outputs off, MR clears what was shifted and not what is latched`() throws {
        let rig = try Self.register()
        for (gpio, isHigh) in [(22, false), (27, true), (6, false), (13, false)] { try rig.drive(gpio, isHigh) }
        try Self.shift(rig, [1, 1, 1, 1, 1, 1, 1, 1])
        try rig.pulse(13, 1)
        try rig.drive(22, true)
        #expect(rig.output("s.outputs") == "zzzzzzzz")
        #expect(try rig.board.read("s:Q3") == .floating)
        try rig.drive(22, false)
        try rig.pulse(27, 1, isHigh: false)
        #expect(rig.output("s.outputs") == "11111111")
        #expect(try rig.board.read("s:Q7S") == .low)
        try rig.pulse(13, 1)
        #expect(rig.output("s.outputs") == "00000000")
    }

    @Test func `a clock ticks with its frequency, and its attribute takes k and m`() throws {
        let rig = try PartRig(["c clock-generator frequency=1k"], ["c:CLK pi:GPIO4"])
        try rig.pull(4, .disabled)
        rig.wait(2250)
        #expect(rig.changes("c:CLK").suffix(4) == ["0@500", "1@1000", "0@1500", "1@2000"])
        try rig.board.set("c.frequency", 0)
        #expect(try rig.board.read("c:CLK") == .low)
        for (text, hertz) in [("10k", 10_000.0), ("1.3m", 1_300_000), ("50", 50)] {
            let part = try ClockPart(id: "c", attributes: PartAttributes(["frequency": .string(text)]))
            #expect(part.controls[0].initial == .number(hertz))
        }
        #expect(throws: PartError.self) { try ClockPart(id: "c", attributes: PartAttributes(["frequency": "fast"])) }
    }

    private static func analyzer(_ attributes: String) throws -> VirtualBoard {
        try PartRig(["la logic-analyzer \(attributes)"], ["pi:GPIO17 la:D0", "pi:GPIO27 la:D7"]).board
    }

    private static func drive(_ board: VirtualBoard) throws {
        let data = try board.claim(17, .output(false))
        let trigger = try board.claim(27, .output(false))
        for step in 1...6 {
            board.advance(by: .microseconds(10))
            try data.set(step % 2 == 1, at: 0)
            if step == 2 || step == 4 { try trigger.set(step == 2, at: 0) }
        }
    }

    private static func trace(_ board: VirtualBoard) throws -> Trace {
        try board.withPart("la", as: LogicAnalyzerPart.self) { $0.trace }
    }

    private static func changes(_ board: VirtualBoard, _ channel: Int) throws -> [String] {
        try trace(board).changes(of: channel).map { "\($0.value)@\($0.time.nanoseconds / 1000)" }
    }

    @Test func `a logic analyzer records its channels and writes them as VCD`() throws {
        let board = try Self.analyzer("channelNames=data,,,,,,,start")
        try Self.drive(board)
        #expect(try Self.changes(board, 0) == ["0@0", "1@10", "0@20", "1@30", "0@40", "1@50", "0@60"])
        #expect(try Self.changes(board, 7) == ["0@0", "1@20", "0@40"])
        let vcd = String(decoding: try Self.trace(board).vcd(), as: UTF8.self)
        #expect(vcd.contains("data") && vcd.contains("start") && vcd.contains("D1"))
        #expect(try board.output("la.samples") == 10)
        #expect(throws: BoardError.self) { try board.withPart("lb", as: LogicAnalyzerPart.self) { $0.id } }
        #expect(throws: BoardError.self) { try board.withPart("la", as: LEDPart.self) { $0.id } }
    }

    @Test(
        "a trigger says when it records",
        arguments: [
            ("edge", "high", ["1@30", "0@40", "1@50", "0@60"]), ("level", "high", ["1@30", "0@40"]),
            ("edge", "low", ["1@50", "0@60"]),
        ])
    func trigger(mode: String, level: String, changes: [String]) throws {
        let board = try Self.analyzer("triggerMode=\(mode) triggerLevel=\(level)")
        try Self.drive(board)
        #expect(try Self.changes(board, 0).suffix(changes.count) == changes)
        #expect(try Self.changes(board, 0).count <= changes.count + 1)
    }

    @Test func `a full buffer keeps what came first`() throws {
        let board = try Self.analyzer("bufferSize=4")
        try Self.drive(board)
        #expect(try Self.trace(board).count == 4)
        #expect(try Self.changes(board, 0).first == "0@0")
        #expect(try board.output("la.isRecording") == false)
    }
}
