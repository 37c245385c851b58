// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct KernelTests {
    /// Says in which order its timers go off.
    private final class Alarm: Part {
        static let type = "test-alarm"
        let id: String
        let pins: [PartPin] = []
        let controls = [PartControl.text("do")]
        let outputs = [PartOutput("log", initial: "")]
        private var log = ""

        init(_ id: String) { self.id = id }
        init(id: String, attributes: PartAttributes) { self.id = id }

        /// `3@50 4@50 -3`: sets the timers 3 and 4, and takes 3 off.
        func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
            for word in (value.text ?? "").split(separator: " ") {
                let numbers = word.split(separator: "@").compactMap { Int($0) }
                if numbers.count == 2 {
                    context.set(numbers[0], after: .nanoseconds(numbers[1]))
                } else if let number = numbers.first {
                    context.cancel(-number)
                }
            }
        }

        func timerFired(_ timer: Int, _ context: borrowing PartContext) {
            log += "\(timer)@\(context.now.nanoseconds) "
            context.show(0, .text(log))
            if timer == 9 { context.set(9, after: .zero) }
        }
    }

    @Test(arguments: [
        ("1@20 2@10 3@10", "2@10 3@10 1@20 "), ("1@10 1@30", "1@30 "), ("1@10 2@20 -1", "2@20 "),
        ("1@10 -1 1@15", "1@15 "), ("-5 1@0", "1@0 "),
    ])
    func `timers go off by time and in the order in which they were set, and one that is set anew goes off once`(
        orders: String, log: String
    ) throws {
        let board = try VirtualBoard("alarm") { Alarm("a") }
        try board.set("a.do", .text(orders))
        #expect(board.nextEventTime != nil || log == "1@0 ")
        board.advance(by: .microseconds(1))
        #expect(try board.output("a.log").text == log)
        #expect(board.nextEventTime == nil)
        #expect(board.now == Timestamp(nanoseconds: 1000))
    }

    @Test func `a timer that sets itself for the same instant is stopped and told`() throws {
        let board = try VirtualBoard("alarm") { Alarm("a") }
        try board.set("a.do", "9@5 1@6")
        board.advance(by: .microseconds(1))
        #expect(board.messages(.oscillation).count == 1)
        #expect(try board.output("a.log").text?.hasSuffix("9@5 1@6 ") ?? false)
    }

    @Test func `a ring of inverters without delay is left as unknown, and one with a delay swings`() throws {
        let board = try VirtualBoard("rings") {
            Inverter("i1")
            Wire("i1:OUT", "i1:IN")
            Inverter("i2", delay: .nanoseconds(50))
            Wire("i2:OUT", "i2:IN")
        }
        #expect(try board.read("i1:OUT") == .unknown)
        #expect(board.messages(.oscillation).count == 1)
        let sink = ListSink()
        let subscription = board.subscribe(sink, to: EventScope(nets: [try board.net(of: "i2:IN").id]))
        board.advance(by: .nanoseconds(220))
        subscription.cancel()
        board.advance(by: .nanoseconds(220))
        #expect(sink.nets.map(\.time) == [0, 50, 100, 150, 200])
    }

    @Test func `what is driven at one instant is seen together, by whoever is called first`() throws {
        let board = try VirtualBoard("delta") {
            Source("s")
            Inverter("i1").wired("IN", to: "s:OUT")
            Inverter("i2").wired("IN", to: "i1:OUT")
            Witness("w1").wired("LEVEL", to: "i1:OUT")
            Witness("w2").wired("LEVEL", to: "i2:OUT")
        }
        board.advance(by: .nanoseconds(7))
        try board.set("s.drive", "0")
        // Neither sees more than one change: there is no glitch.
        #expect(try board.output("w1.levels").text == "0:0 7:1 ")
        #expect(try board.output("w2.levels").text == "0:1 7:0 ")
    }

    @Test func `time never goes back, and an end in the past changes nothing`() throws {
        let board = try VirtualBoard("time") { Alarm("a") }
        board.advance(by: .seconds(1))
        board.advance(to: Timestamp(nanoseconds: 5))
        board.advance(by: .seconds(-1))
        #expect(board.now == Timestamp(nanoseconds: 1_000_000_000))
    }
}
