// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization
import Testing

@Suite("Outputs", .timeLimit(.minutes(15)))
struct OutputTests {
    private static func at(_ milliseconds: Int64) -> Timestamp { Timestamp(nanoseconds: milliseconds * 1_000_000) }

    @Test("An LED is on, off and the other way round, and off when it is closed")
    func led() async throws {
        try await Bench().run { bench in
            let led = try await LED("led", on: bench.board)
            try led.on()
            #expect(try led.isLit && bench.backend.level(17))
            try led.toggle()
            #expect(try !led.isLit && !bench.backend.level(17))
            try led.toggle()
            led.close()
            #expect(!bench.backend.level(17))
            #expect(throws: HALError.self) { try led.on() }
        }
    }

    @Test("An LED at the supply is lit by a low pin, from the first instant on")
    func activeLow() async throws {
        try await Bench().run { bench in
            bench.backend.drive(17, true)
            let led = try await LED("led", on: bench.board, activeHigh: false, isLit: true)
            #expect(try led.isLit && !bench.backend.level(17))
        }
    }

    @Test("An LED blinks as often as it is told")
    func blinking() async throws {
        try await Bench().run { bench in
            let led = try await LED("led", on: bench.board)
            _ = bench.backend.takeLog()
            try await led.blink(on: .milliseconds(30), off: .milliseconds(70), count: 3)
            #expect(bench.backend.takeLog() == ["17=1", "17=0", "17=1", "17=0", "17=1", "17=0"])
            #expect(bench.now == Self.at(300))
            // Without any time it is nothing, not an endless loop.
            try await led.blink(on: .zero, off: .zero)
        }
    }

    @Test("An LED pulses by being on for a growing share of each hundredth of a second")
    func pulsing() async throws {
        try await Bench().run { bench in
            let led = try await LED("led", on: bench.board)
            _ = bench.backend.takeLog()
            async let pulse: Void = led.pulse(fadeIn: .milliseconds(80), fadeOut: .milliseconds(40), count: 1)
            // Dark for 40 ms, then half, then bright.
            try await bench.sleep(for: .milliseconds(39))
            #expect(bench.backend.takeLog() == [])
            try await bench.sleep(for: .milliseconds(5))
            #expect(bench.backend.level(17))
            try await bench.sleep(for: .milliseconds(5))
            #expect(!bench.backend.level(17))
            try await pulse
            #expect(bench.now == Self.at(120) && !bench.backend.level(17))
        }
    }

    @Test("An LED whose blinking is cancelled is off")
    func cancelled() async throws {
        try await Bench().run { bench in
            let led = try await LED("led", on: bench.board)
            let blinking = Task { try await led.blink() }
            try await bench.settle()
            #expect(bench.backend.level(17))
            blinking.cancel()
            await #expect(throws: CancellationError.self) { try await blinking.value }
            #expect(!bench.backend.level(17))
        }
    }

    @Test("A dimmed LED without hardware is turned on and off by the program")
    func softwarePWM() async throws {
        try await Bench().run { bench in
            let led = try await PWMLED("GPIO4", on: bench.board)
            #expect(led.isSoftware && led.brightness == 0)
            _ = bench.backend.takeLog()
            try led.set(0.3)
            for (pause, level) in [(2, true), (3, false), (4, false), (2, true), (5, false)] {
                try await bench.sleep(for: .milliseconds(pause))
                #expect(bench.backend.level(4) == level)
            }
            try led.on()
            try await bench.sleep(for: .milliseconds(25))
            #expect(bench.backend.level(4) && led.brightness == 1)
            led.close()
            #expect(!bench.backend.level(4))
            #expect(throws: HALError.self) { try led.on() }
        }
    }

    @Test("A dimmed LED uses the hardware of its pin, and no other when told so")
    func hardwarePWM() async throws {
        try await Bench().run { bench in
            bench.backend.world.withLock { $0.pwmDevices = [0: "fe20c000.pwm"] }
            let lamp = try await PWMLED("GPIO18", on: bench.board)
            #expect(!lamp.isSoftware)
            let error = await #expect(throws: HALError.self) {
                _ = try await PWMLED("GPIO4", on: bench.board, source: .hardware)
            }
            #expect(error?.code == .unsupported && error?.alternatives.contains("GPIO18") == true)
        }
    }

    @Test("A lamp of three colours fades from one to another")
    func colours() async throws {
        try await Bench().run { bench in
            let lamp = try await RGBLED(
                red: "GPIO5", green: "GPIO6", blue: "GPIO26", on: bench.board, source: .software)
            try lamp.set(.yellow)
            #expect(lamp.color == .yellow && lamp.isLit)
            #expect(bench.backend.level(5) && bench.backend.level(6) && !bench.backend.level(26))
            async let fade: Void = lamp.blink(
                on: .milliseconds(40), off: .zero, fadeIn: .milliseconds(80), onColor: .red, offColor: .blue, count: 1)
            try await bench.sleep(for: .milliseconds(41))
            #expect(lamp.color == RGBColor(red: 0.5, green: 0, blue: 0.5))
            try await fade
            #expect(lamp.color == .black && bench.now == Self.at(120))
        }
    }

    @Test("A buzzer beeps, and is silent behind")
    func buzzer() async throws {
        try await Bench().run { bench in
            let buzzer = try await Buzzer("led", on: bench.board)
            async let beep: Void = buzzer.beep(on: .milliseconds(10), off: .milliseconds(10), count: 2)
            try await bench.sleep(for: .milliseconds(25))
            #expect(try buzzer.isActive)
            try await beep
            #expect(try !buzzer.isActive)
        }
    }

    @Test("A tone is pulses of its frequency, and a rest is none")
    func tones() async throws {
        try await Bench().run { bench in
            let buzzer = try await TonalBuzzer("GPIO4", on: bench.board)
            #expect(buzzer.isSoftware && buzzer.tone == nil)
            async let tune: Void = buzzer.play(
                [Tone(frequency: 500), nil, Tone(frequency: 100)], each: .milliseconds(100))
            try await bench.sleep(for: .milliseconds(50))
            #expect(buzzer.tone == Tone(frequency: 500))
            try await bench.sleep(for: .milliseconds(100))
            #expect(buzzer.tone == nil && !bench.backend.level(4))
            try await tune
            #expect(buzzer.tone == nil && !bench.backend.level(4) && bench.now == Self.at(300))
        }
    }

    @Test("A relay is turned off when it has been on for its longest time, counted from the last time it was turned on")
    func relay() async throws {
        try await Bench().run { bench in
            let relay = try await Relay("relay", on: bench.board, maximumOnTime: .seconds(30))
            #expect(try !relay.isOn)
            try relay.on()
            try await bench.sleep(for: .seconds(20))
            try relay.on()
            try await bench.sleep(for: .seconds(29))
            #expect(try relay.isOn && relay.cutOffs == 0)
            try await bench.sleep(for: .seconds(1.5))
            #expect(try !relay.isOn && relay.cutOffs == 1)
            // Turned off by hand, it is no longer watched.
            try relay.on()
            try relay.off()
            try await bench.sleep(for: .seconds(60))
            #expect(relay.cutOffs == 1)
        }
    }

    @Test("A relay that runs for a time is off behind it, and when the task is cancelled")
    func cancelledRelay() async throws {
        try await Bench().run { bench in
            bench.backend.drive(22, true)
            let relay = try await Relay("relay", on: bench.board, activeHigh: false, maximumOnTime: .seconds(60))
            #expect(bench.backend.level(22))
            let error = await #expect(throws: HALError.self) { try await relay.run(for: .seconds(61)) }
            #expect(error?.code == .invalid)
            try await relay.run(for: .seconds(10))
            #expect(bench.backend.level(22) && bench.now == Self.at(10_000))
            let run = Task { try await relay.run(for: .seconds(10)) }
            try await bench.settle()
            #expect(!bench.backend.level(22))
            run.cancel()
            await #expect(throws: CancellationError.self) { try await run.value }
            #expect(bench.backend.level(22))
        }
    }

    @Test("A relay is off when the board is closed while it is on, or nobody keeps it any more")
    func closedBoard() async throws {
        try await Bench().run { bench in
            try await Relay("relay", on: bench.board).on()
            #expect(!bench.backend.level(22))
            let relay = try await Relay("relay", on: bench.board)
            try relay.on()
            #expect(bench.backend.level(22))
            await bench.board.close()
            #expect(!bench.backend.level(22))
        }
    }

    @Test("A servo turns to angles between its ends and nowhere else")
    func servo() async throws {
        try await Bench().run { bench in
            let servo = try await Servo("GPIO4", on: bench.board, angles: (0, 180))
            #expect(servo.angle == nil)
            try servo.turn(to: 135)
            #expect(servo.value == 0.5 && servo.angle == 135)
            try await bench.sleep(for: .microseconds(1700))
            #expect(bench.backend.level(4))
            try await bench.sleep(for: .microseconds(100))
            #expect(!bench.backend.level(4))
            #expect(throws: HALError.self) { try servo.turn(to: 181) }
            #expect(throws: HALError.self) { try servo.set(.nan) }
            try servo.max()
            #expect(servo.angle == 180)
            try servo.detach()
            try await bench.sleep(for: .milliseconds(21))
            #expect(servo.value == nil && !bench.backend.level(4))
            let error = await #expect(throws: HALError.self) {
                _ = try await Servo("GPIO5", on: bench.board, pulse: ServoPulse(minimum: .zero))
            }
            #expect(error?.code == .invalid)
        }
    }
}
