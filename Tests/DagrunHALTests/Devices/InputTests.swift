// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("Inputs", .timeLimit(.minutes(15)))
struct InputTests {
    private static func at(_ milliseconds: Int64) -> Timestamp { Timestamp(nanoseconds: milliseconds * 1_000_000) }

    @Test("A motion sensor tells of beginnings and ends of motion")
    func motion() async throws {
        try await Bench().run { bench in
            let sensor = try await MotionSensor("button", on: bench.board)
            let events = try sensor.events()
            bench.backend.drive(27, true)
            try await bench.sleep(for: .seconds(3))
            bench.backend.drive(27, false)
            var reader = events.makeAsyncIterator()
            #expect(try await reader.next() == MotionEvent(.motion, at: .zero))
            #expect(try await reader.next() == MotionEvent(.noMotion, at: Self.at(3000)))
            #expect(try await sensor.wait(for: .noMotion).kind == .noMotion)
            let error = await #expect(throws: HALError.self) {
                try await sensor.wait(for: .motion, timeout: .seconds(1))
            }
            #expect(error?.code == .timedOut && bench.now == Self.at(4000))
        }
    }

    @Test("An encoder counts steps while nobody reads")
    func encoder() async throws {
        try await Bench().run { bench in
            let encoder = try await RotaryEncoder(
                a: "GPIO5", b: "GPIO6", on: bench.board, pull: .external(activeLow: false))
            let events = try encoder.events()
            for (first, second) in [(5, 6), (5, 6), (6, 5)] {
                for (line, level) in [(first, true), (second, true), (first, false), (second, false)] {
                    bench.backend.drive(line, level)
                }
            }
            try await bench.settle()
            #expect(try encoder.steps == 1 && encoder.value == 1.0 / 16)
            var reader = events.makeAsyncIterator()
            var turns: [RotaryEvent.Turn] = []
            for _ in 0..<3 { turns.append(try #require(try await reader.next()).turn) }
            #expect(turns == [.clockwise, .clockwise, .counterClockwise])
            try encoder.reset(to: -99)
            #expect(try encoder.value == -1)
        }
    }

    @Test("A flow meter counts pulses, those that were lost too")
    func flow() async throws {
        try await Bench().run { bench in
            let meter = try await FlowMeter(
                "button", on: bench.board, pulsesPerLitre: 10, pull: .external(activeLow: false))
            var readings = meter.events(every: .seconds(2)).makeAsyncIterator()
            async let flowed = meter.wait(for: 0.45, timeout: .seconds(60))
            for pulse in 0..<5 {
                try await bench.sleep(for: .seconds(1))
                bench.backend.drive(27, true, lose: pulse == 2)
                bench.backend.drive(27, false)
            }
            let reading = try await flowed
            #expect(reading.litres == 0.5 && reading.isExact && reading.timestamp == Self.at(5000))
            #expect(reading.litresPerMinute == 6)
            let first = try #require(try await readings.next())
            #expect(first.litres == 0.5 && first.timestamp == Self.at(5000))
        }
    }

    @Test("A flow meter says how much it was when it was not enough")
    func notEnough() async throws {
        try await Bench().run { bench in
            let meter = try await FlowMeter(
                "button", on: bench.board, pulsesPerLitre: 10, pull: .external(activeLow: false))
            async let pulse: Void = {
                try await bench.sleep(for: .seconds(1))
                bench.backend.drive(27, true)
            }()
            let error = await #expect(throws: HALError.self) { try await meter.wait(for: 1, timeout: .seconds(5)) }
            #expect(error?.description == "button: only 0.1 of 1.0 litres flowed within 5.0 seconds")
            try await pulse
        }
    }

    @Test("A converter is asked for its channels, and believed only when it answers")
    func converter() async throws {
        let device = ScriptedSPI { $0[1] == 0xA0 ? [0xFF, 0b1111_1010, 0x00] : [0xFF, 0xFF, 0xFF] }
        let converter = MCP3008(device, referenceVoltage: 5)
        let reading = try await converter[2].read()
        #expect(reading.raw == 512 && reading.volts == 2.5)
        #expect(device.sent == [[0x01, 0xA0, 0x00]])
        #expect(converter.input(.differential(3)).name == "MCP3008[3-2]")
        let silent = await #expect(throws: HALError.self) { try await converter[7].read() }
        #expect(silent?.code == .spi)
        let missing = await #expect(throws: HALError.self) { try await converter[8].read() }
        #expect(missing?.code == .invalid)
    }
}
