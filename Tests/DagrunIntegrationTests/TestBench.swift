// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHAL
import DagrunSimulator
import Foundation

@testable import Dagrun
@testable import DagrunConformance
@testable import DagrunExamples

/// A virtual board and somebody who presses one of its buttons again and again.
struct TestBench {
    let clock: VirtualClock
    let board: Board
    private let person: Task<Void, any Error>
    /// Has a board's time go on, also while nobody on it waits.
    private let keeper: Task<Void, any Error>?

    /// Makes the board that a DAG needs.
    ///
    /// - Parameters:
    ///   - dag: The DAG's id.
    ///   - mode: How its time goes.
    /// - Throws: What makes boards throws.
    init(_ dag: String, _ mode: VirtualTime.Mode) throws {
        let (choice, button): (BoardChoice, String) =
            switch dag {
            case "espresso": (.declared("coffee"), "green.pressed")
            case "feature_hardware": (.declared("bench"), "button.pressed")
            default:
                (
                    .diagram(
                        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                            .deletingLastPathComponent().appending(path: "Examples/Boards/airflow-esp.json").path),
                    "btn2.pressed"
                )
            }
        let bundle: any DAGBundle = dag.hasPrefix("feature_") ? ConformanceBundle() : Examples()
        let clock = VirtualClock(Date(), mode)
        let open = try OpenBoard(choice, LoadedBundle(bundle), pins: [:], seed: 1, time: clock.time) { _ in }
        (self.clock, board) = (clock, open.board)
        let parts = open.simulation
        let time = clock.time
        keeper =
            switch mode {
            case .asFastAsPossible: nil
            default: Task { try await time.run { while (try? await time.sleep(for: .seconds(1))) != nil {} } }
            }
        person = Task(executorPreference: clock.time.executor) {
            while true {
                for isPressed in [true, false] {
                    try await clock.time.sleep(for: .milliseconds(300))
                    try parts?.set(button, .flag(isPressed))
                }
            }
        }
    }

    /// Sends the person home and switches the board off.
    func close() {
        person.cancel()
        keeper?.cancel()
        board.closeNow()
    }
}
