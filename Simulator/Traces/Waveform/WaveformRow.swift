// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A signal as it is drawn: what it was when the picture begins, and how it changed.
struct WaveformRow {
    var label: String
    var kind: TraceSignal.Kind
    var first: TraceValue
    var changes: [(time: Int64, value: TraceValue)]

    /// A signal of a trace.
    init(_ trace: Trace, _ signal: Int, window: ClosedRange<Timestamp>, label: String? = nil) {
        self.label = label ?? trace.signals[signal].name
        kind = trace.signals[signal].kind
        let before = Timestamp(nanoseconds: max(window.lowerBound.nanoseconds, .min + 1) - 1)
        first = trace.value(of: signal, at: before)
        changes = []
        for index in trace.firstIndex(
            after: before)..<max(
                trace.firstIndex(after: before), trace.firstIndex(after: window.upperBound))
        {
            let change = trace[index]
            if change.signal == signal { changes.append((change.time.nanoseconds, change.value)) }
        }
    }
}
