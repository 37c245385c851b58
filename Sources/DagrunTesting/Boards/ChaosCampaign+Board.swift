// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunSimulator
internal import Synchronization
internal import Testing

extension ChaosCampaign {
    /// Runs a test on a board of its own with each seed and its faults, until one run breaks it.
    ///
    /// ```swift
    /// let report = try await ChaosCampaign(faults, seeds: 0..<100, within: .minutes(4))
    ///     .run(on: .board("coffee", of: Kitchen.self)) { board in
    ///         try board.watch(.never { Probe("heater.on") > 0 && Probe("tank.water") < 60 })
    ///         try await board.press("green")
    ///         _ = try await espresso.test()
    ///     }
    /// #expect(report.finding == nil, "\(report)")
    /// ```
    ///
    /// What the test expects of the board and does not get, and an error that it throws, is no failure yet: it breaks the run. With
    /// faults, little goes as it should, so look at what must hold all the same.
    ///
    /// - Parameters:
    ///   - board: How each run's board is made.
    ///   - test: The test; DAGs and operators that are tested in it have the board.
    /// - Returns: What came out.
    /// - Throws: `BoardError` when the board can't be made or has no place for a fault.
    public func run(
        on board: BoardTrait, _ test: @escaping @Sendable (TestBoard) async throws -> Void
    ) async throws -> ChaosReport {
        try await run { seed, faults in
            let failures = FailureList()
            let board = try board.testBoard(seed: seed, testName: Test.current?.name ?? "") { text, _ in
                failures.add(text)
            }
            for fault in faults { try board.inject(fault) }
            do {
                try await TestBoard.$running.withValue(board) { try await board.run { try await test(board) } }
                board.judgeRules()
            } catch {
                failures.add("\(error)")
            }
            await board.hardware.close()
            return failures.first
        }
    }
}

/// What a run's test did not get.
private final class FailureList: Sendable {
    private let list = Mutex<[String]>([])

    func add(_ text: String) { list.withLock { $0.append(text) } }

    var first: String? { list.withLock { $0.first } }
}
