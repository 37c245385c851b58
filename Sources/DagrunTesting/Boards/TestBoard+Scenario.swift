// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunSimulator
internal import DagrunSystem
public import Testing

extension TestBoard {
    /// Plays the scenario of a file, as `--scenario` does beside a run.
    ///
    /// ```swift
    /// @Test(.board(diagram: "board.json")) func passesTheScenario() async throws {
    ///     let board = try TestBoard.current
    ///     let person = Task { try await board.play("press.yaml") }
    ///     _ = try await lamp.test()
    ///     try await person.value
    /// }
    /// ```
    ///
    /// Steps that wait for the console hear what tasks of tested DAGs log.
    ///
    /// - Parameters:
    ///   - path: The file, in YAML; a relative path counts from the folder of the test's file.
    ///   - onlyNever: Whether a step that fails only ends the scenario, as it may with faults about, and nothing is expected but the rules of its
    ///     `never` steps, from now to the end of the test.
    ///   - file: The test's file.
    ///   - location: Where a failure is shown.
    /// - Returns: What came of it.
    /// - Throws: `ScenarioError` when the file is no scenario or doesn't fit the board; `FileError` when it can't be read;
    ///   `CancellationError` when the test is cancelled meanwhile.
    @discardableResult
    public func play(
        _ path: String, onlyNever: Bool = false, file: String = #filePath,
        sourceLocation location: Testing.SourceLocation = #_sourceLocation
    ) async throws -> ScenarioReport {
        let path = Self.path(path, besides: file)
        return try await play(
            Scenario(yaml: Folders.read(path), file: path), onlyNever: onlyNever, sourceLocation: location)
    }

    /// Plays a scenario, as `--scenario` does beside a run.
    ///
    /// Steps that wait for the console hear what tasks of tested DAGs log.
    ///
    /// - Parameters:
    ///   - scenario: The scenario.
    ///   - onlyNever: Whether a step that fails only ends the scenario, as it may with faults about, and nothing is expected but the rules of its
    ///     `never` steps, from now to the end of the test.
    ///   - location: Where a failure is shown.
    /// - Returns: What came of it.
    /// - Throws: `ScenarioError` when it doesn't fit the board; `CancellationError` when the test is cancelled meanwhile.
    @discardableResult
    public func play(
        _ scenario: Scenario, onlyNever: Bool = false,
        sourceLocation location: Testing.SourceLocation = #_sourceLocation
    ) async throws -> ScenarioReport {
        if onlyNever { for rule in scenario.neverRules { try watch(rule, sourceLocation: location) } }
        var configuration = ScenarioRunner.Configuration()
        configuration.console = console
        let report = try await ScenarioRunner(scenario, on: recorder, configuration).run()
        if !report.hasPassed, !onlyNever { fail("\(report)", location) }
        return report
    }
}
