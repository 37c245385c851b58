// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunSystem

/// What a recorder has recorded, and who watches it.
///
/// A class, so that rules may look at the trace while they are told of a change; whoever has it is its only user.
final class RecordingState {
    /// How many bytes of a dump are gathered before they are written.
    private static let chunk = 60_000

    var trace: Trace
    private var watch = RuleWatch()
    private var writer: VCDWriter?
    private var file: OutputFile?
    private(set) var fileError: FileError?
    private(set) var diagnostics: [Diagnostic] = []

    // Those who wait for a change of signals, by number.
    private var waiters: [Int: (signals: Set<Int>, continuation: CheckedContinuation<Void, Never>)] = [:]
    private var waiterCount = 0

    init(
        _ trace: Trace, file: consuming OutputFile?, _ configuration: BoardRecorder.Configuration, comment: String
    ) {
        self.trace = trace
        if file != nil {
            let values = trace.signals.indices.map { trace.firstValue(of: $0) }
            writer = VCDWriter(
                trace.signals, values, start: trace.start, timescale: configuration.timescale,
                texts: configuration.texts, comment: comment)
        }
        self.file = file
    }

    @inline(__always)
    func record(_ level: Logic, of signal: Int, at time: Int64) {
        let instant = Timestamp(nanoseconds: time)
        if !watch.isEmpty { tell(signal, time) }
        trace.record(level: level, of: signal, at: instant)
        writer?.change(level, of: signal, at: instant)
        if writer != nil { writeChunk() }
        if !waiters.isEmpty { wake(signal) }
    }

    func record(_ value: TraceValue, of signal: Int, at time: Timestamp) {
        if !watch.isEmpty { tell(signal, time.nanoseconds) }
        let before = writer == nil ? nil : trace.lastValue(of: signal)
        trace.record(value, of: signal, at: time)
        // Who only looks at a quantity writes nothing: a dump must not depend on how often somebody looked.
        if let before, case let value = trace.lastValue(of: signal), value != before {
            writer?.change(value, of: signal, at: time)
            writeChunk()
        }
        if !waiters.isEmpty { wake(signal) }
    }

    func note(_ diagnostic: Diagnostic) {
        if diagnostics.count < 10_000 { diagnostics.append(diagnostic) }
    }

    /// The signals stay as they are up to an instant.
    func extend(to time: Timestamp) { trace.extend(to: time) }

    // MARK: Rules

    func add(_ rule: SignalRule) throws(SignalRuleError) -> Int {
        try watch.add(rule, in: trace, { trace.lastValue(of: $0) }, at: trace.end)
    }

    func verdict(of rule: Int) -> Verdict {
        watch.verdict(of: rule, at: trace.end) { trace.lastValue(of: $0) }
    }

    /// The first rule that does not hold, as far as instants are over.
    var firstViolated: Int? { watch.firstViolated }

    private func tell(_ signal: Int, _ time: Int64) {
        watch.changes(signal, at: time) { trace.lastValue(of: $0) }
    }

    // MARK: Conditions

    func holds(_ condition: BoundCondition) -> Bool { condition.holds { trace.lastValue(of: $0) } }

    func wait(for signals: Set<Int>, _ continuation: CheckedContinuation<Void, Never>) -> Int {
        waiterCount += 1
        waiters[waiterCount] = (signals, continuation)
        return waiterCount
    }

    func endWaiting(_ number: Int) -> CheckedContinuation<Void, Never>? {
        waiters.removeValue(forKey: number)?.continuation
    }

    private func wake(_ signal: Int) {
        for number in waiters.keys.sorted() {
            guard let waiter = waiters[number], waiter.signals.contains(signal) else { continue }
            waiters[number] = nil
            waiter.continuation.resume()
        }
    }

    // MARK: File

    private func writeChunk() {
        guard let used = writer?.used, used >= Self.chunk else { return }
        write()
    }

    /// Writes what was gathered, and up to when the signals are known.
    func finish() {
        writer?.finish(at: trace.end)
        write()
    }

    private func write() {
        guard let bytes = writer?.take(), fileError == nil else { return }
        do throws(FileError) {
            try file?.write(bytes)
        } catch {
            // What can't be written is told at the end; the recording in memory goes on.
            fileError = error
            writer = nil
        }
    }
}
