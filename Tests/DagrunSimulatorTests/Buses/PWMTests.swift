// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct PWMTests {
    private static func board() throws -> VirtualBoard {
        try VirtualBoard("dimmer") {
            RaspberryPiPart("pi")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND")
            Witness("w").wired("VOLTS", to: "pi:GPIO18")
        }
    }

    @Test func `pulses that nobody watches make no events, and an LED shows their share`() throws {
        let board = try Self.board()
        let pwm = try board.pwm(0, channel: 0)
        try pwm.configure(PWMConfig(frequency: 1_000_000, dutyCycle: 0.25))
        #expect(try board.output("led1.brightness").number == 0.051)
        #expect(board.nextEventTime == nil)
        board.advance(by: .seconds(3600))
        #expect(try board.read("pi:GPIO18") == .high)
        board.advance(by: .nanoseconds(300))
        #expect(try board.read("pi:GPIO18") == .low)
        #expect(try board.read("led1:A") == .low)
        #expect(try board.volts("led1:A") == 0)
    }

    @Test func `who watches levels sees each edge, and nobody else sees a difference`() throws {
        let board = try Self.board()
        let pwm = try board.pwm(0, channel: 0)
        try pwm.configure(PWMConfig(period: .microseconds(10), pulse: .microseconds(3)))
        let sink = ListSink()
        let net = try board.net(of: "led1:A").id
        let subscription = board.subscribe(sink, to: EventScope(nets: [net]))
        board.advance(by: .microseconds(25))
        #expect(sink.nets.map { "\($0.time / 1000)\($0.logic)" } == ["01", "30", "101", "130", "201", "230"])
        subscription.cancel()
        board.advance(by: .microseconds(25))
        #expect(sink.nets.count == 6)
        #expect(board.nextEventTime == nil)
        let seen = try board.output("w.volts").text
        #expect(seen == "0.0 0.0 wave 0.3 ")
        #expect(try board.output("led1.brightness").number == 0.061)
    }

    @Test func `a line that is wired to pulses gets their edges`() throws {
        let board = try VirtualBoard("loop") {
            RaspberryPiPart("pi")
            Wire("pi:GPIO18", "pi:GPIO23")
        }
        let pwm = try board.pwm(0, channel: 0)
        try pwm.configure(PWMConfig(period: .microseconds(10), pulse: .microseconds(3)))
        let line = try board.claim(23, .input(bias: .disabled, edges: .both))
        board.advance(by: .microseconds(14))
        #expect(try line.drain() == ["-0@3000#1", "+0@10000#2", "-0@13000#3"])
        line.release()
        #expect(try board.claim(23, .input(bias: .disabled)).value(at: 0) == false)
    }

    @Test func `a change begins with the next period, and an end with it, too`() throws {
        let board = try Self.board()
        let net = try board.net(of: "pi:GPIO18").id
        let pwm = try board.pwm(0, channel: 0)
        let sink = ListSink()
        let subscription = board.subscribe(sink, to: EventScope(nets: [net]))
        try pwm.configure(PWMConfig(period: .microseconds(10), pulse: .microseconds(5)))
        board.advance(by: .microseconds(2))
        try pwm.configure(PWMConfig(period: .microseconds(20), pulse: .microseconds(1)))
        #expect(pwm.config.pulse == .microseconds(1))
        board.advance(by: .microseconds(10))
        try pwm.configure(PWMConfig(period: .microseconds(20), pulse: .microseconds(1), isEnabled: false))
        board.advance(by: .microseconds(100))
        #expect(sink.nets.map { "\($0.time / 1000)\($0.logic)" } == ["00", "01", "50", "101", "110"])
        subscription.cancel()
    }

    @Test func `a channel has one user, refuses what makes no sense and gives its pin back`() throws {
        let board = try Self.board()
        let pwm = try board.pwm(0, channel: 0)
        #expect(throws: HALError.self) { try board.pwm(0, channel: 0) }
        #expect(throws: HALError.self) { try board.claim(18, .input()) }
        let error = #expect(throws: HALError.self) { try board.pwm(1, channel: 0) }
        #expect(error?.alternatives == ["pwmchip0/pwm0", "pwmchip0/pwm1"])
        #expect(throws: HALError.self) { try pwm.configure(PWMConfig(period: .zero, pulse: .zero)) }
        try pwm.configure(PWMConfig(period: .milliseconds(1), pulse: .milliseconds(1)))
        #expect(try board.read("pi:GPIO18") == .high)
        pwm.release()
        pwm.release()
        #expect(try board.read("pi:GPIO18") == .low)
        #expect(throws: HALError.self) { try pwm.configure(PWMConfig(period: .milliseconds(1), pulse: .zero)) }
        let line = try board.claim(18, .output(true))
        #expect(throws: HALError.self) { try board.pwm(0, channel: 0) }
        line.release()
        _ = try board.pwm(0, channel: 0)
    }

    @Test func `pulses that others drive against are seen edge by edge`() throws {
        let board = try VirtualBoard("fight") {
            RaspberryPiPart("pi")
            Source("s").wired("OUT", to: "pi:GPIO18")
        }
        let pwm = try board.pwm(0, channel: 0)
        try pwm.configure(PWMConfig(period: .microseconds(10), pulse: .microseconds(5)))
        let net = try board.net(of: "pi:GPIO18").id
        let sink = ListSink()
        let subscription = board.subscribe(sink, to: EventScope(nets: [net]))
        try board.set("s.drive", "0")
        board.advance(by: .microseconds(12))
        #expect(sink.values(of: net) == "1x0x")
        try board.set("s.drive", "z")
        board.advance(by: .microseconds(10))
        #expect(sink.values(of: net) == "1x0x101")
        subscription.cancel()
    }
}
