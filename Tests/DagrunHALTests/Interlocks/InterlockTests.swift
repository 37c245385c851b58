// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization
import Testing

@Suite("Interlocks", .timeLimit(.minutes(15)))
struct InterlockTests {
    static let water = Interlock.requires("tank", for: "heater", .input(bias: .pullDown), "there is water in the tank")

    @Test("forbid to switch an output on while their input is not active")
    func refuses() async throws {
        let bench = Bench(interlocks: [Self.water])
        let heater = try await bench.board.lease("heater", .output(), holder: "heat")
        let error = #expect(throws: HALError.self) { try heater.set(true) }
        #expect(error?.code == .interlocked && error?.isRetryable == true)
        #expect(
            error?.description == """
                heater: an interlock forbids it; it requires that there is water in the tank, but that is not so. Set it to false \
                before it is tried again.
                """)
        #expect(throws: HALError.self) { try heater.set(LineValues([true])) }
        try heater.set(false)
        heater.release()
        await #expect(throws: HALError.self) { try await bench.board.lease("heater", .output(true), holder: "heat") }
        #expect(bench.board.broker.holders.isEmpty && !bench.backend.level(23))

        bench.backend.drive(24, true)
        let again = try await bench.board.lease("GPIO23", .output(true), holder: "heat")
        #expect(try again.value())
        #expect(bench.backend.consumer(24) == "dagrun")
    }

    @Test("switch an output off when their input comes to forbid it, until a holder has taken note")
    func switchesOff() async throws {
        try await Bench(interlocks: [Self.water]).run { bench in
            bench.backend.drive(24, true)
            let heater = try await bench.board.lease("heater", .output(), holder: "heat")
            try heater.set(true)
            try await bench.sleep(for: .seconds(10))
            #expect(bench.backend.level(23))
            bench.backend.drive(24, false)
            try await bench.sleep(for: .milliseconds(101))
            #expect(!bench.backend.level(23))
            bench.backend.drive(24, true)
            #expect(throws: HALError.self) { try heater.set(true) }
            try heater.set(false)
            try heater.set(true)
            #expect(bench.backend.level(23))
        }
    }

    @Test("hold beyond the lease of an output that stays on")
    func beyondLease() async throws {
        try await Bench(interlocks: [.limit("heater", onTime: .seconds(90))]).run { bench in
            try await bench.board.lease("heater", .output(true, onRelease: .keep), holder: "heat").release()
            try await bench.sleep(for: .seconds(89))
            #expect(bench.backend.level(23))
            try await bench.sleep(for: .seconds(2))
            #expect(!bench.backend.level(23))
            // The next lease begins with off, so it may go on.
            try await bench.board.lease("heater", .output(), holder: "heat").set(true)
            #expect(bench.backend.level(23))
            await bench.board.close()
            #expect(!bench.backend.level(23))
        }
    }

    @Test("forbid an output while a reading is unknown, old or out of range")
    func readings() async throws {
        let rule = Interlock.requires(reading: "boiler", in: 0...125, for: "heater", notOlderThan: .seconds(2))
        try await Bench(interlocks: [rule]).run { bench in
            let heater = try await bench.board.lease("heater", .output(), holder: "heat")
            func refusal() throws -> String {
                try #require(throws: HALError.self) { try heater.set(true) }.description
            }
            #expect(
                try refusal().hasPrefix(
                    "heater: an interlock forbids it; it requires that ‘boiler’ is between 0.0 and 125.0, but nobody has"
                ))
            bench.board.note(125.5, as: "boiler")
            #expect(try refusal().contains("but it is 125.5"))
            bench.board.note(.nan, as: "boiler")
            #expect(bench.board.reading("boiler") == nil)
            #expect(throws: HALError.self) { try heater.set(true) }

            bench.board.note(93, as: "boiler")
            #expect(bench.board.reading("boiler")?.value == 93)
            try heater.set(true)
            try await bench.sleep(for: .seconds(2))
            #expect(bench.backend.level(23))
            try await bench.sleep(for: .milliseconds(101))
            #expect(!bench.backend.level(23))
            bench.board.note(93, as: "boiler")
            #expect(throws: HALError.self) { try heater.set(true) }
            try heater.set(false)
            try heater.set(true)
            bench.board.note(126, as: "boiler")
            try await bench.sleep(for: .milliseconds(101))
            #expect(!bench.backend.level(23))
        }
    }

    @Test("look at the voltage of their input, however somebody else reads it")
    func voltage() async throws {
        let bench = Bench(interlocks: [Self.water])
        bench.backend.drive(24, true)
        let sensor = try await bench.board.lease("tank", .input(activeLow: true), holder: "sensor")
        #expect(try !sensor.value())
        try await bench.board.lease("heater", .output(), holder: "heat").set(true)
        sensor.release()
        _ = try await bench.board.lease("tank", .output(true), holder: "mistake")
        let error = await #expect(throws: HALError.self) {
            try await bench.board.lease("heater", .output(true), holder: "heat")
        }
        #expect(error?.reason.contains("it is used as an output") == true)
    }

    @Test("take any condition, and an error of it for no")
    func condition() async throws {
        let celsius = Mutex(90)
        let bench = Bench(interlocks: [
            .requires("the boiler is below 130 °C", for: "heater") {
                let now = celsius.withLock { $0 }
                guard now > 0 else { throw HALError(.timedOut, "boiler", reason: "no reading") }
                return now < 130
            }
        ])
        try await bench.run { bench in
            let heater = try await bench.board.lease("heater", .output(true), holder: "heat")
            celsius.withLock { $0 = 131 }
            try await bench.sleep(for: .milliseconds(101))
            #expect(!bench.backend.level(23))
            try heater.set(false)
            celsius.withLock { $0 = 0 }
            let error = #expect(throws: HALError.self) { try heater.set(true) }
            #expect(error?.reason.hasSuffix("that can't be told: boiler: no reading") == true)
        }
    }

    @Test("Watchdogs switch an output off that nobody sets again")
    func watchdog() async throws {
        try await Bench(interlocks: [.watchdog("heater", .seconds(2))]).run { bench in
            let heater = try await bench.board.lease("heater", .output(), holder: "heat")
            for _ in 0..<5 {
                try heater.set(true)
                try await bench.sleep(for: .milliseconds(1900))
                #expect(bench.backend.level(23))
            }
            try await bench.sleep(for: .milliseconds(101))
            #expect(!bench.backend.level(23))
            #expect(throws: HALError.self) { try heater.set(true) }
        }
    }

    @Test("Limits count from when the output came on, and a break begins anew")
    func limit() async throws {
        try await Bench(interlocks: [.limit("heater", onTime: .seconds(10))]).run { bench in
            let heater = try await bench.board.lease("heater", .output(), holder: "heat")
            for _ in 0..<3 {
                try heater.set(true)
                try await bench.sleep(for: .seconds(6))
                try heater.set(true)
                try await bench.sleep(for: .seconds(3))
                #expect(bench.backend.level(23))
                try heater.set(false)
            }
            try heater.set(true)
            try await bench.sleep(for: .seconds(11))
            #expect(!bench.backend.level(23))
        }
    }

    @Test("Outputs are safe when the board is closed, whatever their release policy says")
    func close() async throws {
        let bench = Bench(interlocks: [Self.water, .limit("relay", onTime: .seconds(1), safeValue: true)])
        bench.backend.drive(24, true)
        let heater = try await bench.board.lease("heater", .output(true, onRelease: .keep), holder: "a")
        let relay = try await bench.board.lease("relay", .output(false, onRelease: .safe(false)), holder: "b")
        await bench.board.close()
        #expect(!bench.backend.level(23) && bench.backend.level(22))
        _ = (heater, relay)
    }

    @Test("Nothing is leased while an interlock names what there is not, or two don't agree")
    func mistaken() async throws {
        for interlocks in [
            [Interlock.limit("haeter", onTime: .seconds(1))], [.requires("tnak", for: "heater")],
            [.limit("led", onTime: .seconds(1)), .watchdog("GPIO17", .seconds(1), safeValue: true)],
        ] {
            let error = await #expect(throws: HALError.self) {
                try await Bench(interlocks: interlocks).board.lease(
                    [("led", .output()), ("heater", .output())], holder: "a")
            }
            #expect(error?.code == .invalid)
        }
    }

    @Test("No pulses come from a pin with an interlock")
    func pwm() async throws {
        let bench = Bench(interlocks: [.limit("GPIO12", onTime: .seconds(1))])
        let error = #expect(throws: HALError.self) { _ = try bench.board.pwm("GPIO12") }
        #expect(error?.code == .interlocked)
        _ = try bench.board.pwm("GPIO13")
    }

    @Test("A holder who switches on as fast as he can never wins against an interlock", arguments: 0..<8)
    func race(round: Int) async throws {
        let isAllowed = Mutex(true)
        let backend = ScriptedBackend()
        let board = Board(
            backend, description: .raspberryPi4,
            interlocks: [
                .requires("it is allowed", for: "GPIO23", interval: .milliseconds(1)) { isAllowed.withLock { $0 } }
            ])
        let heater = try await board.lease("GPIO23", .output(), holder: "a")
        let stubborn = (0..<4).map { _ in
            Task {
                var isRefused = false
                while !isRefused {
                    do { try heater.set(true) } catch { isRefused = true }
                    await Task.yield()
                }
            }
        }
        isAllowed.withLock { $0 = false }
        for task in stubborn { await task.value }
        // Off now, or by the monitor that looks at it; and nobody switches it on again.
        await board.close()
        #expect(!backend.level(23))
    }
}
