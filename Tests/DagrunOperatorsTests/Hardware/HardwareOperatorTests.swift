// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunOperators
import DagrunRuntime
import DagrunSimulator
import FoundationEssentials
import Testing

@Suite("Hardware operators", .timeLimit(.minutes(15)))
struct HardwareOperatorTests {
    @Test("An LED of a colour is lit and the others are not, and it stays so")
    func colour() async throws {
        try await HardwareBench().run { (bench) async throws in
            #expect(await bench.run(LedOperator(color: .value(.green))).summary == "success null")
            #expect(try bench.lit() == ["green"])
            #expect(await bench.run(LedOperator(color: .value(.yellow))).summary == "success null")
            try await bench.time.sleep(for: .seconds(3600))
            #expect(try bench.lit() == ["yellow"])
            #expect(bench.board.broker.holders.isEmpty)
        }
    }

    @Test("An LED that is as it should be doesn't blink, and no other is lit for an instant")
    func noBlip() async throws {
        try await HardwareBench().run { (bench) async throws in
            _ = await bench.run(LedOperator(color: .value(.green)))
            let changes = NetChanges()
            let subscription = bench.parts.subscribe(changes, to: EventScope(nets: nil))
            changes.clear()
            _ = await bench.run(LedOperator(color: .value(.green)))
            try await bench.time.sleep(for: .seconds(1))
            #expect(changes.all == [])
            // All at one instant.
            _ = await bench.run(LedOperator(color: .value(.red)))
            #expect(!changes.all.isEmpty && changes.instants == [bench.time.now.nanoseconds])
            subscription.cancel()
        }
    }

    @Test("A single LED is turned on and off by its pin")
    func single() async throws {
        try await HardwareBench().run { (bench) async throws in
            _ = await bench.run(LedOperator("led.red"))
            _ = await bench.run(LedOperator("GPIO16", isOn: true))
            #expect(try bench.lit() == ["green", "red"])
            _ = await bench.run(LedOperator("led.red", isOn: false))
            #expect(try bench.lit() == ["green"])
            // Of two pins that were given, the third LED is no part.
            _ = await bench.run(LedOperator(color: .value(.red), pins: ["red": "led.red", "yellow": "led.yellow"]))
            #expect(try bench.lit() == ["green", "red"])
        }
    }

    @Test("A colour without an LED fails at once, with those there are")
    func noSuchLED() async throws {
        try await HardwareBench().run { (bench) async throws in
            #expect(
                await bench.run(LedOperator(color: .value("blue"))).summary
                    == "failed there is no blue LED: there are green, led2, red, yellow; name its pin led.blue in the"
                    + " bundle's wiring or with --pin led.blue=PIN")
        }
    }

    @Test("An LED that another task uses is waited for")
    func busyLED() async throws {
        try await HardwareBench().run { (bench) async throws in
            let lease = try await bench.board.lease("led.red", .output(), holder: "other.task")
            async let outcome = bench.run(LedOperator(color: .value(.red)))
            try await bench.time.sleep(for: .seconds(4))
            lease.release()
            #expect(await outcome.summary == "success null")
            #expect(try bench.lit() == ["red"])
        }
    }

    @Test("A relay is on for its time, and off when the task is cancelled")
    func relay() async throws {
        try await HardwareBench().run { (bench) async throws in
            async let outcome = bench.run(RelayOperator("relay", for: .seconds(4)))
            try await bench.time.sleep(for: .milliseconds(3999))
            #expect(try bench.parts.read("pi:GPIO24") == .high)
            #expect(await outcome.summary == "success null")
            #expect(bench.time.now == Timestamp(nanoseconds: 4_000_000_000))
            #expect(try bench.parts.read("pi:GPIO24") == .low)
            let task = Task { await bench.run(RelayOperator("relay", for: .seconds(4))) }
            try await bench.time.sleep(for: .seconds(1))
            #expect(try bench.parts.read("pi:GPIO24") == .high)
            task.cancel()
            #expect(await task.value.summary == "cancelled")
            #expect(try bench.parts.read("pi:GPIO24") == .low)
        }
    }

    @Test(
        "A relay that is turned on stays on for the tasks behind, only for relay operators, until the board is closed")
    func keptRelay() async throws {
        try await HardwareBench().run { (bench) async throws in
            #expect(await bench.run(RelayOperator("relay", isOn: true), "heat").summary == "success null")
            try await bench.time.sleep(for: .seconds(60))
            #expect(try bench.parts.read("pi:GPIO24") == .high)
            let busy = await #expect(throws: HALError.self) {
                try await bench.board.lease("GPIO24", .output(), holder: "x")
            }
            #expect(busy?.holder == "dag.heat")
            _ = await bench.run(RelayOperator("relay", isOn: false))
            #expect(try bench.parts.read("pi:GPIO24") == .low && bench.board.broker.holders.isEmpty)
            _ = await bench.run(RelayOperator("GPIO24", isOn: true))
            await bench.board.close()
            #expect(try bench.parts.read("pi:GPIO24") == .low)
        }
    }

    @Test("A servo gets the pulses of its angle until it has had the time to arrive")
    func servo() async throws {
        try await HardwareBench().run { (bench) async throws in
            async let outcome = bench.run(ServoOperator("GPIO25", angle: 90, settling: .milliseconds(100)))
            try await bench.time.sleep(for: .microseconds(1900))
            #expect(try bench.parts.read("pi:GPIO25") == .high)
            try await bench.time.sleep(for: .microseconds(200))
            #expect(try bench.parts.read("pi:GPIO25") == .low)
            #expect(await outcome.summary == "success null")
            #expect(bench.time.now == Timestamp(nanoseconds: 100_000_000))
            try await bench.time.sleep(for: .milliseconds(21))
            #expect(try bench.parts.read("pi:GPIO25") == .low && bench.board.broker.holders.isEmpty)
            #expect(await bench.run(ServoOperator("GPIO25", angle: 91)).summary.hasPrefix("failed"))
        }
    }

    @Test("A reading has a unit and a time, and one that is not possible is an error or is marked")
    func readings() async throws {
        try await HardwareBench().run { (bench) async throws in
            let good = await bench.run(ReadSensorOperator(unit: "°C", possible: -40...85) { _ in 21.5 })
            #expect(
                good.summary
                    == "success {\"timestamp\":\"2026-01-01T00:00:00Z\",\"unit\":\"°C\",\"validity\":\"valid\",\"value\":21.5}"
            )
            let bad = await bench.run(ReadSensorOperator(unit: "°C", possible: -40...85) { _ in 999.0 })
            #expect(bad.summary == "failed the sensor says 999.0 °C, which is not possible; look at its wires")
            let marked = await bench.run(
                ReadSensorOperator(possible: 0...10, reportsImpossible: true) { _ in 11 })
            #expect(marked.summary.contains("\"validity\":\"out_of_range\",\"value\":11"))
        }
    }

    @Test("A bus fault is tried again, and a missing bus is not")
    func faults() async throws {
        try await HardwareBench().run { (bench) async throws in
            let fault = await bench.run(
                ReadSensorOperator { _ in
                    throw HALError(.i2c, "BME280", reason: "no answer", i2cFault: .noAcknowledgeAddress)
                } as ReadSensorOperator<Int>)
            #expect(fault.summary == "failed BME280: no answer")
            let silent = await bench.run(DisplayOperator("hello"))
            #expect(silent.summary.hasPrefix("failed"))
            #expect(await bench.run(DisplayOperator("hello", isRequired: false)).summary == "success null")
            #expect(await bench.run(DisplayOperator("hello", bus: 7, isRequired: false)).summary.hasPrefix("failed"))
        }
    }

    @Test("An edge is seen once, at its own time, whenever the sensor looks")
    func edge() async throws {
        try await HardwareBench().run { (bench) async throws in
            async let press: Void = bench.press("green", after: .seconds(7))
            let sensor = WaitForEdgeSensor("button.green", .falling, pull: .up, debounce: .milliseconds(5))
            let outcome = await bench.run(sensor.mode(.reschedule).interval(.seconds(60)))
            guard case .success(let value?) = outcome else { return #expect(outcome.summary == "success") }
            let change = try value.decode(as: LineChange.self)
            #expect(change.edge == .falling && change.pin == "button.green")
            let at = try #require(change.timestamp)
            #expect(at > Timestamp(nanoseconds: 7_080_000_000) && at < Timestamp(nanoseconds: 7_090_000_000))
            try await press
            async let second: Void = bench.press("green", after: .seconds(1))
            _ = await bench.run(WaitForEdgeSensor("button.green", pull: .up, debounce: .milliseconds(5)), "poked")
            #expect(bench.time.now < Timestamp(nanoseconds: 61_010_000_000))
            try await second
        }
    }

    @Test("A colour is its name in JSON and in templates")
    func color() throws {
        #expect(String(decoding: try XComValue(Color.green).json, as: UTF8.self) == "\"green\"")
        #expect(try XComValue(json: Array("\"teal\"".utf8)).decode(as: Color.self) == "teal")
        #expect(Color.red.templateText == "red" && "\(Color.red)" == "red")
    }
}
