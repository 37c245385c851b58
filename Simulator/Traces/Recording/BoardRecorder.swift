// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
public import DagrunSystem

/// Records what the signals of a board do.
///
/// ```swift
/// let recorder = BoardRecorder(board)
/// try board.set("btn1.pressed", 1)
/// board.advance(by: .milliseconds(200))
/// print(recorder.trace.waveform(of: ["btn1.pressed", "led1:A"]))
/// ```
///
/// The signals are the nets, by the names of their pins as in `led1:A`; controls as in `btn1.pressed`; outputs as in
/// `led1.brightness`; quantities as in `boiler.temperature`. It records until nobody keeps it.
///
/// A quantity that goes its way by itself, as a boiler that cools, is recorded as a curve: some hundred points, most of them where it is
/// steep. Besides, it is recorded when something happens to its model, when one looks, and to the nanosecond where it crosses a number that a
/// watched rule or a condition that is waited for compares it with. So rules on quantities are watched from the begin, rather than asked of
/// the trace afterwards.
public final class BoardRecorder: Sendable {
    /// What is recorded and where to.
    public struct Configuration: Sendable {
        /// How many changes the trace keeps, the last ones.
        public var capacity = 1_000_000
        /// Whether what passes on buses is recorded, as texts.
        public var buses = false
        /// The file that a VCD is written to while the board runs; nil: none.
        public var vcd: String?
        /// How long a unit of time is in the VCD.
        public var timescale = VCDTimescale.microsecond
        /// How texts stand in the VCD.
        public var texts = VCDTexts.string

        /// Makes a configuration with the defaults: a million changes, no buses, no file, microseconds, texts as GTKWave has them.
        public init() {}
    }

    /// The board.
    public let board: VirtualBoard
    private let sink: RecordingSink
    private let signals: BoardSignals
    private let subscription: Subscription

    /// Records a board from now on.
    ///
    /// - Parameters:
    ///   - board: The board.
    ///   - configuration: What is recorded and where to.
    /// - Throws: ``FileError`` when the VCD can't be written.
    public init(_ board: VirtualBoard, _ configuration: Configuration = Configuration()) throws(FileError) {
        let signals = BoardSignals(board, buses: configuration.buses)
        var file: OutputFile?
        if let path = configuration.vcd {
            let output = try OutputFile(appendingTo: path)
            // A pipe or a device can't be emptied, and needs not.
            if try output.size() > 0 { try output.truncate(to: 0) }
            file = consume output
        }
        var scope = EventScope.all
        scope.volts = false
        scope.lines = false
        scope.buses = configuration.buses
        (sink, subscription) = board.record(signals, configuration, scope, file: file)
        self.board = board
        self.signals = signals
    }

    deinit {
        // What can't be written now was told to nobody who still cares.
        try? finish()
    }

    // MARK: Looking

    /// What was recorded up to the board's present instant.
    public var trace: Trace {
        let now = present()
        return sink.withState { state in
            state.extend(to: now)
            return state.trace
        }
    }

    /// What the board had to say since the recording began.
    public var diagnostics: [Diagnostic] { sink.withState { $0.diagnostics } }

    /// Writes the rest of the VCD.
    ///
    /// - Throws: ``FileError`` when some of it could not be written, now or earlier.
    public func finish() throws(FileError) {
        let now = present()
        let error = sink.withState { state in
            state.extend(to: now)
            state.finish()
            return state.fileError
        }
        if let error { throw error }
    }

    /// Takes down what quantities are now.
    ///
    /// - Returns: The present instant.
    private func present() -> Timestamp {
        board.recordQuantities(signals, in: sink)
        return board.now
    }

    /// Lets quantities be told where they cross a number that a condition compares them with.
    private func tellCrossings(of condition: Condition) {
        condition.node.forEachComparison { probe, limit in
            guard let number = board.quantities.firstIndex(where: { $0.name == probe.name }) else { return }
            board.tellCrossing(ofQuantity: number, at: limit)
        }
    }

    // MARK: Rules and conditions

    /// Watches a rule from now on, change by change, however many changes the trace keeps.
    ///
    /// - Parameter rule: The rule.
    /// - Returns: What tells how it stands.
    /// - Throws: ``SignalRuleError`` when the rule speaks of a signal that the board has not.
    public func watch(_ rule: SignalRule) throws(SignalRuleError) -> WatchedRule {
        let now = present()
        let number = try sink.withState { state throws(SignalRuleError) in
            state.extend(to: now)
            return try state.add(rule)
        }
        for condition in rule.conditions { tellCrossings(of: condition) }
        return WatchedRule(rule: rule, recorder: self, number: number)
    }

    func verdict(of number: Int) -> Verdict {
        let now = present()
        return sink.withState { state in
            state.extend(to: now)
            return state.verdict(of: number)
        }
    }

    /// The first watched rule that does not hold, by number; nil as long as all do.
    var firstViolated: Int? { sink.withState { $0.firstViolated } }

    /// Whether a condition holds now.
    ///
    /// - Parameter condition: The condition.
    /// - Returns: Whether it does.
    /// - Throws: ``SignalRuleError`` when it speaks of a signal that the board has not.
    public func holds(_ condition: Condition) throws(SignalRuleError) -> Bool {
        _ = present()
        return try sink.withState { state throws(SignalRuleError) in
            state.holds(try BoundCondition(condition, in: state.trace))
        }
    }

    /// Waits until a condition holds.
    ///
    /// It is looked at when an instant is over at which one of its signals changed, and at the begin.
    ///
    /// - Parameter condition: The condition.
    /// - Throws: ``SignalRuleError`` when it speaks of a signal that the board has not; `CancellationError` when the task is
    ///   cancelled meanwhile.
    public func wait(until condition: Condition) async throws {
        let (bound, signals) = try sink.withState { state throws(SignalRuleError) in
            (try BoundCondition(condition, in: state.trace), Set(try state.trace.places(of: condition.probes)))
        }
        tellCrossings(of: condition)
        _ = present()
        // Another thread may change the signals between a look and the wait, so both are one step.
        while true {
            try await waitForChange(of: signals) { !$0.holds(bound) }
            if sink.withState({ $0.holds(bound) }) { return }
        }
    }

    /// Waits until one of some signals changes.
    func waitForChange(of probes: [Probe]) async throws {
        let signals = try sink.withState { state throws(SignalRuleError) in Set(try state.trace.places(of: probes)) }
        try await waitForChange(of: signals) { _ in true }
    }

    private func waitForChange(
        of signals: Set<Int>, if isNeeded: @Sendable (RecordingState) -> Bool
    ) async throws {
        try Task.checkCancellation()
        let waiter = RecordingWaiter()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWaiting = sink.withState { state in
                    guard isNeeded(state) else { return false }
                    let number = state.wait(for: signals, continuation)
                    if waiter.begin(number) { return true }
                    _ = state.endWaiting(number)
                    return false
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            if let number = waiter.cancel() { sink.withState { $0.endWaiting(number) }?.resume() }
        }
    }
}
