// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What is told the changes on a board: a trace, an assertion, a live view.
///
/// Calls come one at a time and in the order of the changes, while the board is locked. So a sink keeps what it needs and returns soon, and
/// never calls the board: that would trap.
public protocol EventSink: AnyObject, Sendable {
    /// A net's logical value changed. Kept apart from the other changes, for there are many of it.
    ///
    /// - Parameters:
    ///   - net: The net's number.
    ///   - logic: Its value from now on.
    ///   - time: When, in nanoseconds since the board's begin.
    func netChanged(_ net: Int, to logic: Logic, at time: Int64)

    /// Anything else changed.
    ///
    /// - Parameter event: The change.
    func changed(_ event: SimulationEvent)
}
