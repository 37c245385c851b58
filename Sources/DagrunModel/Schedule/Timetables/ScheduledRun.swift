// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// A run that a timetable asks for.
public struct ScheduledRun: Sendable, Hashable {
    /// The span of data that the run works on.
    public let interval: DataInterval
    /// The instant before which the run does not start.
    public let runAfter: Date

    /// The run's logical date: the beginning of its data interval.
    public var logicalDate: Date { interval.start }

    /// Makes a run that starts at the end of its data interval.
    ///
    /// - Parameter interval: The span of data.
    init(_ interval: DataInterval) {
        self.interval = interval
        runAfter = interval.end
    }
}
