// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

extension Trace {
    /// The least time that a window around changes shows, in nanoseconds.
    private static let leastWindow: Int64 = 2_000

    /// Draws signals as text, one line each, with a time axis above.
    ///
    /// - Parameters:
    ///   - names: The signals, from above; names that there are none of are left out. Nil: all.
    ///   - window: The time that is drawn; nil: all that the trace holds.
    ///   - marks: Instants to point at.
    ///   - style: How it is drawn.
    /// - Returns: Lines, each with a line break.
    public func waveform(
        of names: [String]? = nil, in window: ClosedRange<Timestamp>? = nil, marks: [WaveformMark] = [],
        style: WaveformStyle = WaveformStyle()
    ) -> String {
        let window = window ?? start...max(start, end)
        let rows = (names ?? signals.map(\.name)).compactMap { name in
            place(of: name).map { WaveformRow(self, $0, window: window, label: name) }
        }
        return WaveformDrawing(rows, window: window, marks: marks, style: style).text
    }

    /// A window of time that shows what happened around instants.
    ///
    /// It holds the instants and some changes of the signals on both sides, as far as the trace has them.
    ///
    /// - Parameters:
    ///   - instants: What must be seen; at least one.
    ///   - names: The signals that are looked at.
    ///   - changes: How many changes in front of the first and behind the last instant are wanted.
    /// - Returns: The window.
    public func window(
        around instants: [Timestamp], of names: [String], changes: Int = 6
    ) -> ClosedRange<Timestamp> {
        let watched = Set(names.compactMap(place))
        let first = instants.min() ?? end
        let last = instants.max() ?? end
        var from = first
        var index = firstIndex(after: first)
        var left = changes
        while index > 0, left > 0 {
            index -= 1
            let change = change(at: index)
            guard watched.contains(Int(change.signal)) else { continue }
            from = min(from, Timestamp(nanoseconds: change.time))
            left -= 1
        }
        var to = last
        index = firstIndex(after: last)
        left = changes / 2
        while index < count, left > 0 {
            let change = change(at: index)
            index += 1
            guard watched.contains(Int(change.signal)) else { continue }
            to = Timestamp(nanoseconds: change.time)
            left -= 1
        }
        // Nothing changed: a moment of it would not show that.
        if from == to { return start...max(end, last, start) }
        // Changes far away would squeeze what matters into one column.
        let reach = 20 * max((last.nanoseconds - first.nanoseconds) / 2, 1_000)
        if last > first {
            from = max(from, Timestamp(nanoseconds: first.nanoseconds - reach))
            to = min(to, Timestamp(nanoseconds: last.nanoseconds + reach))
        }
        // A window of a few nanoseconds shows one change at both of its ends and nothing around it.
        if to.nanoseconds - from.nanoseconds < Self.leastWindow {
            let middle = from.nanoseconds + (to.nanoseconds - from.nanoseconds) / 2
            from = Timestamp(nanoseconds: min(from.nanoseconds, middle - Self.leastWindow / 2))
            to = Timestamp(nanoseconds: max(to.nanoseconds, middle + Self.leastWindow / 2))
        }
        let edge = max((to.nanoseconds - from.nanoseconds) / 20, 1)
        return max(
            from.advanced(by: .nanoseconds(-edge)), start)...max(
                min(to.advanced(by: .nanoseconds(edge)), end), last, start)
    }
}
