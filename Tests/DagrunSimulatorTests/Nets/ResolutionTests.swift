// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct ResolutionTests {
    /// Sources on one net, with the order of parts and wires shuffled.
    private func board(sources: Int, shuffledBy random: inout SeededRandom) throws -> VirtualBoard {
        var design = BoardDesign()
        for number in (0..<sources).shuffled(using: &random) {
            design.parts.append(Source("s\(number)"))
        }
        for number in (1..<sources).shuffled(using: &random) {
            design.wires.append(Wire("s\(number):OUT", "s\(Int.random(in: 0..<number, using: &random)):OUT"))
        }
        return try VirtualBoard("net", design: design)
    }

    @Test(arguments: 0..<40)
    func `a net is the join of its drivers, in whatever order they come`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 2...6, using: &random)
        let first = try board(sources: count, shuffledBy: &random)
        let second = try board(sources: count, shuffledBy: &random)
        #expect(first.nets.count == 1)
        var signals = Array(repeating: Signal.floating, count: count)
        for _ in 0..<50 {
            let number = Int.random(in: 0..<count, using: &random)
            let signal = SignalTests.all.randomElement(using: &random) ?? .floating
            signals[number] = signal
            for board in [first, second] { try board.set("s\(number).drive", .text("\(signal)")) }
            let joined = signals.reduce(Signal.floating) { $0.joined(with: $1) }
            #expect(try first.read("s0:OUT") == joined.logic)
            #expect(try second.read("s0:OUT") == joined.logic)
        }
    }

    @Test func `drivers that fight are told once for each onset, with both names`() throws {
        let board = try VirtualBoard("fight") {
            Source("a")
            Source("b").wired("OUT", to: "a:OUT")
        }
        try board.set("a.drive", "1")
        board.advance(by: .microseconds(3))
        try board.set("b.drive", "0")
        #expect(try board.read("a:OUT") == .unknown)
        try board.set("b.drive", "0 pull")
        #expect(try board.read("a:OUT") == .high)
        try board.set("b.drive", "0")
        #expect(
            board.messages(.contention)
                == Array(repeating: "a:OUT: a:OUT drives it high and b:OUT drives it low", count: 2))
        #expect(board.diagnostics.first?.time == Timestamp(nanoseconds: 3000))
    }

    @Test func `weak drivers may differ without a word`() throws {
        let board = try VirtualBoard("weak") {
            Source("a")
            Source("b").wired("OUT", to: "a:OUT")
        }
        try board.set("a.drive", "1 pull")
        try board.set("b.drive", "0 pull")
        #expect(try board.read("a:OUT") == .unknown)
        #expect(board.diagnostics.isEmpty)
    }

    @Test(arguments: [
        // GPIO17 has 50 kΩ to ground within the chip after the start.
        ("z", 10_000.0, 2.75, Logic.high), ("z", 1_000_000, 0.157, .low), ("0", 10_000, 0.013, .low),
        ("1", 10_000, 3.297, .high), ("0", 100, 0.943, .unknown),
    ])
    func `a resistor to a rail pulls as hard as it can`(drive: String, ohms: Double, volts: Double, logic: Logic) throws
    {
        let board = try VirtualBoard("pull") {
            RaspberryPiPart("pi")
            ResistorPart("r1", ohms: ohms).wired("1", to: "pi:3V3").wired("2", to: "pi:GPIO17")
            Source("s").wired("OUT", to: "pi:GPIO17")
        }
        try board.set("s.drive", .text(drive))
        let measured = try #require(try board.volts("pi:GPIO17"))
        #expect(abs(measured - volts) < 0.001)
        #expect(try board.read("pi:GPIO17") == logic)
    }

    @Test func `a divider makes 3.3 V of 5 V, and a straight wire is told to be too much`() throws {
        let board = try VirtualBoard("divider") {
            RaspberryPiPart("pi")
            VoltageSource("echo", ohms: 20)
            ResistorPart("r1", ohms: 1000).wired("1", to: "echo:OUT").wired("2", to: "pi:GPIO24")
            ResistorPart("r2", ohms: 2000).wired("1", to: "r1:2").wired("2", to: "pi:GND.4")
            Contact("short").wired("A", to: "echo:OUT").wired("B", to: "pi:GPIO24")
        }
        let line = try board.claim(24, .input(bias: .disabled))
        #expect(try !line.value(at: 0))
        try board.set("echo.volts", 5)
        #expect(try board.read("pi:GPIO24") == .high)
        #expect(try line.value(at: 0))
        #expect(board.diagnostics.isEmpty)
        try board.set("short.closed", true)
        #expect(
            board.messages(.overvoltage) == [
                "pi:GPIO24: it gets 4.95 V and takes 3.6 V; put a divider or a level shifter in between"
            ])
    }

    @Test func `a contact joins nets while it is closed, and what floats is let go`() throws {
        let board = try VirtualBoard("contacts") {
            Source("s")
            Contact("c1").wired("A", to: "s:OUT")
            Contact("c2").wired("A", to: "c1:B")
            Witness("w").wired("LEVEL", to: "c2:B")
        }
        try board.set("s.drive", "1")
        try board.set("c1.closed", true)
        #expect(try board.read("w:LEVEL") == .floating)
        try board.set("c2.closed", true)
        #expect(try board.read("w:LEVEL") == .high)
        try board.set("c1.closed", false)
        #expect(try board.read("w:LEVEL") == .floating)
        #expect(try board.read("c1:B") == .floating)
        #expect(try board.output("w.levels").text == "0:1 0:z ")
    }

    @Test func `an output that a contact shorts to ground is told, with what it is shorted to`() throws {
        let board = try VirtualBoard("short") {
            RaspberryPiPart("pi")
            Contact("c").wired("A", to: "pi:GPIO17").wired("B", to: "pi:GND")
            Contact("d").wired("A", to: "pi:3V3").wired("B", to: "pi:GND")
        }
        _ = try board.claim(17, .output(true, onRelease: .keep))
        try board.set("c.closed", true)
        try board.set("d.closed", true)
        #expect(try board.read("pi:GPIO17") == .low)
        #expect(
            board.messages(.contention) == [
                "GPIO17: pi:GPIO17 drives it high and can't hold it against GND.1", "3V3.1: d:A shorts it to GND.1",
            ])
    }
}
