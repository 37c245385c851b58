// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunSimulator
internal import Synchronization
public import Testing

/// Gives each test a virtual board of its own, on a virtual time of its own.
///
/// ```swift
/// @Test(.board("lamp", lamp)) func theButtonLightsTheLamp() async throws {
///     let board = try TestBoard.current
///     …
/// }
/// ```
///
/// The test runs on the board's time: what sleeps in it takes no time, and happens in the same order each time. Tests share nothing, so they
/// may run beside each other. On a suite it counts for each test in it.
public struct BoardTrait: TestTrait, SuiteTrait, TestScoping {
    /// Each test of a suite gets a board.
    public var isRecursive: Bool { true }
    private let make: @Sendable (VirtualTime, VirtualBoard.Configuration) throws -> VirtualBoard
    private let configuration: VirtualBoard.Configuration

    init(
        _ configuration: VirtualBoard.Configuration,
        _ make: @escaping @Sendable (VirtualTime, VirtualBoard.Configuration) throws -> VirtualBoard
    ) {
        self.configuration = configuration
        self.make = make
    }

    /// Makes the board, runs the test on its time, and looks at its rules.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let time = VirtualTime()
        var configuration = configuration
        if let seed = BoardSeed.override { configuration.seed = seed }
        let board = TestBoard(try BoardRecorder(try make(time, configuration)), time: time, test: test)
        let failures = Mutex(0)
        let observer = IssueHandlingTrait.compactMapIssues { issue in
            if issue.isFailure { failures.withLock { $0 += 1 } }
            var issue = issue
            issue.comments.append(Comment(rawValue: board.origin))
            return issue
        }
        try await observer.provideScope(for: test, testCase: testCase) {
            try await TestBoard.$running.withValue(board) {
                do {
                    try await board.run(function)
                } catch {
                    // The test's own error: it is recorded outside of here.
                    failures.withLock { $0 += 1 }
                    board.attachTrace()
                    throw error
                }
                board.judgeRules()
            }
        }
        if failures.withLock({ $0 }) > 0 { board.attachTrace() }
    }
}

extension Trait where Self == BoardTrait {
    /// Gives each test a board made in Swift.
    ///
    /// - Parameters:
    ///   - name: The board's name.
    ///   - configuration: How it is made: its seed and its queue.
    ///   - content: Its parts, wires and quantities; evaluated for each test.
    /// - Returns: The trait.
    public static func board(
        _ name: String, configuration: VirtualBoard.Configuration = VirtualBoard.Configuration(),
        @BoardBuilder _ content: @escaping @Sendable () -> sending BoardDesign
    ) -> Self {
        BoardTrait(configuration) { time, configuration in
            try VirtualBoard(name, design: content(), configuration: configuration, clock: time)
        }
    }

    /// Gives each test a board from a diagram.
    ///
    /// - Parameters:
    ///   - path: The file, a `diagram.json`.
    ///   - configuration: How it is made: its seed and its queue.
    /// - Returns: The trait.
    public static func board(
        diagram path: String, configuration: VirtualBoard.Configuration = VirtualBoard.Configuration()
    ) -> Self {
        BoardTrait(configuration) { time, configuration in
            try DiagramBoard(contentsOf: path).virtualBoard(configuration: configuration, clock: time)
        }
    }
}
