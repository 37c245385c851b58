// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// Something that is told how a run goes on: a display, a log, a test.
public protocol ProgressSink: Sendable {
    /// Takes the next events of the run, in order.
    ///
    /// It is called off the hot path, with batches, and must return soon.
    ///
    /// - Parameter events: The events.
    func handle(_ events: [RunEvent])

    /// Shows lines of a task's log, or a notice, without disturbing the display.
    ///
    /// - Parameter lines: The lines, without line ends.
    func print(above lines: [String])

    /// Ends the display, after the last event.
    ///
    /// - Parameter record: The run as it ended.
    func finish(_ record: RunRecord) async
}
