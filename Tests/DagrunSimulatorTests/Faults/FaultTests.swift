// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunSimulator
import Testing

@Suite struct FaultTests {
    private static func board(seed: UInt64 = 1) throws -> VirtualBoard {
        var configuration = VirtualBoard.Configuration()
        configuration.seed = seed
        return try VirtualBoard("faulty", configuration: configuration) {
            RaspberryPiPart("pi")
            Source("s").wired("OUT", to: "pi:GPIO17")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND")
            PushbuttonPart("btn", bounce: .none).wired("1.l", to: "pi:GPIO4").wired("2.l", to: "pi:GND.3")
            MCP3008Part("adc").wired("CH0", to: "pi:GPIO4")
        }
    }

    private static func changes(_ board: VirtualBoard, of pin: String, _ body: () throws -> Void) throws -> String {
        let net = try board.net(of: pin).id
        let sink = ListSink()
        let subscription = board.subscribe(sink, to: EventScope(nets: [net]))
        try body()
        subscription.cancel()
        return sink.values(of: net)
    }

    // MARK: Nets

    @Test(arguments: ["GPIO18", "pi:GPIO18", "gpiochip0:18", "r1:1"])
    func `a net that is stuck stays so for its time, whatever drives it, and is found by any name`(target: String)
        throws
    {
        let board = try Self.board()
        let line = try board.claim(18, .output(true))
        try board.inject(Fault(.stuckAt(.low), at: target, from: .seconds(1), until: .seconds(2)))
        #expect(try board.read("led1:A") == .high)
        board.advance(by: .milliseconds(1500))
        #expect(try board.read("led1:A") == .low)
        #expect(try board.output("led1.brightness") == 0.0)
        try line.set(false, at: 0)
        try line.set(true, at: 0)
        #expect(try board.read("pi:GPIO18") == .low)
        board.advance(by: .milliseconds(500))
        #expect(try board.read("led1:A") == .high)
        #expect(board.messages(.fault) == ["\(target): stuck-at begins", "\(target): stuck-at ends"])
        // Once when it began, once when the line was set to high again.
        let message = "GPIO18: pi:GPIO18 drives it high and can't hold it against a fault"
        #expect(board.messages(.contention) == [message, message])
    }

    @Test func `a bounce swings a few times after each change, and ends where it was meant to`() throws {
        let board = try Self.board()
        try board.inject(Fault(.bounce(duration: .milliseconds(2), count: 4), at: "GPIO17", seed: 5))
        let levels = try Self.changes(board, of: "pi:GPIO17") {
            for level in ["1", "0"] {
                try board.set("s.drive", .text(level))
                board.advance(by: .milliseconds(2))
                #expect(try "\(board.read("pi:GPIO17"))" == level)
                board.advance(by: .seconds(1))
            }
        }
        #expect(levels.count > 4 && levels.count % 2 == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 != $1 })
        #expect(board.nextEventTime == nil)
    }

    @Test func `glitches come by chance, as long and as often as was said`() throws {
        let board = try Self.board()
        let number = try board.inject(
            Fault(.glitch(width: .microseconds(3), every: .milliseconds(1)), at: "GPIO17", seed: 5))
        let levels = try Self.changes(board, of: "pi:GPIO17") { board.advance(by: .seconds(1)) }
        #expect((1800...2200).contains(levels.count))
        board.remove(fault: number)
        board.remove(fault: number)
        #expect(try Self.changes(board, of: "pi:GPIO17") { board.advance(by: .seconds(1)) } == "0")
        #expect(board.faults.isEmpty)
    }

    @Test func `a pin that is cut off drives and hears nothing, and the rest of the net goes on`() throws {
        let board = try Self.board()
        _ = try board.claim(18, .output(true, onRelease: .keep))
        let number = try board.inject(Fault(.openWire, at: "led1:A"))
        #expect(try board.read("r1:2") == .high)
        #expect(try board.read("led1:A") == .floating)
        #expect(try board.output("led1.brightness") == 0.0)
        #expect(try board.net(of: "led1:A").name == "led1:A (cut off)")
        board.remove(fault: number)
        #expect(try board.output("led1.current").number == 4.054)
        #expect(board.diagnostics.allSatisfy { $0.kind == .fault })
    }

    @Test func `a lifted leg of a button takes its contact along, for its other leg is not wired`() throws {
        let board = try Self.board()
        let line = try board.claim(4, .input(bias: .pullUp))
        try board.set("btn.pressed", true)
        #expect(try !line.value(at: 0))
        let number = try board.inject(Fault(.openWire, at: "btn:1.l"))
        #expect(try line.value(at: 0))
        board.remove(fault: number)
        #expect(try !line.value(at: 0))
    }

    @Test func `a short joins two nets while it lasts`() throws {
        let board = try Self.board()
        _ = try board.claim(18, .output(true, onRelease: .keep))
        try board.inject(Fault(.shortTo("GPIO17"), at: "GPIO18", from: .seconds(1), until: .seconds(2)))
        #expect(try board.read("pi:GPIO17") == .low)
        board.advance(by: .milliseconds(1500))
        #expect(try board.read("pi:GPIO17") == .high)
        board.advance(by: .seconds(1))
        #expect(try board.read("pi:GPIO17") == .low)
    }

    // MARK: The system

    @Test func `somebody else may hold a line for a while`() throws {
        let board = try Self.board()
        try board.inject(Fault(.busy(holder: "spi0 CS0"), at: "GPIO8", from: .seconds(1), until: .seconds(2)))
        try board.claim(8, .input()).release()
        board.advance(by: .seconds(1))
        let error = #expect(throws: HALError.self) { try board.claim(8, .input()) }
        #expect(error?.holder == "spi0 CS0")
        board.advance(by: .seconds(1))
        try board.claim(8, .input()).release()
    }

    @Test(arguments: [("gpiochip0", true, false), ("pinctrl-bcm2711", true, false), ("i2c-1", false, true)])
    func `a chip or a bus may be forbidden`(target: String, isChip: Bool, isBus: Bool) throws {
        let board = try Self.board()
        try board.inject(Fault(.permissionDenied, at: target))
        func code(_ body: () throws -> Void) -> HALError.Code? {
            do { try body() } catch { return (error as? HALError)?.code }
            return nil
        }
        #expect(code { _ = try board.claim(5, .input()) } == (isChip ? .permissionDenied : nil))
        #expect(code { _ = try board.i2c(1) } == (isBus ? .permissionDenied : nil))
        #expect(code { _ = try board.spi(0, chipSelect: 0, SPIConfig()) } == nil)
    }

    @Test func `a queue may hold less, and an edge be noticed late or not at all`() throws {
        let board = try Self.board()
        try board.set("s.drive", "0")
        let line = try board.claim(17, .input(edges: .both))
        try board.inject(Fault(.queueOverflow(depth: 2), at: "gpiochip0", until: .seconds(1)))
        for level in ["1", "0", "1"] { try board.set("s.drive", .text(level)) }
        #expect(try line.drain() == ["lost 1", "-0@0#2", "+0@0#3"])
        board.advance(by: .seconds(1))
        try board.inject(Fault(.lateTimestamps(by: .milliseconds(5)), at: "GPIO17", seed: 1))
        try board.set("s.drive", "0")
        board.advance(by: .milliseconds(10))
        guard case .edge(let edge) = try line.pollEvent() else {
            Issue.record("the edge was not noticed")
            return
        }
        let late = edge.timestamp.nanoseconds - 1_000_000_000
        #expect(late > 0 && late <= 5_000_000)
        try board.set("s.drive", "1")
        board.advance(by: .nanoseconds(1))
        try board.set("s.drive", "0")
        board.advance(by: .milliseconds(10))
        #expect(try line.drain() == [])
    }

    // MARK: Buses

    @Test(
        .timeLimit(.minutes(15)),
        arguments: [
            (Fault(.noAcknowledgeAddress, at: "i2c-1@0x42"), "noAcknowledgeAddress", "ok"),
            (Fault(.noAcknowledgeAddress, at: "i2c-1"), "noAcknowledgeAddress", "noAcknowledgeAddress"),
            (Fault(.noAcknowledgeAddress, at: "a"), "noAcknowledgeAddress", "ok"),
            (Fault(.noAcknowledgeData(index: 1), at: "a"), "noAcknowledgeData(index: Optional(1))", "ok"),
            (Fault(.noAcknowledgeData(index: 9), at: "a"), "ok", "ok"),
            (Fault(.clockTimeout, at: "b"), "ok", "timeout"),
            (Fault(.arbitrationLost, at: "a"), "arbitrationLost", "ok"),
            (Fault(.busStuck, at: "i2c-1"), "busStuck", "busStuck"),
            (Fault(.corrupt, at: "i2c-1@0x43"), "ok", "corrupt"),
            (Fault(.noAcknowledgeAddress, at: "i2c-1", probability: 0), "ok", "ok"),
        ])
    func `faults of a bus strike whom they are meant for`(fault: Fault, first: String, second: String) async throws {
        let time = VirtualTime()
        let board = try VirtualBoard("bus", clock: time) {
            RaspberryPiPart("pi")
            Registers("a", at: 0x42).wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
            Registers("b", at: 0x43).wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
        }
        try board.inject(fault)
        let results = try await time.run {
            var results: [String] = []
            for address in [0x42, 0x43] as [I2CAddress] {
                do {
                    let bus = try board.i2c(1)
                    try await bus.write([7, 9], to: address)
                    let byte = try await bus.write([7], thenRead: 1, from: address)
                    results.append(byte == [9] ? "ok" : "corrupt")
                } catch let error as HALError {
                    results.append(error.i2cFault.map { "\($0)" } ?? "\(error)")
                }
            }
            return results
        }
        #expect(results == [first, second])
    }

    // MARK: Chance

    @Test func `a probability is kept, and equal seeds strike at the same occasions`() async throws {
        func failures(seed: UInt64) async throws -> [Int] {
            let time = VirtualTime()
            let board = try VirtualBoard("bus", clock: time) {
                RaspberryPiPart("pi")
                Registers("a", at: 0x42).wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
            }
            try board.inject(Fault(.noAcknowledgeAddress, at: "a", probability: 0.25, seed: seed))
            return try await time.run {
                var failures: [Int] = []
                for number in 0..<400 {
                    do { try await board.i2c(1).write([1], to: 0x42) } catch { failures.append(number) }
                }
                return failures
            }
        }
        let first = try await failures(seed: 1)
        #expect((70...130).contains(first.count))
        #expect(try await failures(seed: 1) == first)
        #expect(try await failures(seed: 2) != first)
    }

    // MARK: As data

    static let all: [Fault] = [
        Fault(.bounce(duration: .microseconds(1500), count: 3), at: "GPIO17", from: .seconds(1), until: .seconds(2)),
        Fault(.glitch(width: .nanoseconds(7), every: .seconds(60)), at: "GPIO17", probability: 0.5, seed: .max),
        Fault(.stuckAt(.unknown), at: "GPIO17", seed: 3), Fault(.openWire, at: "led1:A"),
        Fault(.shortTo("GPIO18"), at: "GPIO17"), Fault(.noise(volts: 0.5), at: "adc:CH0"),
        Fault(.drift(voltsPerHour: -1), at: "adc:CH7"), Fault(.offset(volts: 0.25), at: "adc:CH0"),
        Fault(.saturation(0...3), at: "adc:VREF"), Fault(.noAcknowledgeAddress, at: "i2c-1@0x3c"),
        Fault(.noAcknowledgeData(index: 2), at: "i2c-1"), Fault(.clockTimeout, at: "i2c-1"),
        Fault(.arbitrationLost, at: "i2c-1"),
        Fault(.busStuck, at: "i2c-1"), Fault(.corrupt, at: "adc"), Fault(.brownOut, at: "led1"),
        Fault(.reset, at: "pi"),
        Fault(.chipUnplugged, at: "gpiochip0"), Fault(.busy(holder: "x"), at: "GPIO17"),
        Fault(.permissionDenied, at: "i2c-1"), Fault(.queueOverflow(depth: 4), at: "gpiochip0"),
        Fault(.lateTimestamps(by: .milliseconds(3)), at: "GPIO17"),
    ]

    @Test(arguments: all)
    func `a fault is an object and back, and any board that has its target takes it`(fault: Fault) throws {
        #expect(try Fault(fields: fault.fields) == fault)
        let board = try Self.board()
        let number = try board.inject(fault)
        board.advance(by: .seconds(3))
        #expect(board.faults.map(\.fault) == [fault])
        board.remove(fault: number)
        board.advance(by: .seconds(1))
    }

    @Test func `every kind has a name, and a name for every kind is known`() {
        #expect(Set(Self.all.map(\.kind.name)) == Set(Fault.kindNames))
        #expect(Self.all.count == Fault.kindNames.count)
        #expect(Self.all[0].description == "bounce count=3 duration=1500us from=1s target=GPIO17 until=2s")
    }

    @Test(
        arguments: [
            (
                [:],
                [
                    "‘fault’ is missing: one of \(Fault.kindNames.joined(separator: ", "))",
                    "‘target’ is missing: where the fault is",
                ]
            ),
            (["fault": "stuck-at", "target": "a", "value": "z"], ["‘value’ must be 0, 1 or x"]),
            (
                ["fault": "openwire", "target": "a"],
                ["there is no fault ‘openwire’; there is \(Fault.kindNames.joined(separator: ", "))"]
            ),
            (["fault": "noise", "target": "a"], ["‘volts’ is missing"]),
            (
                ["fault": "noise", "target": "a", "volts": "much"],
                ["‘volts’ must be a number from 0.0 to 1000.0, not ‘much’"]
            ),
            (
                ["fault": "reset", "target": "a", "probability": 2],
                ["‘probability’ must be a number from 0.0 to 1.0, not ‘2’"]
            ),
            (["fault": "reset", "target": "a", "count": 2], ["‘count’ means nothing here"]),
            (["fault": "reset", "target": "a", "from": "2s", "until": "1s"], ["‘until’ must not be before ‘from’"]),
            (
                ["fault": "reset", "target": "a", "from": "2"],
                ["‘from’ must be a number and a unit, one of ns, us, ms, s, min and h, as in 100ms, not ‘2’"]
            ),
            (
                ["fault": "reset", "target": "a", "seed": -1],
                ["‘seed’ must be a whole number of at most 64 bits, not ‘-1’"]
            ),
        ] as [([String: JSONValue], [String])])
    func `an object that is no fault is refused with all that is wrong`(fields: [String: JSONValue], reasons: [String])
    {
        let error = #expect(throws: FaultError.self) { try Fault(fields: fields) }
        #expect(error?.reasons == reasons)
    }

    @Test(arguments: [
        (Fault(.stuckAt(.low), at: "GPIO99"), "stuck-at: there is no pin, net or line ‘GPIO99’"),
        (Fault(.openWire, at: "led1:B"), "open-wire: there is no pin, net or line ‘led1:B’; there is led1:A, led1:C"),
        (
            Fault(.stuckAt(.floating), at: "GPIO17"),
            "stuck-at: a net is stuck at 0, 1 or x; to cut off a pin there is open-wire"
        ),
        (Fault(.reset, at: "cpu"), "reset: there is no part ‘cpu’; there is pi, s, r1, led1, btn"),
        (Fault(.busStuck, at: "spi0"), "bus-stuck: there is no bus or device on one ‘spi0’; there is i2c-1, spi0"),
        (
            Fault(.clockTimeout, at: "i2c-1@0x99"),
            "clock-timeout: ‘0x99’ is no address of I2C; write it as in i2c-1@0x3c"
        ),
        (Fault(.corrupt, at: "led1"), "corrupt: there is no bus or device on one ‘led1’; there is i2c-1, spi0"),
        (
            Fault(.noise(volts: 1), at: "btn:1.l"),
            "noise: nothing is measured at ‘btn:1.l’; of that net it is at adc:CH0"
        ),
        (
            Fault(.offset(volts: 1), at: "led1:A"),
            "offset: nothing is measured at ‘led1:A’; it is at adc:CH0, adc:CH1, adc:CH2,"
        ),
        (Fault(.reset, at: "pi", probability: -1), "reset: a probability is from 0 to 1, not -1.0"),
        (
            Fault(.glitch(width: .zero, every: .zero), at: "GPIO17"),
            "glitch: a glitch needs a width and a time between of more than zero"
        ),
    ])
    func `a fault that is aimed at nothing is refused`(fault: Fault, message: String) throws {
        let board = try Self.board()
        let error = #expect(throws: BoardError.self) { try board.inject(fault) }
        #expect(error?.description.hasPrefix(message) ?? false, "\(error?.description ?? "")")
    }
}
