// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct GraphCommandTests {
    @Test(arguments: [
        ("ascii", "parse ──> counting.total"), ("mermaid", "flowchart LR"), ("dot", "digraph \"shop\" {"),
        ("svg", "<svg xmlns="),
    ])
    func `draws in each format`(format: String, beginning: String) throws {
        let result = try Program().run("graph", "shop", "--format", format)
        #expect(result.status == 0)
        #expect(result.output.hasPrefix(beginning))
    }

    @Test func `shows the states of a run`() throws {
        let program = try Program()
        #expect(try program.run("local", "mapped", "--progress", "none", "--run-id", "one").status == 0)
        #expect(try program.run("graph", "mapped", "--run", "one").output.hasPrefix("✓ names ──> ✓ greet [×3]\n"))
        #expect(
            try program.run("graph", "mapped", "--format", "mermaid", "--run", "o").output.contains(
                "class t0,t1 success"))
        let missing = try program.run("graph", "mapped", "--run", "two")
        #expect(missing.status == 2)
        #expect(missing.errors.contains("has no run “two”"))
    }

    @Test func `writes the graph as data`() throws {
        let program = try Program()
        #expect(try program.run("graph", "shop", "--output", "json").json["dag_id"] == "shop")
        let both = try program.run("graph", "shop", "--output", "json", "--format", "svg")
        #expect(both.status == 2)
        #expect(both.errors.contains("--format is for --output text"))
    }
}
