// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunSystem
import DagrunTestSupport
import FoundationEssentials
import Testing

@Suite struct BoardRecorderTests {
    /// A button at GPIO17 that bounces, and an LED at GPIO18.
    private func lamp(bounce: BouncePattern = .usual) throws -> VirtualBoard {
        try VirtualBoard("lamp") {
            RaspberryPiPart("pi")
            PushbuttonPart("btn", bounce: bounce).wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
            Quantity("boiler.temperature", unit: "°C", initial: 21)
        }
    }

    private func input(_ board: VirtualBoard) throws -> any LineRequest {
        try board.request(
            [LineAddress(chip: "gpiochip0", offset: 17)], [.input(bias: .pullUp, edges: .both)], consumer: "test")
    }

    private func output(_ board: VirtualBoard) throws -> any LineRequest {
        try board.request([LineAddress(chip: "gpiochip0", offset: 18)], [.output()], consumer: "test")
    }

    @Test func recordsNetsControlsOutputsAndQuantitiesByName() throws {
        let board = try lamp(bounce: .none)
        let recorder = try BoardRecorder(board)
        let line = try output(board)
        board.advance(by: .milliseconds(1))
        try board.set("btn.pressed", true)
        try line.set(true, at: 0)
        board.advance(by: .milliseconds(1))
        try board.set(quantity: "boiler.temperature", to: 93)
        let trace = recorder.trace
        func last(_ name: String) throws -> TraceValue { trace.lastValue(of: try #require(trace.place(of: name))) }
        #expect(try last("btn:1.l") == .logic(.low))
        #expect(try last("pi:GPIO18") == .logic(.high))
        #expect(try last("btn.pressed") == .logic(.high))
        #expect(try last("led1.current") == .real(4.054))
        #expect(try last("boiler.temperature") == .real(93))
        let pressed = try #require(trace.place(of: "btn.pressed"))
        #expect(trace.firstValue(of: pressed) == .logic(.low))
        #expect(trace.changes(of: pressed).map(\.time.nanoseconds) == [1_000_000])
        #expect(trace.end == Timestamp(nanoseconds: 2_000_000))
    }

    @Test func endsWithThatNobodyKeepsIt() throws {
        let board = try lamp()
        var recorder: BoardRecorder? = try BoardRecorder(board)
        weak let weakRecorder = recorder
        #expect(recorder?.trace.count == 0)
        recorder = nil
        #expect(weakRecorder == nil)
        try board.set("btn.pressed", true)
    }

    @Test func writesTheSameToItsFileAsItKeeps() throws {
        let folder = try TemporaryFolder()
        let board = try lamp()
        var configuration = BoardRecorder.Configuration()
        configuration.vcd = "\(folder.path)/lamp.vcd"
        configuration.timescale = .nanosecond
        let recorder = try BoardRecorder(board, configuration)
        let line = try output(board)
        // More than is gathered before it is written.
        for step in 0..<3_000 {
            board.advance(by: .microseconds(10))
            try line.set(step % 2 == 0, at: 0)
        }
        try recorder.finish()
        let written = try Data(contentsOf: URL(filePath: "\(folder.path)/lamp.vcd"))
        let again = try Trace(vcd: [UInt8](written))
        #expect(again.difference(from: recorder.trace) == nil)
        #expect(recorder.trace.difference(from: again) == nil)
        #expect(again.count == recorder.trace.count && again.count > 6_000)
    }

    @Test func lookingLeavesNoMarkInItsFile() throws {
        let folder = try TemporaryFolder()
        func dump(looks: Int) throws -> Data {
            var configuration = BoardRecorder.Configuration()
            configuration.vcd = "\(folder.path)/\(looks).vcd"
            let board = try lamp()
            let recorder = try BoardRecorder(board, configuration)
            for temperature in [21, 40, 40, 93.5] {
                board.advance(by: .milliseconds(1))
                try board.set(quantity: "boiler.temperature", to: temperature)
                for _ in 0..<looks { #expect(recorder.trace.end == board.now) }
            }
            for _ in 0...looks { try recorder.finish() }
            return try Data(contentsOf: URL(filePath: "\(folder.path)/\(looks).vcd"))
        }
        let never = try dump(looks: 0)
        #expect(try dump(looks: 3) == never)
        #expect(String(decoding: never, as: UTF8.self).contains("\nr93.5 "))
    }

    @Test func saysWhenItsFileCanNotBeWritten() throws {
        var configuration = BoardRecorder.Configuration()
        configuration.vcd = "/dev/null/all.vcd"
        let error = try #require(throws: FileError.self) { try BoardRecorder(try lamp(), configuration) }
        #expect(error.description == "can't open /dev/null/all.vcd: Not a directory")
        configuration.vcd = "/dev/full"
        let recorder = try BoardRecorder(try lamp(), configuration)
        #expect(throws: FileError.self) { try recorder.finish() }
    }

    @Test func watchesRulesLongerThanTheTraceRemembers() throws {
        let board = try lamp()
        var configuration = BoardRecorder.Configuration()
        configuration.capacity = 4
        let recorder = try BoardRecorder(board, configuration)
        let line = try output(board)
        let never = try recorder.watch(.never { Probe("led1:A").isHigh && Probe("btn.pressed").isOn })
        let wave = try recorder.watch(
            .wave(of: Probe("led1:A").isHigh, period: .milliseconds(2), tolerance: 0, cycles: 100))
        for step in 0..<300 {
            try line.set(step % 2 == 0, at: 0)
            board.advance(by: .milliseconds(1))
        }
        #expect(recorder.trace.droppedChanges > 100)
        #expect(wave.verdict == .held)
        #expect(never.verdict == .held)
        try line.set(true, at: 0)
        try board.set("btn.pressed", true)
        guard case .violated(let violation) = never.verdict else {
            Issue.record("\(never.verdict)")
            return
        }
        #expect(violation.time == Timestamp(nanoseconds: 300_000_000))
    }

    @Test func tellsEachBounceOfAContact() throws {
        let board = try lamp(bounce: BouncePattern(duration: .milliseconds(12), count: 6...6))
        let recorder = try BoardRecorder(board)
        let line = try input(board)
        try board.set("btn.pressed", true)
        board.advance(by: .milliseconds(20))
        let trace = recorder.trace
        let net = try #require(trace.place(of: "pi:GPIO17"))
        let changes = trace.changes(of: net)
        #expect(changes.count > 2 && changes.count % 2 == 0, "\(changes.count)")
        #expect(changes.last?.value == .logic(.low))
        #expect(try trace.verdict(on: .glitchFree("pi:GPIO17", shortest: .milliseconds(3))) != .held)
        line.release()
    }

    @Test func waitsForACondition() async throws {
        let board = try lamp(bounce: .none)
        let recorder = try BoardRecorder(board)
        let line = try output(board)
        async let waiting: Void = recorder.wait(until: Probe("led1:A").isHigh && Probe("btn.pressed").isOn)
        try line.set(true, at: 0)
        board.advance(by: .milliseconds(1))
        try board.set("btn.pressed", true)
        try await waiting
        #expect(try recorder.holds(Probe("led1.brightness") > 0.1))
        await #expect(throws: SignalRuleError.self) { try await recorder.wait(until: Probe("led2:A").isHigh) }
    }

    @Test func stopsWaitingWhenCancelled() async throws {
        let recorder = try BoardRecorder(try lamp())
        let task = Task { try await recorder.wait(until: Probe("btn.pressed").isOn) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
