// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// What the scripted backend can't show: that the broker gets on with a backend that has manners of its own.
@Suite("A board whose hardware is simulated", .timeLimit(.minutes(15)))
struct VirtualBoardTests {
    let time = VirtualTime()
    let hardware: VirtualBoard
    let board: Board

    static let button = LineConfig.input(bias: .pullUp, activeLow: true, edges: .both, debounce: .milliseconds(10))

    init() throws {
        hardware = try VirtualBoard("lamp", clock: time) {
            RaspberryPiPart("pi")
            PushbuttonPart("btn").wired("1", to: "pi:GPIO17").wired("2", to: "pi:GND")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1", color: "red").wired("A", to: "r1:2").wired("C", to: "pi:GND")
        }
        board = Board(
            hardware, description: .raspberryPi4, wiring: ["button": "BOARD11", "led": "BOARD12", "heater": "GPIO18"],
            interlocks: [.requires("BOARD11", for: "heater", Self.button, "the button is held")])
    }

    @Test("tells each press of a bouncing button once, whenever somebody asks")
    func presses() async throws {
        try await time.run { [time, hardware, board] in
            var cursor = try await board.lease("button", Self.button, holder: "first").cursor
            var edges: [Edge] = []
            for _ in 0..<3 {
                for value in [true, false, true, false] {
                    try hardware.set("btn.pressed", .flag(value))
                    try await time.sleep(for: .milliseconds(200))
                }
                let lease = try await board.lease("button", Self.button, holder: "next try")
                let events = lease.events(since: cursor)
                edges += events.compactMap(\.edge)
                cursor = events.last?.cursor ?? cursor
            }
            #expect(edges == Array(repeating: [.rising, .falling, .rising, .falling], count: 3).flatMap { $0 })
        }
    }

    @Test("says how many edges of a burst were lost, and what the line was behind them")
    func burst() async throws {
        try await time.run { [time, hardware, board] in
            let lease = try await board.lease(
                "button", .input(bias: .pullUp, activeLow: true, edges: .both), holder: "a")
            let start = lease.cursor
            try await time.sleep(for: .milliseconds(1))
            // Pressed all at once, so that nobody comes to read in between; each press bounces.
            for value in [true, false, true, false, true] { try hardware.set("btn.pressed", .flag(value)) }
            try await time.sleep(for: .seconds(1))
            var value = false
            for event in lease.events(since: start) {
                // Told or lost: what comes behind never contradicts what was before.
                if let edge = event.edge { #expect((edge == .rising) != value) }
                value = event.value ?? value
            }
            #expect(try value == lease.value() && value)
        }
    }

    @Test("keeps an LED lit between two tasks, and lets go of it in the end")
    func led() async throws {
        let bare = Board(hardware, description: .raspberryPi4)
        try await time.run { [time, hardware] in
            try await bare.lease("BOARD12", .output(true), holder: "set_led").release()
            try await time.sleep(for: .seconds(1))
            #expect(try hardware.read("led1:A") == .high)
            let info = try hardware.lineInfo(try bare.address(of: "GPIO18"))
            #expect(info.consumer == "dagrun" && info.config.direction == .output)
            await bare.close()
            #expect(try !hardware.lineInfo(LineAddress(chip: "gpiochip0", offset: 18)).isUsed)
        }
    }

    @Test("switches off what an interlock no longer allows")
    func interlock() async throws {
        try await time.run { [time, hardware, board] in
            let heater = try await board.lease("heater", .output(), holder: "heat")
            #expect(throws: HALError.self) { try heater.set(true) }
            try hardware.set("btn.pressed", true)
            try await time.sleep(for: .milliseconds(50))
            try heater.set(true)
            #expect(try hardware.read("pi:GPIO18") == .high)
            try hardware.set("btn.pressed", false)
            try await time.sleep(for: .milliseconds(200))
            #expect(try hardware.read("pi:GPIO18") == .low)
        }
    }

    @Test("goes on when its chip returns")
    func unplugged() async throws {
        try hardware.inject(Fault(.chipUnplugged, at: "gpiochip0", from: .seconds(1), until: .seconds(2)))
        try await time.run { [time, board] in
            let lease = try await board.lease("button", Self.button, holder: "a")
            var reader = lease.events().makeAsyncIterator()
            let error = await #expect(throws: HALError.self) { try await reader.next() }
            #expect(error?.code == .gone && time.now == Timestamp(nanoseconds: 1_000_000_000))
            let missing = await #expect(throws: HALError.self) {
                try await board.lease("button", Self.button, holder: "b")
            }
            #expect(missing?.code == .gone)
            try await time.sleep(for: .seconds(2))
            _ = try await board.lease("button", Self.button, holder: "c")
        }
    }
}
