// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct EdgeTests {
    private func edges(_ declare: @escaping @Sendable ([TaskHandle<NoOutput>]) -> Void) -> [String] {
        DAG("d") { declare(["a", "b", "c", "d", "e"].map { task($0, Nothing()) }) }.edgeTexts
    }

    @Test func `tasks in a row`() {
        #expect(edges { $0[0] >>> $0[1] >>> $0[2] } == ["a > b", "b > c"])
    }

    @Test func `one to many and many to one`() {
        #expect(edges { $0[0] >>> [$0[1], $0[2]] >>> $0[3] } == ["a > b", "a > c", "b > d", "c > d"])
    }

    @Test func `lists of tasks of different types`() {
        let dag = DAG("d") {
            let one = task("one") { _ in 1 }
            let two = task("two") { _ in "2" }
            let group = TaskGroup("g") { task("in", Nothing()) }
            let end = task("end", Nothing())
            [one, two, group] >>> end
            end >>> [task("x") { _ in 1 }, TaskGroup("h") { task("in", Nothing()) }]
        }
        #expect(dag.edgeTexts == ["end > h", "end > x", "g > end", "one > end", "two > end"])
    }

    @Test func `a chain is an element itself`() {
        #expect(
            edges { tasks in
                let inner = tasks[1] >>> tasks[2]
                tasks[0] >>> inner >>> tasks[3]
            } == ["a > b", "b > c", "c > d"])
        #expect(
            edges { $0[0] >>> [$0[1] >>> $0[2], $0[3]] >>> $0[4] }
                == ["a > b", "a > d", "b > c", "c > e", "d > e"])
    }

    @Test func `labels stand on the next edge only`() {
        #expect(edges { $0[0] >>> Label("x") >>> $0[1] >>> $0[2] } == ["a >[x] b", "b > c"])
        #expect(edges { $0[0] >>> Label("x") >>> [$0[1], $0[2]] } == ["a >[x] b", "a >[x] c"])
        #expect(edges { [$0[0] >>> Label("x"), $0[1] >>> Label("y")] >>> $0[2] } == ["a >[x] c", "b >[y] c"])
        #expect(edges { [$0[0], $0[1] >>> Label("y")] >>> $0[2] } == ["a > c", "b >[y] c"])
    }

    @Test func `an edge that is written twice is one, with its label`() {
        #expect(
            edges {
                $0[0] >>> Label("x") >>> $0[1]
                $0[0] >>> $0[1]
            } == ["a >[x] b"])
    }

    @Test func `an edge beside data is one edge`() {
        let dag = DAG("d") {
            let one = task("one") { _ in 1 }
            let two = task("two", one.output) { $0 }
            one >>> Label("rows") >>> two
        }
        #expect(dag.edgeTexts == ["one >[rows] two"])
    }

    @Test func `chain connects lists place by place`() {
        #expect(edges { chain($0[0], [$0[1], $0[2]], [$0[3], $0[4]]) } == ["a > b", "a > c", "b > d", "c > e"])
        #expect(edges { chain([$0[0], $0[1]], $0[2]) } == ["a > c", "b > c"])
        #expect(edges { chain($0[0]) }.isEmpty)
    }

    @Test func `chain refuses lists of unequal length where it stands`() {
        let line = #line + 3
        let dag = DAG("d") {
            let all = ["a", "b", "c", "d", "e"].map { task($0, Nothing()) }
            chain([all[0], all[1]], [all[2], all[3], all[4]])
        }
        #expect(dag.faults.map(\.location?.line) == [line])
        #expect(dag.complaints.first?.contains("these have 2 and 3") == true)
    }

    @Test func `cross connects all with all`() {
        #expect(
            edges { cross([$0[0], $0[1]], [$0[2], $0[3]]) } == ["a > c", "a > d", "b > c", "b > d"])
    }

    @Test func `groups are ends of edges`() {
        let dag = DAG("d") {
            let start = task("start", Nothing())
            let load = TaskGroup("load") { task("raw", Nothing()) }
            let totals = MappedTaskGroup("per", over: [1, 2]) { n in task("n", n) { $0 } }
            start >>> load >>> totals
        }
        #expect(dag.edgeTexts == ["load > per", "start > load"])
    }
}
