// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Does steps of scenarios one by one, as somebody types them.
package struct ScenarioPrompt {
    private let recorder: BoardRecorder
    private let check: ScenarioCheck
    private var run: ScenarioRun
    // What was put in, for a later step that takes it out.
    private var injected: [ScenarioStep] = []
    private var faultCount = 0

    /// Begins.
    ///
    /// - Parameter recorder: What records the board.
    /// - Throws: Nothing; a scenario without steps fits any board.
    package init(_ recorder: BoardRecorder) throws(ScenarioError) {
        self.recorder = recorder
        run = ScenarioRun(try ScenarioRunner(Scenario("typed", []), on: recorder))
        check = ScenarioCheck(board: recorder.board, trace: recorder.trace, ScenarioRunner.Configuration())
    }

    /// Does a step, and waits until it is over.
    ///
    /// - Parameter line: The step; see ``ScenarioStep/init(line:)``. A fault without a name gets one.
    /// - Returns: What came of it, in words, and whether that was as it should be.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    package mutating func perform(_ line: String) async throws -> (words: String, isGood: Bool) {
        var step: ScenarioStep
        do { step = try ScenarioStep(line: line) } catch { return (Self.words(error), false) }
        var hint = ""
        if case .inject(let fault, let given) = step.action {
            faultCount += 1
            let name = given ?? "f\(faultCount)"
            step = .inject(fault, named: name)
            hint = " (remove \(name) takes it out)"
        }
        // A step that takes a fault out needs one that put it in.
        let faults = check.faults(of: Scenario("typed", injected + [step])).filter { $0.step == injected.count + 1 }
        guard faults.isEmpty else { return (faults.map(\.reason).joined(separator: "; "), false) }
        let outcome = try await run.perform(step.action)
        switch step.action {
        case .inject: injected.append(step)
        case .remove(let name):
            injected.removeAll { if case .inject(_, name) = $0.action { true } else { false } }
        default: break
        }
        switch outcome {
        case .passed, .notReached: return ("\(step)\(hint)", true)
        case .failed(let reason): return (reason, false)
        case .skipped(let reason): return ("\(step): left out, because \(reason)", false)
        }
    }

    private static func words(_ error: ScenarioError) -> String { error.faults.map(\.reason).joined(separator: "; ") }
}
