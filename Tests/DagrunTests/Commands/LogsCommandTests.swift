// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct LogsCommandTests {
    @Test func `prints the logs that were asked for`() throws {
        let program = try Program()
        #expect(try program.run("local", "mapped", "--progress", "none").status == 0)
        let all = try program.run("logs", "mapped").lines
        #expect(all.count == 6)
        #expect(all[0] == "==> greet[0] try 1 <==")
        #expect(all[1].hasSuffix("Z hello a"))
        let one = try program.run("logs", "mapped", "greet", "--map-index", "1", "--try", "1").lines
        #expect(one.count == 1)
        #expect(one[0].hasSuffix("Z hello b"))
        let none = try program.run("logs", "mapped", "names")
        #expect(none.status == 0)
        #expect(none.output.isEmpty)
        #expect(none.errors == "nothing was logged\n")
        let wrong = try program.run("logs", "mapped", "gret")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("did you mean “greet”?"))
        #expect(try program.run("logs", "shop").errors.contains("has no run"))
    }

    @Test func `writes logs as data, and shows labels`() throws {
        let program = try Program()
        #expect(try program.run("local", "labelled", "--progress", "none").status == 0)
        #expect(try program.run("logs", "labelled").lines.first == "==> greet[0] (for a) try 1 <==")
        guard case .array(let logs) = try program.run("logs", "labelled", "--output", "json").json else {
            Issue.record("not a list")
            return
        }
        #expect(logs.map { $0["map_label"] } == ["for a", "for b"])
        #expect(logs.allSatisfy { $0["task_id"] == "greet" && $0["try_number"] == 1 })
        guard case .array(let lines)? = logs[1]["lines"], lines.count == 1, case .string(let line) = lines[0] else {
            Issue.record("no line in \(logs)")
            return
        }
        #expect(line.hasSuffix("Z hello b"))
        let followed = try program.run("logs", "labelled", "--follow", "--output", "json").lines
        #expect(try followed.map { try JSONValue(parsing: $0)["map_label"] } == ["for a", "for b"])
        #expect(try program.run("logs", "labelled", "names", "--output", "json").json == [])
    }

    @Test(.timeLimit(.minutes(15))) func `follows a run until it ends`() throws {
        let program = try Program()
        let gate = "\(program.folder)/gate"
        let run = try program.start(["local", "slow", "--param", "gate=\(gate)", "--progress", "plain", "--show-logs"])
        _ = try #require(run.line(containing: "begun"))
        let logs = try program.start(["logs", "slow", "wait", "-f"])
        #expect(try #require(logs.line(containing: "begun")).hasPrefix("wait | "))
        try program.write("gate", "")
        let rest = logs.rest()
        #expect(rest.hasPrefix("wait | "))
        #expect(rest.hasSuffix("Z done\n"))
        #expect(logs.wait() == 0)
        _ = run.rest()
        #expect(run.wait() == 0)
    }
}
