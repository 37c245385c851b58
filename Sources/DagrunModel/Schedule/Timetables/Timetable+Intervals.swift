// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

extension Timetable {
    /// The data interval of a scheduled run.
    ///
    /// - Parameter logicalDate: The run's logical date, which is a fire time.
    /// - Returns: The interval.
    /// - Throws: ``ScheduleError/unschedulable(_:)`` where the interval would have no end.
    public func dataInterval(ofRunAt logicalDate: Date) throws(ScheduleError) -> DataInterval {
        guard kind == .dataInterval else { return DataInterval(at: logicalDate) }
        switch source {
        case .never, .once, .continuous: return DataInterval(at: logicalDate)
        case .every(let micros): return DataInterval(start: logicalDate, end: try moved(logicalDate, micros))
        case .crons(let crons):
            guard let cron = crons.first else { return DataInterval(at: logicalDate) }
            return DataInterval(start: logicalDate, end: try cron.next(after: Microseconds(logicalDate)).date)
        }
    }

    /// The data interval of a run that somebody triggers.
    ///
    /// Under a data interval timetable it is the last whole interval before the instant; otherwise the instant itself.
    ///
    /// - Parameter date: The instant after which the run starts.
    /// - Returns: The interval.
    /// - Throws: ``ScheduleError/unschedulable(_:)`` where there is no interval before the instant.
    public func manualInterval(at date: Date) throws(ScheduleError) -> DataInterval {
        guard kind == .dataInterval else { return DataInterval(at: date) }
        switch source {
        case .never, .once, .continuous: return DataInterval(at: date)
        case .every(let micros): return DataInterval(start: try moved(date, -micros), end: date)
        case .crons(let crons):
            guard let cron = crons.first else { return DataInterval(at: date) }
            let end = try cron.alignedToPrevious(Microseconds(date))
            return DataInterval(start: try cron.previous(before: end).date, end: end.date)
        }
    }

    private func moved(_ date: Date, _ micros: Int64) throws(ScheduleError) -> Date {
        guard let moved = Microseconds(date).adding(micros) else {
            throw .invalidSeconds(Double(micros) / 1_000_000)
        }
        return moved.date
    }
}
