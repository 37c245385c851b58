// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunModel
import DagrunTesting
import FoundationEssentials
import Testing

/// The run before that succeeded, as `prev_start_date_success` and its siblings tell of it.
@Suite(.timeLimit(.minutes(15)))
struct PreviousSuccessTests {
    private func day(_ day: Int) -> Date { Date(timeIntervalSince1970: Double(day) * 86_400) }

    /// Fails on a day; returns the beginning of the data of the run before.
    private let dag = DAG("dag", schedule: .daily, params: ["bad": Param(-1)]) {
        task("a") { context in
            let bad = try context.params.value("bad", as: Int.self)
            if let date = context.logicalDate, date.timeIntervalSince1970 == Double(bad) * 86_400 { throw TestError() }
            return [
                try await context.prevDataIntervalStartSuccess, try await context.prevDataIntervalEndSuccess,
                try await context.prevStartDateSuccess, try await context.prevEndDateSuccess,
            ]
            .map { $0.map { ISO8601.format($0) } ?? "none" }
        }
    }

    private func run(_ probe: Probe, _ day: Int?, at hour: Double = 0, bad: Int = -1, id: String? = nil) async throws
        -> String
    {
        let start = Date(timeIntervalSince1970: 1_000_000_000 + hour * 3600)
        let record = try await probe.run(dag) { configuration in
            configuration.clock = VirtualClock(start)
            configuration.logicalDate = day.map(self.day)
            configuration.runID = id ?? day.map { "r\($0)" } ?? "none"
            configuration.params = ["bad": "\(bad)"]
        }
        return String(decoding: record.instances[TaskInstanceID("a")]?.value ?? [], as: UTF8.self)
    }

    private let none = #"["none","none","none","none"]"#

    @Test func theLatestLogicalDateCountsAndNotTheLatestStart() async throws {
        let probe = try Probe()
        #expect(try await run(probe, 10, at: 1) == none)
        #expect(try await run(probe, 5, at: 2) == none)
        // Failed, and so passed over.
        _ = try await run(probe, 11, at: 3, bad: 11)
        let tenth = #"["1970-01-11T00:00:00Z","1970-01-11T00:00:00Z","2001-09-09T02:46:40Z","2001-09-09T02:46:40Z"]"#
        #expect(try await run(probe, 12, at: 4) == tenth)
        // Of the same date: it is not before.
        #expect(try await run(probe, 10, at: 5, id: "again").hasPrefix(#"["1970-01-06T00:00:00Z""#))
        // Of two runs of one date, the one that began last.
        #expect(try await run(probe, 11, at: 6, id: "eleven").contains("2001-09-09T06:46:40Z"))
    }

    @Test func aRunWithoutALogicalDateHasNoneBefore() async throws {
        let probe = try Probe()
        _ = try await run(probe, 10)
        #expect(try await run(probe, nil) == none)
        _ = try await run(probe, nil, id: "undated")
        #expect(try await run(probe, 9) == none)
    }

    @Test func damagedAndForeignJournalsArePassedOver() async throws {
        let probe = try Probe()
        _ = try await run(probe, 10)
        try JournalText.write(Array("{\"time\":1".utf8), to: probe.journal(dag, "cut"))
        try JournalText.write(Array("nonsense\n".utf8), to: probe.journal(dag, "nonsense"))
        #expect(try await run(probe, 12).hasPrefix(#"["1970-01-11T00:00:00Z""#))
    }

    @Test func aTestGivesTheRunBefore() async throws {
        let before = PreviousRun(dataIntervalStart: day(3))
        let run = try await dag.test(logicalDate: day(4), previousRun: before)
        #expect(try run.output(of: "a", as: [String].self) == ["1970-01-04T00:00:00Z", "none", "none", "none"])
        let undated = try await dag.test(previousRun: before)
        #expect(try undated.output(of: "a", as: [String].self) == ["none", "none", "none", "none"])
    }
}
