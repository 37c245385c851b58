// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct LineClaimTests {
    private static func bare(_ configuration: VirtualBoard.Configuration = .init()) throws -> VirtualBoard {
        try VirtualBoard("bare", configuration: configuration) {
            RaspberryPiPart("pi")
            Source("s").wired("OUT", to: "pi:GPIO17")
        }
    }

    @Test(arguments: [
        // GPIO4 is pulled up after the start, GPIO27 down.
        (4, LineConfig.output(false, activeLow: true), "1"), (4, .output(true, activeLow: true), "10"),
        (27, .output(true), "01"), (27, .output(false), "0"), (27, .output(true, drive: .openDrain), "0"),
        (4, .output(true, drive: .openDrain), "1"), (4, .output(false, drive: .openSource), "1"),
        (27, .input(bias: .pullUp), "01"), (27, .input(bias: .disabled), "0z"), (27, .input(), "0"),
    ])
    func `a claim puts direction, value and bias into effect at once: no level in between reaches the net`(
        offset: Int, config: LineConfig, levels: String
    ) throws {
        let board = try Self.bare()
        let net = try board.net(of: "pi:GPIO\(offset)").id
        let sink = ListSink()
        let subscription = board.subscribe(sink, to: EventScope(nets: [net]))
        let line = try board.claim(offset, config)
        #expect(sink.values(of: net) == levels)
        subscription.cancel()
        line.release()
    }

    @Test func `lines of one claim change at one instant and in one step`() throws {
        let board = try VirtualBoard("pair") {
            RaspberryPiPart("pi")
            Witness("w").wired("LEVEL", to: "pi:GPIO22")
        }
        let lines = try board.request(
            [22, 23, 24].map { LineAddress(chip: "gpiochip0", offset: $0) },
            [.output(true), .output(false), .output(true)],
            consumer: "bus")
        #expect(try lines.values(mask: 0b111) == LineValues([true, false, true]))
        try lines.set(LineValues([false, true, false]))
        #expect(try lines.values(mask: 0b110) == LineValues(bits: 0b010, mask: 0b110))
        #expect(try board.output("w.levels").text == "0:0 0:1 0:0 ")
    }

    @Test func `a line that somebody holds is refused with the holder's name, and the others stay free`() throws {
        let board = try Self.bare()
        let holder = try board.claim(17, .input(), as: "door sensor with a name of more than 31 bytes")
        let error = #expect(throws: HALError.self) {
            try board.request(
                [5, 17].map { LineAddress(chip: "gpiochip0", offset: $0) }, [.input(), .input()], consumer: "other")
        }
        #expect(error?.code == .busy)
        #expect(error?.holder == "door sensor with a name of more")
        #expect(error?.subject == "GPIO17 (gpiochip0:17)")
        let info = try board.lineInfo(LineAddress(chip: "gpiochip0", offset: 17))
        #expect(info.isUsed && info.consumer == holder.consumer && info.name == "GPIO17")
        #expect(try !board.lineInfo(LineAddress(chip: "gpiochip0", offset: 5)).isUsed)
        holder.release()
        _ = try board.claim(17, .input())
    }

    @Test func `a request that nobody keeps lets go of its lines`() throws {
        let board = try Self.bare()
        do { _ = try board.claim(17, .output(true)) }
        #expect(try !board.lineInfo(LineAddress(chip: "gpiochip0", offset: 17)).isUsed)
    }

    @Test(arguments: [
        ([LineAddress(chip: "gpiochip7", offset: 1)], [LineConfig.input()], HALError.Code.notFound),
        ([LineAddress(chip: "gpiochip0", offset: 58)], [.input()], .notFound),
        ([LineAddress(chip: "gpiochip0", offset: -1)], [.input()], .notFound), ([], [], .invalid),
        ([LineAddress(chip: "gpiochip0", offset: 1)], [], .invalid),
        (Array(repeating: LineAddress(chip: "gpiochip0", offset: 1), count: 2), [.input(), .input()], .busy),
        ([LineAddress(chip: "gpiochip0", offset: 1)], [LineConfig(direction: .output, edges: .both)], .invalid),
        ([LineAddress(chip: "gpiochip0", offset: 1)], [LineConfig(direction: .input, eventClock: .hte)], .unsupported),
    ])
    func `a claim that can't be is refused`(lines: [LineAddress], configs: [LineConfig], code: HALError.Code) throws {
        let board = try Self.bare()
        let error = #expect(throws: HALError.self) { try board.request(lines, configs, consumer: "test") }
        #expect(error?.code == code)
    }

    @Test(arguments: [
        (ReleasePolicy.input, Logic.low, Direction.input), (.keep, .high, .output), (.safe(false), .high, .output),
        (.safe(true), .low, .output),
    ])
    func `a released line does what its policy says`(policy: ReleasePolicy, logic: Logic, direction: Direction) throws {
        let board = try Self.bare()
        let line = try board.claim(27, .output(false, activeLow: true, onRelease: policy))
        #expect(try board.read("pi:GPIO27") == .high)
        line.release()
        line.release()
        #expect(try board.read("pi:GPIO27") == logic)
        #expect(try board.lineInfo(LineAddress(chip: "gpiochip0", offset: 27)).config.direction == direction)
        #expect(throws: HALError.self) { try line.value(at: 0) }
    }

    @Test func `a line that is as it was found reads, and can't be set`() throws {
        let board = try Self.bare()
        let line = try board.claim(17, LineConfig())
        try board.set("s.drive", "1")
        #expect(try line.value(at: 0))
        let error = #expect(throws: HALError.self) { try line.set(true, at: 0) }
        #expect(error?.code == .invalid)
    }

    @Test func `reconfiguring changes direction and bias without letting go, and a fault changes nothing`() throws {
        let board = try Self.bare()
        let line = try board.claim(27, .output(true))
        #expect(throws: HALError.self) { try line.reconfigure([.input(), .input()]) }
        #expect(throws: HALError.self) { try line.reconfigure([LineConfig(direction: .output, edges: .rising)]) }
        #expect(try board.read("pi:GPIO27") == .high)
        try line.reconfigure([.input(bias: .pullUp, activeLow: true, edges: .both)])
        #expect(try line.value(at: 0) == false)
        try line.reconfigure([.input(bias: .pullDown, activeLow: true, edges: .both)])
        // As the kernel, which watches by the old configuration while it sets the new one.
        #expect(try line.drain() == ["+0@0#1"])
        try line.reconfigure([.output(false)])
        #expect(try board.read("pi:GPIO27") == .low)
    }

    @Test func `chips and lines are listed with their names`() throws {
        let board = try Self.bare()
        #expect(try board.chips() == [ChipInfo(name: "gpiochip0", label: "pinctrl-bcm2711", lineCount: 58)])
        let info = try board.lineInfo(LineAddress(chip: "gpiochip0", offset: 4))
        #expect(info.name == "GPIO4" && info.config.bias == .pullUp && info.config.direction == .input)
        #expect(board.lines.count == 58)
        #expect(board.lines[17].pin == "pi:GPIO17" && board.lines[40].pin == nil)
    }

    @Test func `a line without a pin keeps its own value`() throws {
        let board = try Self.bare()
        let line = try board.claim(50, .output(true))
        #expect(try line.value(at: 0))
        try line.set(false, at: 0)
        #expect(try !line.value(at: 0))
    }
}
