// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Glibc
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct BackfillCommandTests {
    private func states(_ result: Program.Result) throws -> [[JSONValue?]] {
        guard case .array(let runs) = try result.json else { return [] }
        return runs.map { [$0["run_id"], $0["state"]] }
    }

    @Test func `runs each interval within the dates of the DAG, and fails when one fails`() throws {
        let program = try Program()
        let span = ["backfill", "flaky", "--from", "2024-01-01", "--to", "2024-01-04T12:00:00Z", "--output", "json"]
        let plan = try program.run(span + ["--dry-run"])
        #expect(plan.status == 0)
        #expect(try states(plan).map { $0[1] } == ["to run", "to run", "to run"])
        #expect(try program.run("runs", "--output", "json").json == [])

        let first = try program.run(span + ["--param", "bad=2024-01-03"])
        #expect(first.status == 1)
        #expect(
            try states(first) == [
                ["backfill__2024-01-02T00:00:00+00:00", "success"], ["backfill__2024-01-03T00:00:00+00:00", "failed"],
                ["backfill__2024-01-04T00:00:00+00:00", "success"],
            ])
        #expect(first.errors.split(separator: "\n").count == 3)
        #expect(first.errors.contains("✗ backfill__2024-01-03T00:00:00+00:00  failed"))
        let value = try program.run("xcom", "flaky", "--run", "backfill__2024-01-02").json
        #expect(value == "2024-01-02T00:00:00Z")

        let again = try program.run(span)
        #expect(again.status == 0)
        #expect(try states(again).map { $0[1] } == ["skipped", "skipped", "skipped"])
        let failed = try program.run(span + ["--reprocess", "failed"])
        #expect(failed.status == 0)
        #expect(
            try states(failed)[1] == ["backfill__2024-01-03T00:00:00+00:00__2", "success"])
        #expect(try states(failed).map { $0[1] } == ["skipped", "success", "skipped"])
        let all = try program.run(span + ["--reprocess", "completed", "--run-backwards", "--progress", "none"])
        #expect(try states(all).first == ["backfill__2024-01-04T00:00:00+00:00__2", "success"])
        #expect(all.errors.isEmpty)
    }

    @Test func `with depends on past it is one run at a time, and a failure holds the rest back`() throws {
        let program = try Program()
        let span = ["backfill", "past", "--from", "2024-01-01", "--to", "2024-01-04", "--output", "json"]
        let first = try program.run(span + ["--param", "bad=2024-01-03"])
        #expect(first.status == 1)
        #expect(try states(first).map { $0[1] } == ["success", "success", "failed", "failed"])
        #expect(first.output.contains("in run backfill__2024-01-03T00:00:00+00:00 it is failed"))
        let second = try program.run(span + ["--reprocess", "failed"])
        #expect(second.status == 0)
        #expect(try states(second).map { $0[1] } == ["skipped", "skipped", "success", "success"])
        let backwards = try program.run(span + ["--run-backwards"])
        #expect(backwards.status == 2)
        #expect(backwards.errors.contains("can't be run backwards"))
    }

    @Test func `old runs skip what is for the latest one only`() throws {
        let program = try Program()
        #expect(try program.run("backfill", "latest", "--from", "2024-01-01", "--to", "2024-01-01").status == 0)
        #expect(try program.run("local", "latest", "--progress", "none").status == 0)
        guard case .array(let runs) = try program.run("runs", "latest", "--output", "json").json else {
            Issue.record("no runs")
            return
        }
        #expect(runs.map { $0["tasks"] } == [["success": 3], ["success": 2, "skipped": 1]])
    }

    @Test(.timeLimit(.minutes(15))) func `one that is interrupted goes on when it is made again`() throws {
        let program = try Program()
        let gate = "\(program.folder)/gate"
        let arguments = [
            "backfill", "slow", "--from", "2024-01-01", "--to", "2024-01-02", "--max-active-runs", "1", "--param",
            "gate=\(gate)", "--output", "json",
        ]
        let backfill = try program.start(arguments + ["--progress", "plain"])
        _ = try #require(backfill.line(containing: "running"))
        backfill.send(SIGINT)
        _ = try #require(backfill.line(containing: "stopping"))
        try program.write("gate", "")
        _ = backfill.rest()
        #expect(backfill.wait() == 130)
        let before = try program.run("runs", "slow", "--output", "json").json
        guard case .array(let runs) = before, runs.count == 1 else {
            Issue.record("not one run: \(before)")
            return
        }
        #expect(runs[0]["state"] == "interrupted")
        #expect(runs[0]["tasks"] == ["success": 1])

        let plan = try program.run(arguments + ["--dry-run"])
        #expect(try states(plan).map { $0[1] } == ["to resume", "to run"])
        let again = try program.run(arguments)
        #expect(again.status == 0)
        #expect(try states(again).map { $0[1] } == ["success", "success"])
    }

    @Test(arguments: [
        (["mapped", "--from", "2024-01-01", "--to", "2024-01-02"], "has no schedule with intervals"),
        (["flaky", "--from", "2024-01-03", "--to", "2024-01-02"], "lies behind --to"),
        (["flaky", "--from", "2999-01-03", "--to", "2999-01-05"], "lies in the future"),
        (["flaky", "--from", "2023-01-03", "--to", "2023-01-05"], "has no interval that ended between"),
        (["flaky", "--from", "2024-01-02", "--to", "soon"], "--to: \"soon\" is not an instant"),
        (["flaky", "--from", "2024-01-02", "--to", "2024-01-03", "--param", "x=1"], "has no such param"),
        (["flaky", "--from", "2024-01-02", "--to", "2024-01-03", "--max-active-runs", "0"], "must be at least 1"),
    ])
    func `refuses what can't be run`(arguments: [String], reason: String) throws {
        let result = try Program().run(["backfill"] + arguments)
        #expect(result.status == 2)
        #expect(result.errors.contains(reason), "\(result.errors)")
    }
}
