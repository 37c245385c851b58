// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import Dagrun
public import DagrunHAL
public import DagrunSimulator
internal import Synchronization
public import Testing

/// The virtual board of a test, and what a test does with it.
///
/// ```swift
/// @Test(.board("lamp", lamp)) func theButtonLightsTheLamp() async throws {
///     let board = try TestBoard.current
///     board.watch(.within(.milliseconds(50), after: Probe("btn1.pressed").isOn) { Probe("led1:A").isHigh })
///     try await board.press("btn1")
///     try board.expect(Probe("led1:A").isHigh)
/// }
/// ```
///
/// A failure tells the board's seed and how to run the test again, draws the signals around it, and attaches all signals as a VCD to
/// the test.
public final class TestBoard: Sendable {
    @TaskLocal static var running: TestBoard?

    /// The board of the test that runs.
    ///
    /// - Throws: ``NoTestBoard`` when the test has no ``BoardTrait``.
    public static var current: TestBoard {
        get throws(NoTestBoard) {
            guard let running else { throw NoTestBoard() }
            return running
        }
    }

    /// The board, with its parts.
    public let board: VirtualBoard
    /// The board as programs have it: with names of pins and interlocks.
    public let hardware: Board
    /// The board's time, on which the test runs.
    public let time: VirtualTime
    /// The board's time as the clock of runs.
    public var clock: VirtualClock { VirtualClock(of: time) }
    /// What records the board's signals.
    public let recorder: BoardRecorder
    /// What tasks of tested DAGs log, as scenarios wait for it.
    let console = ScenarioConsole()
    /// Which board it was, and how the test is run again.
    let origin: String

    private let testName: String
    private let report: @Sendable (String, Testing.SourceLocation) -> Void
    private let rules = Mutex<[(rule: WatchedRule, location: Testing.SourceLocation)]>([])
    private let hasAttached = Mutex(false)

    /// Makes the board of a test.
    ///
    /// - Parameters:
    ///   - setup: The board.
    ///   - time: Its time.
    ///   - testName: The test's name.
    ///   - report: Is told of failures.
    /// - Throws: `FileError`, which a recording without a file does not.
    init(
        _ setup: BoardSetup, time: VirtualTime, testName: String,
        report: @escaping @Sendable (String, Testing.SourceLocation) -> Void
    ) throws {
        self.time = time
        board = setup.board
        // The same seed gives the same run, the numbers in cursors included.
        hardware = Board(
            board, description: setup.description, wiring: setup.wiring, interlocks: setup.interlocks,
            journalID: board.seed)
        board.name(lines: hardware.linesByName)
        recorder = try BoardRecorder(board)
        self.testName = testName
        self.report = report
        origin =
            "board \(board.boardName), seed \(board.seed); to try it again:"
            + " \(BoardSeed.variable)=\(board.seed) swift test --filter \(testName)"
    }

    // MARK: Doing

    /// Sets a control of a part.
    ///
    /// - Parameters:
    ///   - control: The part and the control, as in `pot1.position`.
    ///   - value: The value.
    /// - Throws: `BoardError` when there is no such control, or the value doesn't fit.
    public func set(_ control: String, _ value: PartValue) throws { try board.set(control, value) }

    /// Puts a fault in.
    ///
    /// - Parameter fault: The fault.
    /// - Throws: `BoardError` when what it is aimed at isn't there, or its numbers make no sense.
    public func inject(_ fault: Fault) throws { try board.inject(fault) }

    /// Presses a button, and lets go of it.
    ///
    /// - Parameters:
    ///   - part: The button's name.
    ///   - duration: How long it is pressed.
    /// - Throws: `BoardError` when there is no such button; `CancellationError` when the test is cancelled meanwhile.
    public func press(_ part: String, for duration: Duration = .milliseconds(100)) async throws {
        try board.set("\(part).pressed", true)
        try await time.sleep(for: duration)
        try board.set("\(part).pressed", false)
    }

    /// Lets time pass.
    ///
    /// - Parameter duration: How much.
    /// - Throws: `CancellationError` when the test is cancelled meanwhile.
    public func pass(_ duration: Duration) async throws { try await time.sleep(for: duration) }

    /// Waits until a condition holds.
    ///
    /// - Parameters:
    ///   - condition: The condition.
    ///   - timeout: How long at most.
    /// - Throws: ``BoardTimeout`` when it does not in time; `SignalRuleError` when it speaks of a signal that the board has not;
    ///   `CancellationError` when the test is cancelled meanwhile.
    public func wait(until condition: Condition, timeout: Duration = .seconds(60)) async throws {
        let (recorder, time) = (recorder, time)
        let isIn = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await recorder.wait(until: condition)
                return true
            }
            group.addTask {
                try await time.sleep(for: timeout)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
        if !isIn { throw BoardTimeout(condition: condition, timeout: timeout, waveform: waveform(condition.probes)) }
    }

    // MARK: Expecting

    /// What the signals did so far.
    public var trace: Trace { recorder.trace }

    /// Expects a condition to hold now.
    ///
    /// - Parameters:
    ///   - condition: The condition.
    ///   - location: Where a failure is shown.
    /// - Returns: Whether it holds.
    /// - Throws: `SignalRuleError` when it speaks of a signal that the board has not.
    @discardableResult
    public func expect(_ condition: Condition, sourceLocation location: Testing.SourceLocation = #_sourceLocation)
        throws -> Bool
    {
        if try recorder.holds(condition) { return true }
        fail(
            "expected \(condition), and it is not so at \(TraceText.instant(time.now))\n\(waveform(condition.probes))",
            location)
        return false
    }

    /// Expects a rule to have held from the test's begin up to now.
    ///
    /// - Parameters:
    ///   - rule: The rule.
    ///   - location: Where a failure is shown.
    /// - Returns: Whether it held.
    /// - Throws: `SignalRuleError` when it speaks of a signal that the board has not.
    @discardableResult
    public func expect(_ rule: SignalRule, sourceLocation location: Testing.SourceLocation = #_sourceLocation) throws
        -> Bool
    {
        judge(rule, try trace.verdict(on: rule), location)
    }

    /// Expects a rule to hold from now on to the test's end.
    ///
    /// - Parameters:
    ///   - rule: The rule.
    ///   - location: Where a failure is shown.
    /// - Throws: `SignalRuleError` when it speaks of a signal that the board has not.
    public func watch(_ rule: SignalRule, sourceLocation location: Testing.SourceLocation = #_sourceLocation) throws {
        let watched = try recorder.watch(rule)
        rules.withLock { $0.append((watched, location)) }
    }

    /// Looks at the rules that are watched, when the test is over.
    func judgeRules() {
        for (watched, location) in rules.withLock({ $0 }) { judge(watched.rule, watched.verdict, location) }
    }

    @discardableResult
    private func judge(_ rule: SignalRule, _ verdict: Verdict, _ location: Testing.SourceLocation) -> Bool {
        guard let failure = SignalRuleFailure(rule, verdict, in: trace) else { return true }
        fail("\(failure)", location)
        return false
    }

    func fail(_ text: String, _ location: Testing.SourceLocation) { report(text, location) }

    private func waveform(_ probes: [Probe]) -> String {
        let trace = trace
        let names = probes.map(\.name)
        return trace.waveform(
            of: names, in: trace.window(around: [trace.end], of: names), marks: [WaveformMark(trace.end, "here")])
    }

    // MARK: Running

    /// Runs a test on the board's time.
    func run(_ function: @concurrent @Sendable () async throws -> Void) async throws {
        let (isOver, over) = AsyncStream<Never>.makeStream()
        let time = time
        // The time must not take the moment before the test begins for a standstill.
        let hold = time.hold()
        async let test: Void = withTaskExecutorPreference(time.executor) {
            defer { over.finish() }
            hold.release()
            try await function()
        }
        try await time.run { for await _ in isOver {} }
        try await test
    }

    /// Attaches all signals to the test, once.
    func attachTrace() {
        let isFirst = hasAttached.withLock { hasAttached in
            defer { hasAttached = true }
            return !hasAttached
        }
        guard isFirst else { return }
        Attachment.record(trace.vcd(timescale: .nanosecond, comment: origin), named: "\(testName).vcd")
    }
}
