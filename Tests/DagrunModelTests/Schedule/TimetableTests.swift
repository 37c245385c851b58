// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@Suite struct TimetableTests {
    private func date(_ text: String) throws -> Date { try ISO8601.parse(text) }

    @Test func `backfills all runs between two logical dates, both included`() throws {
        let runs = try Timetable(.daily).runs(from: date("2024-02-27"), through: date("2024-03-01"))
        #expect(runs.map { ISO8601.ds($0.logicalDate) } == ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"])
    }

    @Test func `gives no run where the span holds no fire time`() throws {
        let runs = try Timetable(.monthly).runs(from: date("2024-02-02"), through: date("2024-02-28"))
        #expect(Array(runs).isEmpty)
    }

    @Test func `merges several crons and fires once where they coincide`() throws {
        let timetable = try Timetable(.crons(["0 0 * * *", "0 */12 * * *"]))
        let times = try timetable.fireTimes(from: date("2024-01-01"), count: 3)
        #expect(try times == [date("2024-01-01"), date("2024-01-01T12:00Z"), date("2024-01-02")])
    }

    @Test func `ends behind the last year of an expression`() throws {
        let timetable = try Timetable("0 0 1 1 * 0 2019-2022")
        #expect(
            try timetable.fireTimes(from: date("2020-06-01"), count: 6).map(ISO8601.ds) == ["2021-01-01", "2022-01-01"])
        #expect(try timetable.next(after: date("2022-01-01")) == nil)
        #expect(try timetable.previous(before: date("2019-01-01")) == nil)
    }

    @Test func `repeats after a fixed time from the start`() throws {
        let timetable = try Timetable(.every(.seconds(90)))
        let times = try timetable.fireTimes(from: date("2024-01-01T00:00:10Z"), count: 3).map(ISO8601.format)
        #expect(times == ["2024-01-01T00:00:10Z", "2024-01-01T00:01:40Z", "2024-01-01T00:03:10Z"])
    }

    @Test func `puts a fixed time's data interval before the run when asked to`() throws {
        let timetable = try Timetable(.every(.seconds(3600)), kind: .dataInterval)
        let interval = try timetable.manualInterval(at: date("2024-01-01T01:00Z"))
        #expect(try interval == DataInterval(start: date("2024-01-01"), end: date("2024-01-01T01:00Z")))
    }

    @Test func `gives a trigger run the interval of its instant`() throws {
        let instant = try date("2024-01-01T01:02:03Z")
        #expect(try Timetable(.daily).manualInterval(at: instant) == DataInterval(at: instant))
        #expect(try Timetable(.daily).dataInterval(ofRunAt: instant) == DataInterval(at: instant))
    }

    @Test func `gives a run's data interval up to the next fire time when asked to`() throws {
        let interval = try Timetable(.monthly, kind: .dataInterval).dataInterval(ofRunAt: date("2024-02-01"))
        #expect(try interval == DataInterval(start: date("2024-02-01"), end: date("2024-03-01")))
    }

    @Test(arguments: [ScheduleDefinition.none, .continuous, .assets([AssetDefinition(name: "a")], all: true)])
    func `has no fire times without a time`(schedule: ScheduleDefinition) throws {
        let timetable = try Timetable(schedule)
        #expect(!timetable.isPeriodic)
        #expect(try timetable.fireTimes(from: date("2024-01-01"), count: 3).isEmpty)
        #expect(try timetable.next(after: date("2024-01-01")) == nil)
    }

    @Test func `runs once at the start`() throws {
        #expect(try Timetable(.once).fireTimes(from: date("2024-01-01"), count: 3) == [date("2024-01-01")])
    }

    /// Airflow's own step back ends at the same instant where clocks skip the fire time; a search must not.
    @Test func `finds a previous fire time that is truly before`() throws {
        let timetable = try Timetable(.cron("0 2 * * *", timeZone: "Europe/Berlin"))
        // 02:00 was skipped: the run is at 03:00 summer time.
        let skipped = try date("2024-03-31T01:00:00Z")
        #expect(try timetable.next(after: date("2024-03-30T12:00Z")) == skipped)
        #expect(try timetable.previous(before: skipped) == date("2024-03-30T01:00Z"))
    }

    @Test func `goes back and forth over the same fire times`() throws {
        for text in ["*/7 1-3 * * *", "30 2 L * *", "0 0 15W * *", "5 4 * * 1#2", "15,45 3 1,15 * 5", "0 0 29 2 * 7"] {
            let timetable = try Timetable(.cron(text, timeZone: "America/New_York"))
            let times = try timetable.fireTimes(from: date("2023-11-01"), count: 60)
            #expect(times.count == 60)
            for (earlier, later) in zip(times, times.dropFirst()) {
                #expect(timetable.next(after: earlier) == later, "\(text)")
                #expect(timetable.previous(before: later) == earlier, "\(text)")
            }
        }
    }

    @Test(arguments: [0, -1, .nan, .infinity, 1e300, 1e-9])
    func `refuses a time between runs that is none`(seconds: Double) {
        let error = #expect(throws: ScheduleError.self) { try Timetable(.every(seconds: seconds)) }
        #expect(error?.description.contains("every \(seconds) seconds") == true)
    }

    @Test func `says what is wrong with a schedule`() {
        #expect(throws: ScheduleError.noExpression) { try Timetable(.crons([])) }
        #expect(throws: ScheduleError.intervalsOfSeveralCrons(["@daily", "@hourly"])) {
            try Timetable(.crons(["@daily", "@hourly"]), kind: .dataInterval)
        }
        let zone = #expect(throws: ScheduleError.self) { try Timetable(.cron("@daily", timeZone: "Europe/Berln")) }
        #expect(zone?.description.contains("did you mean Europe/Berlin?") == true)
        let cron = #expect(throws: ScheduleError.self) { try Timetable("61 * * * *") }
        #expect(cron?.description.contains("field 1 (minute): 61 is out of range 0...59") == true)
    }

    @Test func `refuses to look for the 31st of April`() throws {
        let timetable = try Timetable("0 0 31 4 *")
        #expect(throws: ScheduleError.unschedulable("0 0 31 4 *")) {
            try timetable.fireTimes(from: Date(timeIntervalSince1970: 0), count: 1)
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, 253_402_300_799, -62_135_596_800])
    func `stays calm at the ends of time`(seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        for schedule: ScheduleDefinition in [
            .cron("* * * * *", timeZone: "Asia/Kathmandu"), "0 0 L 2 5", .every(.seconds(1)),
        ] {
            for kind in [Timetable.Kind.trigger, .dataInterval] {
                let timetable = try Timetable(schedule, kind: kind)
                _ = timetable.next(after: date)
                _ = timetable.previous(before: date)
                _ = try? timetable.manualInterval(at: date)
                #expect((try? timetable.fireTimes(from: date, count: 2).count) ?? 0 <= 2)
            }
        }
    }
}
