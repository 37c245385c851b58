// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct RunsCommandTests {
    @Test func `lists runs, the latest first`() throws {
        let program = try Program()
        for (id, bad) in [("one", ""), ("two", "2024-01-02")] {
            _ = try program.run(
                "local", "flaky", "--run-id", id, "--logical-date", "2024-01-02", "--param", "bad=\(bad)", "--progress",
                "none")
        }
        #expect(try program.run("local", "mapped", "--progress", "none").status == 0)
        let json = try program.run("runs", "flaky", "--output", "json").json
        guard case .array(let runs) = json, runs.count == 2 else {
            Issue.record("not two runs: \(json)")
            return
        }
        #expect(runs.map { $0["run_id"] } == ["two", "one"])
        #expect(runs.map { $0["state"] } == ["failed", "success"])
        #expect(runs.map { $0["tasks"] } == [["failed": 1], ["success": 1]])
        #expect(runs.map { $0["logical_date"] } == ["2024-01-02T00:00:00Z", "2024-01-02T00:00:00Z"])

        let table = try program.run("runs", "--limit", "2").lines
        #expect(table.count == 3)
        #expect(table[0].hasPrefix("DAG     RUN"))
        #expect(table[1].hasPrefix("mapped  manual__"))
        #expect(table[2].hasPrefix("flaky   two"))
    }

    @Test func `tells no run from no DAG`() throws {
        let program = try Program()
        let none = try program.run("runs", "flaky")
        #expect(none.status == 0)
        #expect(none.output.isEmpty)
        #expect(try program.run("runs", "--output", "json").json == [])
        #expect(try program.run("runs", "flakey").status == 2)
    }

    @Test func `a damaged journal is told, and no other run is taken for the latest`() throws {
        let program = try Program()
        for id in ["one", "two"] {
            #expect(try program.run("local", "mapped", "--run-id", id, "--progress", "none").status == 0)
        }
        let path = ".dagrun/runs/mapped/two/events.jsonl"
        let lines = program.text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
        try program.write(path, ([lines[0], "{\"time\":"] + lines[2...]).joined(separator: "\n"))
        let listed = try program.run("runs", "mapped")
        #expect(listed.status == 0)
        #expect(listed.lines.count == 2 && listed.lines.last?.contains(" one ") == true)
        let warning = "warning: run two of DAG mapped: \(path):2: not a line of a run journal"
        #expect(listed.errors.hasPrefix(warning), "\(listed.errors)")
        for command in [["xcom", "mapped"], ["local", "mapped", "--resume"]] {
            let result = try program.run(command)
            #expect(result.status == 2)
            #expect(result.errors.contains("the latest run of DAG mapped, two, can't be read"), "\(result.errors)")
        }
        #expect(try program.run("xcom", "mapped", "--run", "one").status == 0)
    }
}
