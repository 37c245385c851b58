// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// What moves, sounds or turns: a servo, a buzzer, an encoder.
@Suite(.timeLimit(.minutes(15))) struct MovingPartTests {
    private static func servo() throws -> PartRig {
        try PartRig(["s servo"], ["s:V+ pi:5V", "s:GND pi:GND", "s:PWM pi:GPIO18"])
    }

    @Test(
        "a servo goes where its pulses say",
        arguments: [(544, 0.0), (1472, 90), (2400, 180), (1008, 45), (500, 0), (2500, 180)])
    func pulses(width: Int64, angle: Double) throws {
        let rig = try Self.servo()
        for _ in 0..<25 {
            try rig.pulse(18, width)
            rig.wait(20_000 - width)
        }
        #expect(rig.output("s.angle") == .number(angle))
        #expect(rig.output("s.pulse") == .number(Double(width)))
    }

    @Test func `a servo takes 100 ms for 60°, and hardware pulses do as well`() throws {
        let rig = try Self.servo()
        let channel = try rig.board.pwm(0, channel: 0)
        try channel.configure(PWMConfig(period: .milliseconds(20), pulse: .microseconds(2400)))
        rig.wait(20_000 + 150_000)
        let angle = try #require(rig.output("s.angle").number)
        #expect((78...102).contains(angle))
        rig.wait(200_000)
        #expect(rig.output("s.angle") == 180)
        // Without pulses it stays.
        channel.release()
        rig.wait(1_000_000)
        #expect(rig.output("s.angle") == 180)
    }

    @Test func `noise and long levels don't move a servo`() throws {
        let rig = try Self.servo()
        try rig.pulse(18, 20)
        rig.wait(1000)
        try rig.pulse(18, 50_000)
        rig.wait(500_000)
        #expect(rig.output("s.angle") == 0.0)
        #expect(rig.output("s.pulse") == 0.0)
    }

    @Test func `a buzzer tells whether it is fed and how fast`() throws {
        let rig = try PartRig(["b buzzer"], ["b:1 pi:GND", "b:2 pi:GPIO18"])
        #expect(rig.output("b.isOn") == false)
        try rig.drive(18, true)
        #expect(rig.output("b.isOn") == true)
        rig.wait(500_000)
        #expect(rig.output("b.frequency") == 0.0)
        #expect(rig.output("b.isOn") == true)
        try rig.drive(18, false)
        for _ in 0..<20 { try rig.pulse(18, 500); rig.wait(500) }
        #expect(rig.output("b.frequency") == 1000)
        rig.wait(200_000)
        #expect(rig.output("b.frequency") == 0.0)
        #expect(rig.output("b.isOn") == false)
    }

    @Test func `a buzzer hears the pulses of a PWM channel`() throws {
        let rig = try PartRig(["b buzzer"], ["b:1 pi:GND", "b:2 pi:GPIO18"])
        let channel = try rig.board.pwm(0, channel: 0)
        try channel.configure(PWMConfig(frequency: 440, dutyCycle: 0.5))
        rig.wait(10_000)
        #expect(rig.output("b.frequency").number.map { abs($0 - 440) < 0.01 } == true)
        channel.release()
        rig.wait(200_000)
        #expect(rig.output("b.isOn") == false)
    }

    @Test func `an encoder goes through four phases a step, CLK first when it turns clockwise`() throws {
        let rig = try PartRig(
            ["e ky-040"], ["e:VCC pi:3V3", "e:GND pi:GND", "e:CLK pi:GPIO5", "e:DT pi:GPIO6", "e:SW pi:GPIO13"])
        try rig.pull(13, .pullUp)
        try rig.board.set("e.position", 1)
        rig.wait(10_000)
        try rig.board.set("e.position", 0)
        rig.wait(10_000)
        #expect(rig.changes("e:CLK") == ["0@0", "1@2000", "0@11000", "1@13000"])
        #expect(rig.changes("e:DT") == ["0@1000", "1@3000", "0@10000", "1@12000"])
        #expect(rig.output("e.position") == 0)
        try rig.board.set("e.pressed", 1)
        #expect(try rig.board.read("e:SW") == .low)
    }

    @Test func `the HAL's encoder counts its steps both ways`() async throws {
        let time = VirtualTime()
        let rig = try PartRig(
            ["e ky-040"], ["e:VCC pi:3V3", "e:GND pi:GND", "e:CLK pi:GPIO5", "e:DT pi:GPIO6"], clock: time)
        let (hal, board) = (rig.hal, rig.board)
        try await time.run {
            let encoder = try await RotaryEncoder(a: "encoder.clk", b: "encoder.dt", on: hal)
            var events = try encoder.events().makeAsyncIterator()
            try board.set("e.position", 3)
            var seen: [RotaryEvent.Turn?] = []
            for _ in 0..<3 { seen.append(try await events.next()?.turn) }
            try board.set("e.position", 1)
            for _ in 0..<2 { seen.append(try await events.next()?.turn) }
            #expect(seen == [.clockwise, .clockwise, .clockwise, .counterClockwise, .counterClockwise])
            encoder.close()
        }
    }
}
