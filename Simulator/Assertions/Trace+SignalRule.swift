// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

extension Trace {
    /// Looks whether something is true of the trace.
    ///
    /// - Parameters:
    ///   - rule: What must be true.
    ///   - window: The time that is looked at; nil: all that the trace holds. Signals begin as they are when the first instant of
    ///     a window is over; where that is the trace's own, as they were before anything happened.
    /// - Returns: What came of it.
    /// - Throws: ``SignalRuleError`` when the rule speaks of a signal that the trace has not, or of levels where there are
    ///   numbers; when the trace let go of changes within the window.
    public func verdict(on rule: SignalRule, in window: ClosedRange<Timestamp>? = nil) throws(SignalRuleError)
        -> Verdict
    {
        let from = window?.lowerBound ?? start
        let to = window?.upperBound ?? end
        guard droppedChanges == 0 || window != nil && from >= start else {
            throw SignalRuleError(
                "the trace let go of its first \(droppedChanges) changes, so nobody can say; give it a greater capacity, or"
                    + " look from \(TraceText.instant(start)) on")
        }
        var watch = RuleWatch()
        // What happens at the first instant is seen happen: a button may be pressed just when the trace begins.
        var index = from > start ? firstIndex(after: from) : 0
        var bits = signals.indices.map { firstBits(of: $0) }
        for place in 0..<index { bits[Int(change(at: place).signal)] = change(at: place).bits }
        let number = try watch.add(rule, in: self, { value(bits[$0], of: $0) }, at: from)
        let last = firstIndex(after: to)
        while index < last {
            let change = change(at: index)
            watch.changes(Int(change.signal), at: change.time) { value(bits[$0], of: $0) }
            bits[Int(change.signal)] = change.bits
            index += 1
        }
        return watch.verdict(of: number, at: to) { value(bits[$0], of: $0) }
    }
}
