// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// Something with events of its own, such as a simulated board, that shares a virtual time with tasks.
///
/// It keeps its own queue, and runs its events in its own loop; the time asks for its next instant only when no task has
/// anything left to do:
///
/// ```swift
/// func advance(to limit: Timestamp, in time: VirtualTime) {
///     while let next = events.first?.time, next <= limit, time.proceed(to: next) {
///         // all events of this instant
///     }
/// }
/// ```
///
/// All order is by instant. At one instant sources come first, in the order in which they were added, then the timers of
/// tasks in the order in which they were set; whenever a task becomes ready, it runs before anything else.
public protocol TimeDriven: AnyObject, Sendable {
    /// When the next event is due; nil while there is none.
    ///
    /// It may change while tasks run, and in `VirtualTime.perform`, but not unasked from another thread.
    var nextEventTime: Timestamp? { get }

    /// Does the events up to and including an instant, in order, until `VirtualTime.proceed` says that tasks are ready.
    ///
    /// - Parameters:
    ///   - limit: The last instant whose events may be done: other things are due then.
    ///   - time: The time that asks.
    func advance(to limit: Timestamp, in time: VirtualTime)
}
