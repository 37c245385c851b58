// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunOperators
import DagrunRuntime
import DagrunSimulator
import Testing

@Suite("The button sensor", .timeLimit(.minutes(15)))
struct ButtonSensorTests {
    @Test("returns the colour of the button that bounces first, and wakes at the press")
    func press() async throws {
        try await HardwareBench().run { (bench) async throws in
            async let press: Void = bench.press("yellow", after: .milliseconds(12_340))
            let outcome = await bench.run(ButtonSensor(.green, .yellow, .red).timeout(.minutes(5)))
            #expect(outcome.summary == "success \"yellow\"")
            // The first contact, at most a millisecond of bouncing, and ten milliseconds of rest.
            let now = bench.time.now
            #expect(now >= Timestamp(nanoseconds: 12_350_000_000) && now <= Timestamp(nanoseconds: 12_351_000_000))
            try await press
            #expect(bench.board.broker.holders.isEmpty)
        }
    }

    @Test("sees a press between two looks once, in reschedule mode")
    func reschedule() async throws {
        try await HardwareBench().run { (bench) async throws in
            let sensor = ButtonSensor(.green, .red).mode(.reschedule).interval(.seconds(60))
            async let press: Void = bench.press("red", after: .seconds(20))
            #expect(await bench.run(sensor).summary == "success \"red\"")
            #expect(bench.time.now == Timestamp(nanoseconds: 60_000_000_000))
            try await press
            // The next sensor waits for a press of its own.
            async let second: Void = bench.press("green", after: .seconds(5))
            #expect(await bench.run(sensor, "second").summary == "success \"green\"")
            try await second
        }
    }

    @Test("counts neither a press from before nor a button that is held down, until it is pressed again")
    func before() async throws {
        try await HardwareBench().run { (bench) async throws in
            try await bench.press("green")
            try bench.parts.set("button-red.pressed", true)
            try await bench.time.sleep(for: .seconds(1))
            let sensor = ButtonSensor(.green, .red).timeout(.seconds(10))
            #expect(await bench.run(sensor).summary.hasPrefix("failed timed out"))
            async let again: Void = {
                try await bench.time.sleep(for: .seconds(1))
                try bench.parts.set("button-red.pressed", false)
                try await bench.press("red", after: .seconds(1))
            }()
            #expect(await bench.run(sensor, "again").summary == "success \"red\"")
            try await again
        }
    }

    @Test("sees a press between two tries")
    func retry() async throws {
        try await HardwareBench().run { (bench) async throws in
            let sensor = ButtonSensor(.green, .yellow).timeout(.seconds(1))
            #expect(await bench.run(sensor).summary.hasPrefix("failed timed out"))
            try await bench.press("yellow")
            #expect(await bench.run(sensor).summary == "success \"yellow\"")
        }
    }

    @Test("waits for a hold or a double click as well")
    func gestures() async throws {
        try await HardwareBench().run { (bench) async throws in
            async let presses: Void = {
                try await bench.press("green", after: .seconds(1))
                try await bench.press("green", after: .milliseconds(100))
                try await bench.press("red", after: .seconds(1), for: .seconds(2))
            }()
            async let double = bench.run(ButtonSensor(.green, until: .doubleClicked))
            #expect(await bench.run(ButtonSensor(["red": "GPIO6"], until: .held), "held").summary == "success \"red\"")
            #expect(await double.summary == "success \"green\"")
            try await presses
        }
    }

    @Test("shares its buttons with others that wait for the same ones")
    func shared() async throws {
        try await HardwareBench().run { (bench) async throws in
            async let press: Void = bench.press("green", after: .seconds(3))
            async let one = bench.run(ButtonSensor(.green, .red), "one")
            async let two = bench.run(ButtonSensor(.green, .red), "two")
            #expect(await [one.summary, two.summary] == ["success \"green\"", "success \"green\""])
            #expect(bench.time.now < Timestamp(nanoseconds: 3_100_000_000))
            try await press
        }
    }

    @Test("waits for a button that somebody else uses, and says who")
    func busy() async throws {
        try await HardwareBench().run { (bench) async throws in
            let lease = try await bench.board.lease("GPIO19", .input(), holder: "other.task")
            let log = RecordingLog()
            async let outcome = bench.run(ButtonSensor(.green).interval(.seconds(1)), log: log)
            try await bench.time.sleep(for: .seconds(10))
            lease.release()
            try await bench.time.sleep(for: .seconds(2))
            try await bench.press("green")
            #expect(await outcome.summary == "success \"green\"")
            #expect(log.records.first?.hasSuffix("it is held by ‘other.task’") == true)
        }
    }

    @Test("fails at once for a button that the board doesn't have")
    func unknown() async throws {
        try await HardwareBench().run { (bench) async throws in
            let outcome = await bench.run(ButtonSensor("grean"))
            #expect(
                outcome.summary
                    == "failed button.grean: the Raspberry Pi 4 Model B has no such pin; did you mean"
                    + " ‘button.green’, ‘button.red’?")
            #expect(await bench.run(ButtonSensor([:])).summary.contains("waits for no button"))
        }
    }

    @Test("gives its buttons back when it is cancelled")
    func cancelled() async throws {
        try await HardwareBench().run { (bench) async throws in
            let task = Task { await bench.run(ButtonSensor(.green)) }
            try await bench.time.sleep(for: .seconds(1))
            #expect(!bench.board.broker.holders.isEmpty)
            task.cancel()
            #expect(await task.value.summary == "cancelled")
            #expect(bench.board.broker.holders.isEmpty)
        }
    }

    @Test("says what to do in a run without a board")
    func noBoard() async {
        let outcome = await Bench().run(ButtonSensor(.green))
        #expect(
            outcome.summary
                == "failed task work needs a board, and this run has none: run it with --board FILE, where the file is a"
                + " diagram.json, for a simulated one, or with --board rpi for the pins of a Raspberry Pi")
    }
}
