// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How far a window of time goes out to changes on one of its sides.
struct WindowReach {
    /// How many times the span a change may be away.
    private static let factor: Int64 = 20

    /// What is seen already, in nanoseconds.
    var span: Int64
    /// Whether more is seen with each change.
    let grows: Bool
    /// Whether nothing that changes is seen yet, so that the next change is seen however far it is.
    var isEmpty: Bool

    /// Goes out to changes.
    ///
    /// - Parameters:
    ///   - distances: How far away they are, in nanoseconds, the nearest first.
    ///   - limit: How many are wanted; those at the instant itself don't count.
    /// - Returns: How far the window goes, in nanoseconds; nil when there is none to go to.
    mutating func distance(of distances: some Sequence<Int64>, atMost limit: Int) -> Int64? {
        var reached: Int64?
        var count = 0
        for distance in distances where distance > 0 {
            guard count < limit else { break }
            if distance / Self.factor > span, !isEmpty {
                // In front of a span with two ends, what was long before is shown to have been so.
                return grows ? reached : Self.factor * span
            }
            reached = distance
            isEmpty = false
            count += 1
            if grows { span = max(span, distance) }
        }
        return reached
    }
}
