// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization

/// Takes a board's changes for a recorder.
final class RecordingSink: EventSink {
    private let signals: BoardSignals
    private let state: Mutex<RecordingState>

    init(_ signals: BoardSignals, _ state: sending RecordingState) {
        self.signals = signals
        self.state = Mutex(state)
    }

    func netChanged(_ net: Int, to logic: Logic, at time: Int64) {
        // Nets come first among the signals, by number.
        state.withLock { $0.record(logic, of: net, at: time) }
    }

    func changed(_ event: SimulationEvent) {
        guard let place = signals.place(of: event.subject) else {
            if case .diagnostic(let diagnostic) = event.change { state.withLock { $0.note(diagnostic) } }
            return
        }
        switch event.change {
        case .logic(let logic): state.withLock { $0.record(logic, of: place, at: event.time.nanoseconds) }
        case .value(let value): state.withLock { $0.record(TraceValue(value), of: place, at: event.time) }
        case .bus(let step): state.withLock { $0.record(TraceValue(step), of: place, at: event.time) }
        // What isn't asked for in the scope doesn't come.
        default: break
        }
    }

    func withState<Result, Failure: Error>(
        _ body: (RecordingState) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try state.withLock { state throws(Failure) in try body(state) }
    }
}
