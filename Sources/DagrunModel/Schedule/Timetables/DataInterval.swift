// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// The span of data that a run works on.
///
/// Under a trigger timetable, Airflow 3's default, both ends are the run's logical date.
public struct DataInterval: Sendable, Hashable, Codable {
    /// The beginning, which is the run's logical date.
    public var start: Date
    /// The end; it does not belong to the span.
    public var end: Date

    /// Makes a span.
    ///
    /// - Parameters:
    ///   - start: The beginning.
    ///   - end: The end.
    public init(start: Date, end: Date) {
        self.start = start
        self.end = end
    }

    /// Makes the span that holds one instant only.
    ///
    /// - Parameter date: The instant.
    public init(at date: Date) { self.init(start: date, end: date) }
}
