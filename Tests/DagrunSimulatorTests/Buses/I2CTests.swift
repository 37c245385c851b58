// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite(.timeLimit(.minutes(15))) struct I2CTests {
    private static func board(
        _ time: VirtualTime, stretch: Duration = .zero,
        @BoardBuilder also content: () -> BoardDesign = { BoardDesign() }
    ) throws -> VirtualBoard {
        var design = BoardDesign {
            RaspberryPiPart("pi")
            Registers("dev", at: 0x42, stretch: stretch)
                .wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3").wired("VCC", to: "pi:3V3")
        }
        let more = content()
        design.parts += more.parts
        design.wires += more.wires
        return try VirtualBoard("bus", design: design, clock: time)
    }

    /// What came of a transaction: the bytes, or the fault and its number.
    private static func result(_ board: VirtualBoard, _ address: I2CAddress, _ operations: [I2COperation]) async
        -> String
    {
        do {
            return "\(try await board.i2c(1).transaction(address, operations))"
        } catch let error as HALError {
            return "\(error.i2cFault.map { "\($0)" } ?? error.reason) \(error.errno ?? 0)"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a transaction takes its clocks: nine a byte at 100 kHz, a repeated start between directions`()
        async throws
    {
        let time = VirtualTime()
        let board = try Self.board(time)
        try await time.run {
            let bus = try board.i2c(1)
            #expect(bus.name == "i2c-1")
            let answers = try await bus.transaction(
                0x42, [.write([7]), .write([1, 2]), .read(2), .read(1), .write([7]), .read(1)])
            #expect(answers == [[0, 0], [0], [1]])
            // Addresses after 10 clocks each, 3 + 2 + 1 bytes... and the stop.
            #expect(
                try board.output("dev.log").text
                    == "100:w 190:7 280:1 370:2 470:r 840:w 930:7 1030:r 1130:s ")
            #expect(time.now == Timestamp(nanoseconds: 1_130_000))
        }
    }

    @Test func `faults come with the kernel's numbers, and the bus goes on afterwards`() async throws {
        let time = VirtualTime()
        let board = try Self.board(time)
        try await time.run {
            #expect(await Self.result(board, 0x43, [.write([1])]) == "noAcknowledgeAddress 6")
            #expect(await Self.result(board, 0x42, [.write([255, 1])]) == "noAcknowledgeData(index: Optional(1)) 5")
            #expect(await Self.result(board, 0x42, [.read(0)]) == "a read needs at least one byte, not 0 22")
            #expect(await Self.result(board, 0x42, []) == "[]")
            #expect(await Self.result(board, 0x42, [.write([])]) == "[]")
            #expect(await Self.result(board, 0x42, [.write([3, 9])]) == "[]")
            #expect(await Self.result(board, 0x42, [.write([3]), .read(1)]) == "[[9]]")
            #expect(throws: HALError.self) { try board.i2c(7) }
        }
    }

    @Test
    func `transactions of several tasks come one after the other, and one that was cancelled before never begins`()
        async throws
    {
        let time = VirtualTime()
        let board = try Self.board(time)
        try await time.run {
            let bus = try board.i2c(1)
            let tasks = (0..<3).map { number in
                Task { try await bus.transaction(0x42, [.write([UInt8(number), 5])]) }
            }
            try await time.sleep(for: .microseconds(50))
            tasks[1].cancel()
            for task in tasks { _ = await task.result }
            #expect(try board.output("dev.log").text == "100:w 190:0 280:5 290:s 390:w 480:2 570:5 580:s ")
            await #expect(throws: CancellationError.self) { try await tasks[1].value }
        }
    }

    @Test func `a device may hold the clock, but not for more than a second`() async throws {
        let time = VirtualTime()
        let board = try Self.board(time, stretch: .milliseconds(3))
        let slow = try Self.board(time, stretch: .seconds(2))
        try await time.run {
            #expect(await Self.result(board, 0x42, [.write([1])]) == "[]")
            #expect(time.now == Timestamp(nanoseconds: 3_200_000))
            #expect(await Self.result(slow, 0x42, [.write([1])]) == "timeout 110")
            #expect(await Self.result(slow, 0x41, [.write([1])]) == "noAcknowledgeAddress 6")
        }
    }

    @Test func `a wire that is held low or floats is a stuck bus`() async throws {
        let time = VirtualTime()
        let board = try Self.board(time) { Source("s").wired("OUT", to: "pi:GPIO2") }
        let bare = try VirtualBoard("no pull-ups", clock: time) {
            Bare("mcu")
            Registers("dev", at: 0x42).wired("SDA", to: "mcu:D").wired("SCL", to: "mcu:C")
        }
        try await time.run {
            try board.set("s.drive", "0")
            #expect(await Self.result(board, 0x42, [.write([1])]) == "busStuck 16")
            try board.set("s.drive", "z")
            #expect(await Self.result(board, 0x42, [.write([1])]) == "[]")
            #expect(await Self.result(bare, 0x42, [.write([1])]) == "busStuck 16")
            #expect(await Self.result(bare, 0x42, [.write([1])]) == "busStuck 16")
            #expect(
                bare.messages(.bus) == [
                    "i2c-1: SDA floats: the bus needs a pull-up, such as a resistor of 4.7 kΩ to 3V3"
                ])
        }
    }

    @Test
    func `a device answers over closed contacts and small resistors only, with power only, and a clash is told once`()
        async throws
    {
        let time = VirtualTime()
        let board = try Self.board(time) {
            Registers("far", at: 0x50).wired("SCL", to: "pi:GPIO3")
            Contact("c").wired("A", to: "pi:GPIO2").wired("B", to: "r:1")
            ResistorPart("r", ohms: 100).wired("2", to: "far:SDA")
            Registers("twin", at: 0x42).wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
        }
        try await time.run {
            #expect(await Self.result(board, 0x50, [.write([1])]) == "noAcknowledgeAddress 6")
            try board.set("c.closed", true)
            #expect(await Self.result(board, 0x50, [.write([1])]) == "[]")
            for _ in 0..<2 { #expect(await Self.result(board, 0x42, [.write([1])]) == "[]") }
            #expect(board.messages(.addressClash) == ["i2c-1: dev and twin all answer at 0x42"])
            try board.inject(Fault(.brownOut, at: "far", from: .zero))
            #expect(await Self.result(board, 0x50, [.write([1])]) == "noAcknowledgeAddress 6")
        }
    }

    @Test func `sinks are told each step`() async throws {
        let time = VirtualTime()
        let board = try Self.board(time)
        let sink = ListSink()
        let subscription = board.subscribe(sink, to: EventScope(buses: true))
        try await time.run { _ = await Self.result(board, 0x42, [.write([1]), .read(1)]) }
        subscription.cancel()
        let steps = sink.events.map { "\($0.change)" }
        #expect(steps.count == 5)
        #expect(board.buses.map(\.name) == ["i2c-1", "spi0"])
    }

    /// A computer without pull-ups.
    private final class Bare: Part {
        static let type = "test-bare"
        let id: String
        let pins = [PartPin("D", .bidirectional), PartPin("C", .bidirectional)]
        let hardware: HardwareMap? = HardwareMap(chips: [], i2c: [HardwareMap.I2C(1, sda: 0, scl: 1)])

        init(_ id: String) { self.id = id }
        init(id: String, attributes: PartAttributes) { self.id = id }
    }
}
