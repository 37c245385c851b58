// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// Looks at signals as time goes by, and says whether a rule holds.
///
/// It remembers no more than it needs, so that it can go along with a run of any length.
protocol RuleMonitor: Sendable {
    /// The signals it is told of.
    var signals: [Int] { get }
    /// Where it did not hold first; nil as long as it does.
    var violation: Verdict.Violation? { get }

    /// One of its signals changed, perhaps to change again within the instant.
    mutating func changed(_ signal: Int, at time: Int64)

    /// An instant is over at which one of its signals changed, or at which one begins to look.
    mutating func settled(_ value: (Int) -> TraceValue, at time: Int64)

    /// Says what came of it.
    ///
    /// - Parameter end: The instant up to which the signals stay as they are.
    /// - Returns: What came of it.
    mutating func verdict(at end: Int64) -> Verdict
}

extension RuleMonitor {
    mutating func changed(_ signal: Int, at time: Int64) {}
}

extension Verdict.Violation {
    init(at time: Int64, since: Int64? = nil, _ message: String) {
        self.init(
            time: Timestamp(nanoseconds: time), since: since.map { Timestamp(nanoseconds: $0) }, message: message)
    }
}
