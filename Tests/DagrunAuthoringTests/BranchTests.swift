// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct BranchTests {
    @Test func `paths lead to tasks, lists and groups, and label their edges`() {
        let dag = DAG("d") {
            let rows = task("rows") { _ in [1] }
            let size = branch("size", rows.output) { rows in rows.count < 2 ? Size.small : .large }
            let quick = task("quick", Nothing())
            let merge = task("merge", Nothing())
            let group = TaskGroup("split") { task("a", Nothing()) }
            size.path(.small) >>> quick >>> merge
            size.path(.large) >>> [group, merge]
            size.ends(.huge)
        }
        #expect(dag.faults.isEmpty)
        #expect(
            dag.edgeTexts == [
                "quick > merge", "rows > size", "size >[large] merge", "size >[large] split", "size >[small] quick",
            ])
        let size = dag.definition("size")
        #expect(size?.kind == .branch && size?.operatorName == "BranchOperator" && size?.outputType == "[Size]")
        #expect(size?.branchPaths == ["small": ["quick"], "large": ["split", "merge"], "huge": []])
    }

    @Test func `a label behind a path replaces the path's name`() {
        let dag = DAG("d") {
            let size = branch("size") { Size.small }
            size.path(.small) >>> Label("few rows") >>> task("quick", Nothing())
            size.ends(.large)
            size.ends(.huge)
        }
        #expect(dag.edgeTexts == ["size >[few rows] quick"])
        #expect(dag.definition("size")?.branchPaths["small"] == ["quick"])
    }

    @Test func `two paths may lead to one task, with both names on the edge`() {
        let dag = DAG("d") {
            let size = branchMany("size") { [Size.small, .large] }
            let work = task("work", Nothing())
            [size.path(.small), size.path(.large)] >>> work
            size.path(.huge) >>> work
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.edgeTexts == ["size >[small, large, huge] work"])
        #expect(dag.definition("size")?.branchPaths == ["small": ["work"], "large": ["work"], "huge": ["work"]])
    }

    @Test func `paths without an end are faults with their names`() {
        let line = #line + 2
        let dag = DAG("d") {
            let size = branch("size") { Size.small }
            size.path(.large) >>> task("work", Nothing())
        }
        #expect(
            dag.complaints == [
                "branch size has no path for .huge; write .path(.huge) >>> a task, or .ends(.huge) if it leads to nothing",
                "branch size has no path for .small; write .path(.small) >>> a task, or .ends(.small) if it leads to nothing",
            ])
        #expect(dag.faults.allSatisfy { $0.location?.line == line && $0.subject == "size" })
    }

    @Test func `a branch in a group names its tasks in full`() {
        let dag = DAG("d") {
            TaskGroup("g") {
                let size = branch("size") { Size.small }
                for choice in Size.allCases { size.path(choice) >>> task("\(choice)", Nothing()) }
            }
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.definition("g.size")?.branchPaths["huge"] == ["g.huge"])
    }

    @Test(arguments: [true, false])
    func `a short circuit is a task of its kind`(_ ignores: Bool) {
        let dag = DAG("d") {
            let rows = task("rows") { _ in [1] }
            let any = shortCircuit("any", rows.output, ignoreDownstreamTriggerRules: ignores) { !$0.isEmpty }
            any >>> task("load", any.output) { $0 }
        }
        let any = dag.definition("any")
        #expect(any?.kind == .shortCircuit && any?.operatorName == "ShortCircuitOperator" && any?.outputType == "Bool")
        #expect(any?.ignoreDownstreamTriggerRules == ignores)
        #expect(dag.edgeTexts == ["any > load", "rows > any"])
    }
}
