// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization

/// What a recorded backend was seen to do.
final class RecordingLog: Sendable {
    private struct State {
        var signals: [TraceSignal] = []
        var first: [TraceValue] = []
        var places: [String: Int] = [:]
        var changes: [TraceChange] = []
        var dropped = 0
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let start: Timestamp

    init(capacity: Int, start: Timestamp) {
        self.capacity = max(capacity, 1)
        self.start = start
    }

    /// Notes what a signal is.
    ///
    /// Not all comes in the order of time: an edge is read later than it happened.
    ///
    /// - Parameters:
    ///   - name: The signal's name.
    ///   - kind: What values it has.
    ///   - value: What it is.
    ///   - time: Since when.
    func note(_ name: String, _ kind: TraceSignal.Kind, _ value: TraceValue, at time: Timestamp) {
        state.withLock { state in
            guard let place = state.places[name] else {
                state.places[name] = state.signals.count
                state.signals.append(TraceSignal(name, kind))
                state.first.append(value)
                return
            }
            state.changes.append(TraceChange(time: time, signal: place, value: value))
            guard state.changes.count > capacity + capacity / 8 else { return }
            // Many at once, so that each costs little.
            let old = state.changes.count - capacity
            for change in state.changes[..<old] { state.first[change.signal] = change.value }
            state.changes.removeFirst(old)
            state.dropped += old
        }
    }

    /// All that was noted, in the order of time.
    func trace(until end: Timestamp) -> Trace {
        let state = state.withLock { $0 }
        let changes = state.changes.enumerated().sorted { left, right in
            (left.element.time, left.offset) < (right.element.time, right.offset)
        }
        var trace = Trace(capacity: capacity, start: state.dropped > 0 ? changes[0].element.time : start)
        for (signal, value) in zip(state.signals, state.first) { trace.add(signal, value) }
        for (_, change) in changes { trace.record(change.value, of: change.signal, at: change.time) }
        trace.extend(to: end)
        return trace
    }
}
