// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A scenario while it runs.
struct ScenarioRun {
    private(set) var rules: [WatchedRule] = []
    private(set) var snapshots: [ScenarioReport.Snapshot] = []
    /// Faults that were put in under a name, by their numbers.
    private var faults: [String: Int] = [:]
    private let runner: ScenarioRunner
    private let board: VirtualBoard
    private let recorder: BoardRecorder
    private let clock: any HALClock

    init(_ runner: ScenarioRunner) {
        self.runner = runner
        recorder = runner.recorder
        board = runner.recorder.board
        clock = runner.recorder.board.clock
    }

    /// Does a step.
    ///
    /// - Parameter action: What it does; it was checked.
    /// - Returns: What came of it.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    mutating func perform(_ action: ScenarioAction) async throws -> ScenarioReport.Outcome {
        do {
            return try await act(action)
        } catch let error as CancellationError {
            throw error
        } catch {
            return .failed("\(error)")
        }
    }

    private mutating func act(_ action: ScenarioAction) async throws -> ScenarioReport.Outcome {
        switch action {
        case .delay(let duration): try await clock.sleep(for: duration)
        case .advance(let duration): try await advance(duration)
        case .setControl(let part, let control, let value): try board.set("\(part).\(control)", value)
        case .expectPin(let part, let pin, let level):
            return try expect(condition(part, pin, level))
        case .waitPin(let part, let pin, let level, let timeout):
            return try await wait(until: condition(part, pin, level), timeout)
        case .expect(let condition): return try expect(condition)
        case .waitUntil(let condition, let timeout): return try await wait(until: condition, timeout)
        case .expectOutput(let part, let output, let value, let tolerance):
            return try expect(Condition("\(part).\(output)", value, tolerance))
        case .waitOutput(let part, let output, let value, let tolerance, let timeout):
            return try await wait(until: Condition("\(part).\(output)", value, tolerance), timeout)
        case .waitSerial(let text): return try await waitSerial(text)
        case .writeSerial: return .skipped("nothing on the board reads a serial line")
        case .screenshot(let screenshot): return try ScreenshotStep(screenshot, runner).perform()
        case .rule(let rule): rules.append(try recorder.watch(rule))
        case .wave(let rule, let timeout): return try await expectWave(rule, timeout)
        case .snapshot(let name): takeSnapshot(name)
        case .inject(let fault, let name):
            let number = try board.inject(fromNow: fault)
            if let name { faults[name] = number }
        case .remove(let name):
            if let number = faults.removeValue(forKey: name) { board.remove(fault: number) }
        case .unserved(let key): return .skipped("no part serves \(key)")
        }
        return .passed
    }

    // MARK: Steps

    private func condition(_ part: String, _ pin: String, _ level: Logic) throws -> Condition {
        // A pin may have more names than the trace knows.
        let name = ScenarioAction.pinName(part, pin)
        let net = try board.net(of: name)
        return Condition(.level(Probe(net.pins.contains(name) ? name : net.name), level))
    }

    private func advance(_ duration: Duration) async throws {
        guard let time = runner.time, case .realTime = time.mode else { return try await clock.sleep(for: duration) }
        let mode = time.mode
        time.mode = .asFastAsPossible
        defer { time.mode = mode }
        try await clock.sleep(for: duration)
    }

    private func expect(_ condition: Condition) throws -> ScenarioReport.Outcome {
        if try recorder.holds(condition) { return .passed }
        return .failed(failure("expected \(condition), and it is not so at \(TraceText.instant(clock.now))", condition))
    }

    private func wait(until condition: Condition, _ timeout: Duration?) async throws -> ScenarioReport.Outcome {
        let limit = timeout ?? runner.configuration.waitLimit
        let recorder = recorder
        let start = clock.now
        let isIn = try await within(limit) { try await recorder.wait(until: condition) }
        if isIn { return .passed }
        return .failed(
            failure("waited for \(condition), in vain for \(TraceText.duration(limit))", condition, since: start))
    }

    private func waitSerial(_ text: String) async throws -> ScenarioReport.Outcome {
        guard let console = runner.configuration.console else {
            return .skipped("nothing on the board has a serial line")
        }
        let limit = runner.configuration.waitLimit
        let isIn = try await within(limit) { try await console.wait(for: text) }
        return isIn
            ? .passed : .failed("waited for “\(text)” on the console, in vain for \(TraceText.duration(limit))")
    }

    private func expectWave(_ rule: SignalRule, _ timeout: Duration) async throws -> ScenarioReport.Outcome {
        let watched = try recorder.watch(rule)
        let deadline = clock.now + timeout
        while case .undecided = watched.verdict, clock.now < deadline {
            // Whatever changes may be what is waited for.
            let recorder = recorder
            _ = try await within(deadline - clock.now) { try await recorder.waitForChange(of: rule.probes) }
        }
        let verdict = watched.verdict
        guard let failure = SignalRuleFailure(rule, verdict, in: recorder.trace, style: runner.configuration.style)
        else {
            return .passed
        }
        return .failed("\(failure)")
    }

    private mutating func takeSnapshot(_ name: String) {
        let trace = recorder.trace
        var values: [String: TraceValue] = [:]
        for name in trace.names { values[name] = trace.place(of: name).map(trace.lastValue) }
        snapshots.append(ScenarioReport.Snapshot(name: name, time: trace.end, values: values))
    }

    /// Waits for something, but not for ever.
    ///
    /// - Returns: Whether it came in time.
    private func within(_ limit: Duration, _ wait: @escaping @Sendable () async throws -> Void) async throws -> Bool {
        let clock = clock
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await wait()
                return true
            }
            group.addTask {
                try await clock.sleep(for: limit)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }

    // MARK: Failures

    /// What went wrong, and the signals of a condition up to now.
    private func failure(_ text: String, _ condition: Condition, since start: Timestamp? = nil) -> String {
        let trace = recorder.trace
        let names = condition.probes.map(\.name)
        let window = trace.window(around: [start ?? trace.end, trace.end], of: names)
        let waveform = trace.waveform(
            of: names, in: window, marks: [WaveformMark(trace.end, "here")], style: runner.configuration.style)
        return "\(text)\n\(waveform)"
    }

    /// The first rule that did not hold so far, with its signals; nil when all do.
    func brokenRule() -> String? {
        for rule in rules {
            guard case .violated = rule.verdict else { continue }
            return describe(rule.rule, rule.verdict)
        }
        return nil
    }

    /// A rule that nobody can judge: nothing put it to the test.
    func undecidedRule(_ rules: [(rule: SignalRule, verdict: Verdict)]) -> String? {
        for (rule, verdict) in rules where verdict != .held { return describe(rule, verdict) }
        return nil
    }

    private func describe(_ rule: SignalRule, _ verdict: Verdict) -> String? {
        SignalRuleFailure(rule, verdict, in: recorder.trace, style: runner.configuration.style)?.description
    }
}

extension Condition {
    /// Holds while an output is something.
    init(_ name: String, _ value: PartValue, _ tolerance: Double) {
        let probe = Probe(name)
        switch value {
        case .number(let number): self = probe.isWithin((number - tolerance)...(number + tolerance))
        case .flag(let flag): self.init(.level(probe, Logic(flag)))
        case .text(let text): self = probe.shows(text)
        case .picture:
            guard case .text(let digest) = TraceValue(value) else { preconditionFailure("a picture is told by a text") }
            self = probe.shows(digest)
        }
    }
}
