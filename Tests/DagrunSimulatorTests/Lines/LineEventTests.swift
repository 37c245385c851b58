// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct LineEventTests {
    private static func bare(_ configuration: VirtualBoard.Configuration = .init()) throws -> VirtualBoard {
        try VirtualBoard("bare", configuration: configuration) {
            RaspberryPiPart("pi")
            Source("s").wired("OUT", to: "pi:GPIO17")
            Source("t").wired("OUT", to: "pi:GPIO18")
            Source("u").wired("OUT", to: "pi:GPIO19")
        }
    }

    /// Drives a source level by level, a microsecond each.
    private static func play(_ levels: String, on source: String, _ board: VirtualBoard) throws {
        for level in levels {
            board.advance(by: .microseconds(1))
            try board.set("\(source).drive", .text("\(level)"))
        }
    }

    @Test(arguments: [
        (EdgeDetection.both, false, ["+0@1000#1", "-0@2000#2", "+0@3000#3"]),
        (.rising, false, ["+0@1000#1", "+0@3000#2"]), (.falling, false, ["-0@2000#1"]), (.none, false, []),
        (.both, true, ["-0@1000#1", "+0@2000#2", "-0@3000#3"]), (.rising, true, ["+0@2000#1"]),
    ])
    func `edges are those of the logical value`(edges: EdgeDetection, activeLow: Bool, events: [String]) throws {
        let board = try Self.bare()
        try board.set("s.drive", "0")
        let line = try board.claim(17, .input(activeLow: activeLow, edges: edges))
        try Self.play("101", on: "s", board)
        #expect(try line.drain() == events)
    }

    @Test func `an input has hysteresis: what is unknown or floats keeps the level`() throws {
        let board = try Self.bare()
        try board.set("s.drive", "0")
        let line = try board.claim(17, .input(bias: .disabled, edges: .both))
        try Self.play("xz0x1xz10", on: "s", board)
        #expect(try line.drain() == ["+0@5000#1", "-0@9000#2"])
    }

    @Test func `a full queue drops the oldest events as uAPI v2 does, and tells how many`() throws {
        let board = try Self.bare()
        try board.set("s.drive", "0")
        let line = try board.claim(17, .input(edges: .both))
        try Self.play(String(repeating: "10", count: 10), on: "s", board)
        let events = try line.drain()
        #expect(events.count == 17)
        #expect(events.first == "lost 4" && events[1] == "+0@5000#5" && events.last == "-0@20000#20")
        try Self.play("1", on: "s", board)
        #expect(try line.drain() == ["+0@21000#21"])
    }

    @Test func `a full queue drops the newest events as uAPI v1 does, and can't tell how many`() throws {
        var configuration = VirtualBoard.Configuration()
        configuration.queueRule = .dropsNewest
        let board = try Self.bare(configuration)
        try board.set("s.drive", "0")
        let line = try board.claim(17, .input(edges: .both))
        try Self.play(String(repeating: "10", count: 10), on: "s", board)
        let events = try line.drain()
        #expect(events.count == 17)
        #expect(events.first == "+0@1000#1" && events[15] == "-0@16000#16" && events.last == "lost ?")
        #expect(try line.drain() == [])
    }

    @Test func `a queue holds sixteen events for each line, rounded up to a power of two, for all lines together`()
        throws
    {
        let board = try Self.bare()
        for source in ["s", "t", "u"] { try board.set("\(source).drive", "0") }
        let lines = try board.request(
            [17, 18, 19].map { LineAddress(chip: "gpiochip0", offset: $0) },
            Array(repeating: .input(edges: .both), count: 3), consumer: "test")
        try Self.play(String(repeating: "10", count: 40), on: "t", board)
        let events = try lines.drain()
        #expect(events.first == "lost 16")
        #expect(events.count == 65)
    }

    @Test func `events of several lines are numbered together and by line`() throws {
        let board = try Self.bare()
        let lines = try board.request(
            [17, 18].map { LineAddress(chip: "gpiochip0", offset: $0) },
            Array(repeating: .input(bias: .pullDown, edges: .both), count: 2), consumer: "test")
        try Self.play("1", on: "t", board)
        try Self.play("10", on: "s", board)
        var numbers: [[UInt64]] = []
        while case .edge(let edge) = try lines.pollEvent() {
            numbers.append([UInt64(edge.index), edge.globalSequence, edge.lineSequence])
        }
        #expect(numbers == [[1, 1, 1], [0, 2, 1], [0, 3, 2]])
    }

    @Test func `a realtime stamp counts from 1970`() throws {
        var configuration = VirtualBoard.Configuration()
        configuration.epoch = 1000
        let board = try Self.bare(configuration)
        let line = try board.claim(
            17, LineConfig(direction: .input, bias: .pullDown, edges: .both, eventClock: .realtime))
        try Self.play("1", on: "s", board)
        #expect(try line.drain() == ["+0@1000000001000#1"])
    }

    // MARK: Debouncing

    @Test(arguments: [
        // Levels by microseconds, the events with 3 µs of debouncing.
        ("1", ["+0@4000#1"]), ("101", ["+0@6000#1"]), ("10", []), ("1111000", ["+0@4000#1", "-0@8000#2"]),
        ("110110", []), ("1010111", ["+0@8000#1"]),
    ])
    func `a debounced edge comes when the level was stable for so long, stamped then`(levels: String, events: [String])
        throws
    {
        let board = try Self.bare()
        try board.set("s.drive", "0")
        let line = try board.claim(17, .input(edges: .both, debounce: .microseconds(3)))
        try Self.play(levels, on: "s", board)
        board.advance(by: .microseconds(10))
        #expect(try line.drain() == events)
        #expect(board.nextEventTime == nil)
    }

    @Test func `a debounced line reads as its debouncer does`() throws {
        let board = try Self.bare()
        try board.set("s.drive", "0")
        let line = try board.claim(17, .input(edges: .rising, debounce: .milliseconds(5)))
        try board.set("s.drive", "1")
        #expect(try !line.value(at: 0))
        board.advance(by: .milliseconds(5))
        #expect(try line.value(at: 0))
        // A longer time counts from the next edge on; none at all at once.
        try line.reconfigure([.input(edges: .both, debounce: .milliseconds(20))])
        try board.set("s.drive", "0")
        board.advance(by: .milliseconds(10))
        #expect(try line.value(at: 0))
        try line.reconfigure([.input(edges: .both)])
        #expect(try !line.value(at: 0))
        #expect(try line.drain() == ["+0@5000000#1"])
    }

    // MARK: Waiting

    @Test(.timeLimit(.minutes(15)))
    func `who waits under virtual time sees an edge at its instant`() async throws {
        let time = VirtualTime()
        let board = try VirtualBoard("lamp", clock: time) {
            RaspberryPiPart("pi")
            PushbuttonPart("btn", bounce: .none).wired("1", to: "pi:GPIO17").wired("2", to: "pi:GND")
        }
        let line = try board.claim(17, .input(bias: .pullUp, activeLow: true, edges: .both))
        let seen = try await time.run {
            async let presses: Void = {
                for value in [true, false, true] {
                    try await board.clock.sleep(for: .seconds(1))
                    try board.set("btn.pressed", .flag(value))
                }
            }()
            var seen: [String] = []
            for _ in 0..<3 {
                guard case .edge(let edge) = try await line.nextEvent() else { continue }
                seen.append("\(edge.edge) \(edge.timestamp) \(edge.timestamp == time.now)")
            }
            try await presses
            return seen
        }
        #expect(seen == ["rising 1.000000000 s true", "falling 2.000000000 s true", "rising 3.000000000 s true"])
    }

    @Test(.timeLimit(.minutes(15)))
    func `a wait ends when the task is cancelled, the lines are released or the chip is gone`() async throws {
        let time = VirtualTime()
        let board = try VirtualBoard("pi", clock: time) { RaspberryPiPart("pi") }
        try board.inject(Fault(.chipUnplugged, at: "gpiochip0", from: .seconds(3), until: .seconds(4)))
        let errors = try await time.run {
            var errors: [String] = []
            for end in ["cancel", "release", "unplug"] {
                let line = try board.claim(17, .input(edges: .both))
                let wait = Task { try await line.nextEvent() }
                try await time.sleep(for: .milliseconds(500))
                switch end {
                case "cancel": wait.cancel()
                case "release": line.release()
                default: break
                }
                switch await wait.result {
                case .success: errors.append("an event")
                case .failure(let error as HALError): errors.append("\(error.code == .gone) \(error.reason)")
                case .failure(let error): errors.append("\(error)")
                }
                if end == "unplug" {
                    #expect(throws: HALError.self) { try line.pollEvent() }
                    #expect(try board.chips().isEmpty)
                    #expect(throws: HALError.self) { try board.claim(17, .input()) }
                }
                line.release()
            }
            try await time.sleep(for: .seconds(2))
            #expect(try board.chips().count == 1)
            _ = try board.claim(17, .input())
            return errors
        }
        #expect(errors == ["CancellationError()", "true the request was released", "true the chip was unplugged"])
    }

    @Test(.timeLimit(.minutes(15)))
    func `of two that wait each gets some events, and a cancelled wait takes none`() async throws {
        let time = VirtualTime()
        let board = try VirtualBoard("two", clock: time) {
            RaspberryPiPart("pi")
            Source("s").wired("OUT", to: "pi:GPIO17")
        }
        try board.set("s.drive", "0")
        let line = try board.claim(17, .input(edges: .both))
        let counts = try await time.run {
            let first = Task { try await line.nextEvent() }
            let second = Task { try await line.nextEvent() }
            try await time.sleep(for: .milliseconds(1))
            let third = Task { try await line.nextEvent() }
            try await time.sleep(for: .milliseconds(1))
            third.cancel()
            for level in ["1", "0", "1"] {
                try await time.sleep(for: .milliseconds(1))
                try board.set("s.drive", .text(level))
            }
            _ = await third.result
            func stamp(_ event: LineEvent) -> Int64 {
                if case .edge(let edge) = event { edge.timestamp.nanoseconds / 1_000_000 } else { -1 }
            }
            return [stamp(try await first.value), stamp(try await second.value), try line.pollEvent().map(stamp) ?? 0]
        }
        #expect(counts == [3, 4, 5])
    }
}
