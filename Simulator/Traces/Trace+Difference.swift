// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Trace {
    /// Compares the trace with a golden one.
    ///
    /// Levels and texts must change as often and in the same order; each change within the tolerance of the one it stands for.
    /// Numbers must be, at any instant, within what the other trace has within the tolerance of that instant.
    ///
    /// - Parameters:
    ///   - golden: What the trace should be.
    ///   - names: The signals that are compared; nil: all of the golden trace. More signals in this one are no difference.
    ///   - tolerance: How far both may be apart.
    ///   - style: How the courses are drawn.
    /// - Returns: The first difference in time; nil when there is none.
    public func difference(
        from golden: Trace, of names: [String]? = nil, tolerance: TraceTolerance = .exact,
        style: WaveformStyle = WaveformStyle()
    ) -> TraceDifference? {
        TraceComparison(actual: self, golden: golden, tolerance: tolerance, style: style)
            .firstDifference(names ?? golden.signals.map(\.name))
    }
}
