// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunRuntime
import DagrunSimulator
import FoundationEssentials

/// A virtual board with three buttons, three LEDs and a relay's line, and tasks that use it in virtual time.
struct HardwareBench: Sendable {
    let time = VirtualTime()
    let parts: VirtualBoard
    let board: Board

    init(bounce: BouncePattern = .usual) throws {
        parts = try VirtualBoard("summit", clock: time) {
            RaspberryPiPart("pi")
            for (color, button, led) in [("green", 19, 16), ("yellow", 13, 20), ("red", 6, 21)] {
                PushbuttonPart("button-\(color)", color: color, bounce: bounce)
                    .wired("1.l", to: "pi:GPIO\(button)").wired("2.l", to: "pi:GND.1")
                ResistorPart("resistor-\(color)", ohms: 330).wired("1", to: "pi:GPIO\(led)")
                LEDPart("led-\(color)", color: color).wired("A", to: "resistor-\(color):2").wired("C", to: "pi:GND.2")
            }
        }
        board = Board(
            parts, description: .raspberryPi4,
            wiring: [
                "button.green": "GPIO19", "button.yellow": "GPIO13", "button.red": "GPIO6", "led.green": "GPIO16",
                "led.yellow": "GPIO20", "led.red": "GPIO21", "led.led2": "GPIO20", "relay": "GPIO24",
            ], journalID: 1)
    }

    /// Presses a button for some time, some time from now.
    func press(_ color: String, after delay: Duration = .zero, for duration: Duration = .milliseconds(80)) async throws
    {
        try await time.sleep(for: delay)
        try parts.set("button-\(color).pressed", true)
        try await time.sleep(for: duration)
        try parts.set("button-\(color).pressed", false)
    }

    /// The colours of the LEDs that are lit.
    func lit() throws -> [String] {
        try ["green", "yellow", "red"].filter { try (parts.output("led-\($0).brightness").number ?? 0) > 0 }
    }

    /// The outcome of one try of a task, and of its looks behind the first one.
    func run<Work: Operator>(_ work: Work, _ taskID: String = "task", log: RecordingLog = RecordingLog()) async
        -> TaskOutcome
    {
        let clock = BoardRunClock(time: time)
        let first = clock.now()
        var looks = 0
        while true {
            let context = TaskContext(
                run: RunFacts(dagID: "dag", runID: "run", runAfter: first), task: TaskDefinition(taskID: taskID),
                firstStartDate: first, rescheduleCount: looks, clock: clock, services: TestServices(), board: board,
                sink: log)
            let task = ExecutableTask(definition: context.task) { try XComValue(try await work.execute($0)) }
            let outcome = await TaskRunner.run(task, context)
            guard case .rescheduled(let delay) = outcome else { return outcome }
            looks += 1
            try? await time.sleep(for: delay)
        }
    }

    /// Runs a test in virtual time.
    func run(_ body: @escaping @Sendable (HardwareBench) async throws -> Void) async throws {
        try await time.run { try await body(self) }
    }
}

/// The clock of tasks that share the time of a board.
struct BoardRunClock: RunClock {
    let time: VirtualTime

    func now() -> Date { Date(timeIntervalSince1970: 1_767_225_600 + Double(time.now.nanoseconds) / 1e9) }
    func sleep(for duration: Duration) async throws { try await time.sleep(for: duration) }
    var executor: (any TaskExecutor)? { time.executor }
}
