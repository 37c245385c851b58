// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

/// `cron.json` and `cron-more.json` were produced by Apache Airflow 3.3.2, with croniter 7.0.0 and pendulum 3.3.0.
@Suite struct CronFixtureTests {
    @Test(arguments: ["cron.json", "cron-more.json"])
    func `fires when Airflow fires`(file: String) throws {
        let cases: [CronCase] = try ScheduleFixture.cases(file)
        #expect(cases.count >= 80)
        for item in cases {
            #expect(fireTimes(item) == item.expected, "\(file) \(item.id) \(item.expressions) \(item.timeZone)")
        }
    }

    @Test(arguments: ["cron.json", "cron-more.json"])
    func `gives Airflow's data intervals`(file: String) throws {
        let cases: [CronCase] = try ScheduleFixture.cases(file).filter { $0.dataIntervals != nil }
        #expect(cases.count >= 15)
        for item in cases {
            let timetable = try Timetable(.crons(item.expressions, timeZone: item.timeZone), kind: .dataInterval)
            let runs = try timetable.runs(from: item.start).prefix(6).map { run in
                CronCase.Interval(
                    start: ISO8601.format(run.interval.start), end: ISO8601.format(run.interval.end),
                    runAfter: ISO8601.format(run.runAfter))
            }
            #expect(runs == item.dataIntervals, "\(file) \(item.id) \(item.expressions) \(item.timeZone)")
        }
    }

    @Test(arguments: ["cron.json", "cron-more.json"])
    func `gives Airflow's interval of a manual run`(file: String) throws {
        let cases: [CronCase] = try ScheduleFixture.cases(file).filter { $0.manualInterval != nil }
        #expect(cases.count >= 15)
        for item in cases {
            let timetable = try Timetable(.crons(item.expressions, timeZone: item.timeZone), kind: .dataInterval)
            let interval = try timetable.manualInterval(at: item.start)
            let found = CronCase.Interval(
                start: ISO8601.format(interval.start), end: ISO8601.format(interval.end))
            #expect(found == item.manualInterval, "\(file) \(item.id) \(item.expressions) \(item.timeZone)")
        }
    }

    /// `next-run.json` was produced by the timetables of Apache Airflow 3.3.2 under a set clock.
    @Test func `schedules the run that Airflow's scheduler asks for`() throws {
        let cases: [NextRunCase] = try ScheduleFixture.cases("next-run.json")
        #expect(cases.count >= 100)
        for item in cases {
            #expect(try nextRun(item) == item.want, "\(item)")
        }
    }

    /// The fire times as the fixture writes them.
    private func fireTimes(_ item: CronCase) -> String {
        do {
            let timetable = try Timetable(.crons(item.expressions, timeZone: item.timeZone))
            return try timetable.fireTimes(from: item.start, count: 6).map { ISO8601.format($0) }.joined(separator: " ")
        } catch {
            if case .unschedulable = error { return "unschedulable" }
            return "error"
        }
    }

    /// The next run as the fixture writes it.
    private func nextRun(_ item: NextRunCase) throws -> [String] {
        let schedule: ScheduleDefinition =
            switch item.kind {
            case "every": .every(seconds: try #require(item.seconds))
            case "once": .once
            case "continuous": .continuous
            default: .crons(try #require(item.exprs), timeZone: item.zone)
            }
        let timetable = try Timetable(schedule, kind: item.style == "trigger" ? .trigger : .dataInterval)
        let last = try item.last.map { ends in
            DataInterval(start: try ISO8601.parse(ends[0]), end: try ISO8601.parse(ends[1]))
        }
        let (earliest, latest) = (try item.earliest.map(ISO8601.parse), try item.latest.map(ISO8601.parse))
        let now = try ISO8601.parse(item.now)
        do {
            let run = try timetable.nextRun(
                last: last, earliest: earliest, latest: latest, catchup: item.catchup, now: now)
            return run.map { [$0.interval.start, $0.interval.end, $0.runAfter].map { ISO8601.format($0) } } ?? []
        } catch {
            return ["error"]
        }
    }
}
