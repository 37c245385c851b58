// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// When a schedule's runs are made, and which data they work on.
///
/// A timetable is made of a ``ScheduleDefinition`` and answers as Airflow 3.3 does. Schedules by assets and `.none` give
/// no runs by themselves.
public struct Timetable: Sendable, Hashable {
    /// How a run's data interval lies to its fire time.
    public enum Kind: Sendable, Hashable {
        /// The run starts at the fire time, and its data interval is that instant. Airflow 3's default:
        /// `CronTriggerTimetable`, `MultipleCronTriggerTimetable` and `DeltaTriggerTimetable`.
        case trigger
        /// The run starts at the end of its data interval, which goes from one fire time to the next:
        /// `CronDataIntervalTimetable` and `DeltaDataIntervalTimetable`, Airflow 2's default.
        case dataInterval
    }

    /// What the fire times come from.
    enum Source: Sendable, Hashable {
        case never
        case once
        case continuous
        case crons([ZonedCron])
        /// Microseconds between two fire times; more than 0.
        case every(Int64)
    }

    /// How data intervals lie to fire times.
    public let kind: Kind
    let source: Source

    /// Makes the timetable of a schedule.
    ///
    /// - Parameters:
    ///   - schedule: The schedule.
    ///   - kind: How data intervals lie to fire times.
    ///   - zones: Where the schedule's time zone is looked up.
    /// - Throws: ``ScheduleError`` for a wrong cron expression, an unknown zone, or a time between runs that is not positive.
    public init(
        _ schedule: ScheduleDefinition, kind: Kind = .trigger, zones: TimeZoneDatabase = .system
    ) throws(ScheduleError) {
        self.kind = kind
        switch schedule {
        case .none, .assets: source = .never
        case .once: source = .once
        case .continuous: source = .continuous
        case .every(let seconds):
            guard seconds.isFinite, seconds < 10_000 * 366 * 86_400 else { throw .invalidSeconds(seconds) }
            let micros = Int64((max(0, seconds) * 1_000_000).rounded(.toNearestOrEven))
            guard micros > 0 else { throw .invalidSeconds(seconds) }
            source = .every(micros)
        case .cron(let texts, let timeZone):
            guard !texts.isEmpty else { throw .noExpression }
            guard kind == .trigger || texts.count == 1 else { throw .intervalsOfSeveralCrons(texts) }
            let zone: TimeZoneRules
            do { zone = try zones.zone(timeZone) } catch { throw .timeZone(error) }
            var crons: [ZonedCron] = []
            for text in texts {
                do { crons.append(ZonedCron(expression: try CronExpression(text), zone: zone)) } catch {
                    throw .cron(error)
                }
            }
            source = .crons(crons)
        }
    }

    /// Whether the timetable can make runs by itself.
    public var isPeriodic: Bool {
        switch source {
        case .crons, .every: true
        case .never, .once, .continuous: false
        }
    }

    /// The first fire time after an instant.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The fire time, or nil where there is none. A fixed time between runs is counted from `date`.
    public func next(after date: Date) -> Date? {
        let current = Microseconds(date)
        switch source {
        case .never, .once, .continuous: return nil
        case .every(let micros): return current.adding(micros)?.date
        case .crons(let crons):
            let times = crons.compactMap { cron in try? cron.next(after: current) }
            return times.min()?.date
        }
    }

    /// The last fire time before an instant.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The fire time, or nil where there is none. A fixed time between runs is counted back from `date`.
    public func previous(before date: Date) -> Date? {
        let current = Microseconds(date)
        switch source {
        case .never, .once, .continuous: return nil
        case .every(let micros): return current.adding(-micros)?.date
        case .crons(let crons):
            let times = crons.compactMap { cron in try? cron.last(before: current) }
            return times.max()?.date
        }
    }
}
