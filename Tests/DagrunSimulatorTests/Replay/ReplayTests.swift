// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct ReplayTests {
    private let button = LineAddress(chip: "gpiochip0", offset: 17)
    private let lamp = LineAddress(chip: "gpiochip0", offset: 18)

    /// A button that bounces, and a lamp.
    private func board(_ time: VirtualTime, seed: UInt64 = 1) throws -> VirtualBoard {
        var configuration = VirtualBoard.Configuration()
        configuration.seed = seed
        return try VirtualBoard("lamp", configuration: configuration, clock: time) {
            RaspberryPiPart("pi")
            PushbuttonPart("btn1").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
            Quantity("room.temperature", unit: "°C", initial: 20)
        }
    }

    /// The program: the lamp is as the button is, as far as it is told edges.
    private func follow(_ backend: any HardwareBackend) throws -> Task<Void, any Error> {
        let input = try backend.request(
            [button], [.input(bias: .pullUp, activeLow: true, edges: .both)], consumer: "test")
        let output = try backend.request([lamp], [.output()], consumer: "test")
        return Task {
            while true {
                guard case .edge(let edge) = try await input.nextEvent() else { continue }
                try output.set(edge.edge == .rising, at: 0)
            }
        }
    }

    /// Presses the button twice beside the program.
    private func press(_ board: VirtualBoard, _ time: VirtualTime, on backend: any HardwareBackend) async throws {
        try await time.run {
            let program = try self.follow(backend)
            defer { program.cancel() }
            try await time.sleep(for: .milliseconds(1))
            for isPressed in [true, false, true, false] {
                try board.set("btn1.pressed", .flag(isPressed))
                try await time.sleep(for: .milliseconds(30))
            }
        }
    }

    @Test func aBackendThatIsRecordedTellsWhatItsLinesDid() async throws {
        let time = VirtualTime()
        let board = try board(time)
        let nets = try BoardRecorder(board)
        let recording = RecordingBackend(board)
        try await press(board, time, on: recording)
        let trace = recording.trace
        #expect(trace.signals.map(\.name) == ["GPIO17", "GPIO18"])
        // Edge by edge, bounces and all, what the nets did.
        #expect(trace.count > 10)
        #expect(trace.difference(from: nets.trace, of: ["GPIO17", "GPIO18"]) == nil)
        #expect(recording.name == "virtual board lamp, recorded")
    }

    @Test func aRecordingPlayedToAnotherBoardMakesTheProgramDoTheSame() async throws {
        let time = VirtualTime()
        let board = try board(time)
        let backend = RecordingBackend(board)
        try await press(board, time, on: backend)
        let golden = try Trace(vcd: backend.trace.vcd(timescale: .nanosecond))

        let again = VirtualTime()
        let recording = try TracePlayer.Recording(golden, ["GPIO17"])
        let replayed = try VirtualBoard("again", clock: again) {
            RaspberryPiPart("pi")
            TracePlayer("player", recording).wired("GPIO17", to: "pi:GPIO17")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
        }
        let recorder = try BoardRecorder(replayed)
        try await again.run {
            let program = try self.follow(replayed)
            defer { program.cancel() }
            try await again.sleep(until: golden.end)
        }
        #expect(recorder.trace.difference(from: golden, of: ["GPIO17", "GPIO18"]) == nil)
    }

    @Test func controlsAndQuantitiesAreSetAsTheyWere() async throws {
        let time = VirtualTime()
        let first = try board(time)
        let recorder = try BoardRecorder(first)
        try await time.run {
            try await time.sleep(for: .milliseconds(3))
            try first.set("btn1.pressed", true)
            try first.set(quantity: "room.temperature", to: 25)
            try await time.sleep(for: .milliseconds(40))
            try first.set("btn1.pressed", false)
            try await time.sleep(for: .milliseconds(40))
        }
        let golden = recorder.trace
        let again = VirtualTime()
        let second = try board(again)
        let other = try BoardRecorder(second)
        try await again.run {
            try await second.replay(golden)
            try await again.sleep(until: golden.end)
        }
        // The same seed bounces the same, so all nets are as they were.
        #expect(other.trace.difference(from: golden) == nil)
        #expect(other.trace == golden)
    }

    @Test func refusesToReplayWhatIsNotThere() async throws {
        let time = VirtualTime()
        let board = try board(time)
        let trace = try BoardRecorder(board).trace
        await #expect(throws: BoardError.self) { try await board.replay(trace, of: ["btn2.pressed"]) }
        await #expect(throws: SignalRuleError.self) { try await board.replay(Trace(), of: ["btn1.pressed"]) }
        #expect(throws: SignalRuleError.self) { try TracePlayer.Recording(trace, ["room.temperature"]) }
        #expect(throws: PartError.self) { try TracePlayer(id: "p", attributes: PartAttributes()) }
    }

    @Test func keepsTheLastChangesOfALongRecording() async throws {
        let time = VirtualTime()
        let recording = RecordingBackend(try board(time), capacity: 10)
        let output = try recording.request([lamp], [.output()], consumer: "test")
        try await time.run {
            for step in 0..<100 {
                try output.set(step % 2 == 0, at: 0)
                try await time.sleep(for: .milliseconds(1))
            }
        }
        let trace = recording.trace
        #expect(trace.count >= 9 && trace.count <= 11)
        #expect(trace.end == Timestamp(nanoseconds: 100_000_000))
        #expect(trace[trace.count - 1].time == Timestamp(nanoseconds: 99_000_000))
    }
}
