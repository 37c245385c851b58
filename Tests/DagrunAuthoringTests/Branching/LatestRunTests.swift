// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@testable import DagrunAuthoring

@Suite struct LatestRunTests {
    private func isLatest(
        _ type: RunFacts.RunType, _ schedule: ScheduleDefinition, at date: String?, now: String
    ) throws -> Bool {
        let logical = try date.map { try ISO8601.parse($0) }
        let now = try ISO8601.parse(now)
        let facts = RunFacts(
            dagID: "d", runID: "r", runType: type, logicalDate: logical, dataIntervalStart: logical,
            dataIntervalEnd: logical, runAfter: logical ?? now)
        return try LatestRun(facts, of: schedule).isLatest(at: now)
    }

    // The window of Airflow's operator: behind the run's own fire time, up to the next one.
    @Test(arguments: [
        ("2026-01-02T00:00:00Z", false), ("2026-01-02T00:00:01Z", true), ("2026-01-03T00:00:00Z", true),
        ("2026-01-03T00:00:01Z", false), ("2026-02-01T00:00:00Z", false), ("2026-01-01T00:00:00Z", false),
    ])
    func `is the latest until the next fire time`(now: String, isLatest: Bool) throws {
        for type in [RunFacts.RunType.scheduled, .backfill] {
            #expect(try self.isLatest(type, .daily, at: "2026-01-02", now: now) == isLatest)
            #expect(try self.isLatest(type, .every(.days(1)), at: "2026-01-02", now: now) == isLatest)
        }
    }

    @Test func `runs by hand, and those of schedules without fire times, always are`() throws {
        #expect(try isLatest(.manual, .daily, at: "2020-01-02", now: "2026-01-01"))
        #expect(try isLatest(.manual, .daily, at: nil, now: "2026-01-01"))
        #expect(try isLatest(.assetTriggered, .anyOf(AssetDefinition(name: "a")), at: "2020-01-02", now: "2026-01-01"))
        #expect(try isLatest(.scheduled, .once, at: "2020-01-02", now: "2026-01-01"))
    }

    @Test func `latestOnly is a branch without paths that loads`() throws {
        let dag = DAG("d", schedule: .daily) {
            latestOnly("only") >>> task("behind") { 1 }
        }
        #expect(dag.faults.isEmpty)
        let only = try #require(dag.document.tasks.first)
        #expect(only.kind == .branch)
        #expect(only.operatorName == "LatestOnlyOperator")
        #expect(only.outputType == nil)
    }
}
