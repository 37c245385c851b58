// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct TaskGroupTests {
    @Test func `ids are prefixed at each depth`() {
        let dag = DAG("d") {
            TaskGroup("a", displayName: "A", tooltip: "first") {
                task("x", Nothing())
                TaskGroup("b") {
                    task("x", Nothing())
                    for n in 0..<2 { TaskGroup("c\(n)") { task("x", Nothing()) } }
                }
            }
            task("x", Nothing())
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.taskIDs == ["a.x", "a.b.x", "a.b.c0.x", "a.b.c1.x", "x"])
        #expect(dag.document.groups.map(\.groupID) == ["a", "a.b", "a.b.c0", "a.b.c1"])
        #expect(dag.document.groups.map(\.parent) == [nil, "a", "a.b", "a.b"])
        #expect(dag.document.groups.first?.displayName == "A" && dag.document.groups.first?.tooltip == "first")
        #expect(dag.document.tasks.map(\.group) == ["a", "a.b", "a.b.c0", "a.b.c1", nil])
    }

    @Test func `a group hands its value to the outside`() {
        let dag = DAG("d") {
            let clean = TaskGroup.yielding("clean") {
                let raw = task("raw") { _ in [3, 1] }
                return task("sort", raw.output) { $0.sorted() }.output
            }
            task("report", clean.value) { $0.count }
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.edgeTexts == ["clean.raw > clean.sort", "clean.sort > report"])
    }

    @Test func `edges to and from inner groups use full ids`() {
        let dag = DAG("d") {
            let outer = TaskGroup.yielding("outer") { TaskGroup("inner") { task("x", Nothing()) } }
            outer.value >>> task("end", Nothing())
            #expect(outer.value.id == "outer.inner")
        }
        #expect(dag.edgeTexts == ["outer.inner > end"])
    }
}
