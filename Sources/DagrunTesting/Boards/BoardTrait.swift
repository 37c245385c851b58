// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import Dagrun
public import DagrunHAL
internal import DagrunModel
public import DagrunSimulator
internal import Synchronization
public import Testing

/// Gives each test a virtual board of its own, on a virtual time of its own.
///
/// ```swift
/// @Test(.board("coffee", of: Kitchen.self)) func brewsByWeight() async throws {
///     let board = try TestBoard.current
///     try await board.press("green")
///     let run = try await espresso.test()
///     #expect(run.state == .success)
///     try board.expect(.never { Probe("boiler.temperature") > 130 })
/// }
/// ```
///
/// DAGs and operators that are tested in it have the board, and its time, unless they are given others. The test itself runs on the board's time: what sleeps in it takes no time, and happens in the same order each time. Tests share nothing, so they
/// may run beside each other. On a suite it counts for each test in it.
public struct BoardTrait: TestTrait, SuiteTrait, TestScoping {
    /// Each test of a suite gets a board.
    public var isRecursive: Bool { true }
    private let make: @Sendable (VirtualTime, VirtualBoard.Configuration) throws -> BoardSetup
    private let configuration: VirtualBoard.Configuration

    init(
        _ configuration: VirtualBoard.Configuration,
        _ make: @escaping @Sendable (VirtualTime, VirtualBoard.Configuration) throws -> BoardSetup
    ) {
        self.configuration = configuration
        self.make = make
    }

    /// Makes a board with a time of its own.
    func testBoard(
        seed: UInt64?, testName: String, report: @escaping @Sendable (String, Testing.SourceLocation) -> Void
    ) throws -> TestBoard {
        let time = VirtualTime()
        var configuration = configuration
        if let seed { configuration.seed = seed }
        return try TestBoard(try make(time, configuration), time: time, testName: testName, report: report)
    }

    /// Makes the board, runs the test on its time, and looks at its rules.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let board = try testBoard(seed: BoardSeed.override, testName: String(test.name.prefix { $0 != "(" })) {
            Issue.record(Comment(rawValue: $0), sourceLocation: $1)
        }
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
        await board.hardware.close()
        if failures.withLock({ $0 }) > 0 { board.attachTrace() }
    }
}

extension Trait where Self == BoardTrait {
    /// Gives each test a board made in Swift.
    ///
    /// - Parameters:
    ///   - name: The board's name.
    ///   - description: What is known of the lines of the computer on it; nil: what comes with the computer.
    ///   - wiring: Further names of pins.
    ///   - interlocks: Rules that outputs must never break.
    ///   - configuration: How it is made: its seed and its queue.
    ///   - content: Its parts, wires and quantities; evaluated for each test.
    /// - Returns: The trait.
    public static func board(
        _ name: String, description: BoardDescription? = nil, wiring: [String: PinID] = [:],
        interlocks: [Interlock] = [], configuration: VirtualBoard.Configuration = VirtualBoard.Configuration(),
        @BoardBuilder _ content: @escaping @Sendable () -> sending BoardDesign
    ) -> Self {
        BoardTrait(configuration) { time, configuration in
            let declared = DeclaredBoard(description, interlocks: interlocks, content: content)
            return try setup(name, declared, wiring, time, configuration)
        }
    }

    /// Gives each test a board that is declared.
    ///
    /// - Parameters:
    ///   - name: The board's name.
    ///   - declared: The board.
    ///   - wiring: Further names of pins.
    ///   - configuration: How it is made: its seed and its queue.
    /// - Returns: The trait.
    public static func board(
        _ name: String, _ declared: DeclaredBoard, wiring: [String: PinID] = [:],
        configuration: VirtualBoard.Configuration = VirtualBoard.Configuration()
    ) -> Self {
        BoardTrait(configuration) { try setup(name, declared, wiring, $0, $1) }
    }

    /// Gives each test a board that a bundle declares, with the bundle's names of pins.
    ///
    /// - Parameters:
    ///   - name: The board's name in the bundle.
    ///   - bundle: The bundle.
    ///   - configuration: How it is made: its seed and its queue.
    /// - Returns: The trait; a test of a board that the bundle has not fails.
    public static func board<Bundle: DAGBundle>(
        _ name: String, of bundle: Bundle.Type,
        configuration: VirtualBoard.Configuration = VirtualBoard.Configuration()
    ) -> Self {
        BoardTrait(configuration) { time, configuration in
            let bundle = Bundle()
            let boards = bundle.boards
            guard let declared = boards[name] else { throw NoSuchBoard(name: name, known: boards.keys.sorted()) }
            return try setup(name, declared, bundle.wiring, interlocks: bundle.interlocks, time, configuration)
        }
    }

    /// Gives each test a board from a diagram.
    ///
    /// - Parameters:
    ///   - path: The file, a `diagram.json`; a relative path counts from the folder of the test's file.
    ///   - parts: Types of parts that it may hold, besides those that come with the simulator.
    ///   - wiring: Further names of pins.
    ///   - interlocks: Rules that outputs must never break.
    ///   - configuration: How it is made: its seed and its queue.
    ///   - file: The test's file.
    /// - Returns: The trait.
    public static func board(
        diagram path: String, parts: [any Part.Type] = [], wiring: [String: PinID] = [:], interlocks: [Interlock] = [],
        configuration: VirtualBoard.Configuration = VirtualBoard.Configuration(), file: String = #filePath
    ) -> Self {
        BoardTrait(configuration) { time, configuration in
            let diagram = try DiagramBoard(
                contentsOf: TestBoard.path(path, besides: file), registry: .standard.adding(parts))
            return BoardSetup(
                board: try diagram.virtualBoard(configuration: configuration, clock: time),
                description: diagram.description, wiring: wiring, interlocks: interlocks)
        }
    }

    private static func setup(
        _ name: String, _ declared: DeclaredBoard, _ wiring: [String: PinID], interlocks: [Interlock] = [],
        _ time: VirtualTime, _ configuration: VirtualBoard.Configuration
    ) throws -> BoardSetup {
        BoardSetup(
            board: try declared.virtualBoard(name, configuration: configuration, clock: time),
            description: declared.description, wiring: wiring,
            interlocks: interlocks + declared.interlocks)
    }
}
