// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

extension Trace {
    /// The least time that a window around changes shows, in nanoseconds.
    private static let leastWindow: Int64 = 2_000
    /// What is seen in front of an instant at which something changed after a long rest, in nanoseconds: what people find short.
    private static let moment: Int64 = 10_000_000

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
    /// It holds the instants and some changes of the signals on both sides, as far as the trace has them. Changes far off the others would
    /// squeeze what matters into one column, so they are left out: around a single instant, those that are more than twenty times as far away as
    /// what is seen without them, which is ten milliseconds at least. The nearest change is seen however far it is, unless something changed at
    /// the instant itself.
    ///
    /// - Parameters:
    ///   - instants: What must be seen; at least one.
    ///   - names: The signals that are looked at.
    ///   - changes: How many changes in front of the first instant are wanted; behind the last one half as many.
    /// - Returns: The window.
    public func window(
        around instants: [Timestamp], of names: [String], changes: Int = 6
    ) -> ClosedRange<Timestamp> {
        let watched = Set(names.compactMap(place))
        let first = (instants.min() ?? end).nanoseconds
        let last = (instants.max() ?? end).nanoseconds
        let index = firstIndex(after: Timestamp(nanoseconds: first))
        let before = (0..<index).reversed().lazy.map { change(at: $0) }
            .filter { watched.contains(Int($0.signal)) }.map { first - $0.time }
        let behind = (firstIndex(after: Timestamp(nanoseconds: last))..<count).lazy.map { change(at: $0) }
            .filter { watched.contains(Int($0.signal)) }.map { $0.time - last }
        let isMoment = first == last
        var reach = WindowReach(
            span: isMoment ? Self.moment : max((last - first) / 2, 1_000), grows: isMoment,
            isEmpty: isMoment && before.first != 0)
        let left = reach.distance(of: before, atMost: changes)
        let right = reach.distance(of: behind, atMost: changes / 2)
        // Nothing changed: a moment of it would not show that.
        if left == nil, right == nil, isMoment, before.first == nil {
            return start...max(end, Timestamp(nanoseconds: last), start)
        }
        var from = first - (left ?? (isMoment ? Self.moment : 0))
        var to = last + (right ?? 0)
        // A window of a few nanoseconds shows one change at both of its ends and nothing around it.
        if to - from < Self.leastWindow {
            let middle = from + (to - from) / 2
            from = min(from, middle - Self.leastWindow / 2)
            to = max(to, middle + Self.leastWindow / 2)
        }
        let edge = max((to - from) / 20, 1)
        return max(
            Timestamp(nanoseconds: from - edge), start)...max(
                min(Timestamp(nanoseconds: to + edge), end), Timestamp(nanoseconds: last), start)
    }
}
