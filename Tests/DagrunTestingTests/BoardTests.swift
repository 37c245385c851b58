// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTesting
import Testing

/// A DAG with hardware, on the virtual board of airflow-esp.
@Suite(.timeLimit(.minutes(15)))
struct BoardTests {
    private static let diagram =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
        + "/Examples/Boards/airflow-esp.json"

    private let dag = DAG("airflow_summit_demo", queue: "gpio") {
        let pressed = task("wait_button", ButtonSensor(.green, .yellow, .red).timeout(.minutes(5)))
        task("set_led", LedOperator(color: pressed.output))
    }

    /// The board, its parts, and the clock that they and the run share.
    private func bench(seed: UInt64 = 1) throws -> (clock: VirtualClock, parts: VirtualBoard, board: Board) {
        let clock = VirtualClock()
        let diagram = try DiagramBoard(contentsOf: Self.diagram)
        var configuration = VirtualBoard.Configuration()
        configuration.seed = seed
        let parts = try diagram.virtualBoard(configuration: configuration, clock: clock.time)
        return (clock, parts, Board(parts, description: diagram.description, journalID: 1))
    }

    private func lit(_ parts: VirtualBoard) throws -> [String] {
        try ["led1", "led2", "led3"].filter { try (parts.output("\($0).brightness").number ?? 0) > 0 }
    }

    @Test(arguments: [("btn2", "green", "led1"), ("btn3", "yellow", "led2"), ("btn4", "red", "led3")])
    func aPressedButtonLightsTheLEDOfItsColour(button: String, color: String, led: String) async throws {
        let (clock, parts, board) = try bench()
        let press = Task(executorPreference: clock.time.executor) {
            try await clock.time.sleep(for: .seconds(90))
            try parts.set("\(button).pressed", true)
        }
        let run = try await dag.test(clock: clock, board: board)
        try await press.value
        #expect(run.state == .success)
        #expect(try run.output(of: "wait_button", as: Color.self).rawValue == color)
        #expect(run.elapsed > .seconds(90) && run.elapsed < .milliseconds(90_020))
        #expect(try lit(parts) == [led])
        // What was lit stays lit for whoever looks at it.
        await board.close()
        #expect(try lit(parts) == [led])
    }

    @Test func nobodyPressesAndTheSensorFailsInItsTime() async throws {
        let (clock, parts, board) = try bench()
        let run = try await dag.test(clock: clock, board: board)
        #expect(run.elapsed == .seconds(300))
        #expect(try run.state(of: "wait_button") == .failed && run.state(of: "set_led") == .upstreamFailed)
        #expect(try lit(parts) == [])
    }

    @Test func equalSeedsGiveEqualRuns() async throws {
        func events(_ seed: UInt64) async throws -> [RunEvent] {
            let (clock, parts, board) = try bench(seed: seed)
            let press = Task(executorPreference: clock.time.executor) {
                try await clock.time.sleep(for: .milliseconds(700))
                try parts.set("btn2.pressed", true)
            }
            let run = try await dag.test(clock: clock, board: board)
            try await press.value
            return run.events
        }
        let first = try await events(7)
        #expect(try await events(7) == first)
        // The contact bounces in another way, so it comes to rest at another instant.
        #expect(try await events(8) != first)
    }

    @Test func anOperatorIsTriedOnABoardAlone() async throws {
        let (clock, parts, board) = try bench()
        let result = await LedOperator(color: .value(.red)).test(in: TestContext(clock: clock, board: board))
        #expect(result.message == nil)
        #expect(try lit(parts) == ["led3"])
    }

    @Test func aDAGWithHardwareFailsWithoutABoard() async throws {
        let run = try await dag.test()
        #expect(try run.message(of: "wait_button")?.contains("--board FILE") == true)
    }
}
