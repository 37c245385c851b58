// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct DAGFaultTests {
    /// The faults of a DAG as `line: message`, lines counted from that of `DAG`.
    private func faults(_ dag: DAG, from line: Int) -> [String] {
        dag.faults.map { "\(($0.location?.line ?? -1) - line): \($0.message)" }
    }

    @Test func `all faults are reported at once, in the order of the source`() {
        let start = #line + 1
        let dag = DAG("bad dag", schedule: .cron("61 * * * *", timeZone: "Mars/Base"), startDate: "soon", catchup: true)
        {
            let one = task("one", Nothing())
            task("one", Nothing())
            task("b@d", Nothing()).retries(-1)
            let two = task("two") { _ in 1 }
            let three = task("three", two.output) { $0 }
            three >>> two
            one >>> one
            task("down", Nothing()).teardown(of: one).triggerRule(.oneFailed)
            task("deep", Nothing()).timeout(.zero)
            _ = task("unfinished", two.output)
            task("mapped").expand(over: two.output.map { [$0] }) { $0 }
        }
        let found = faults(dag, from: start)
        let first = SourceLocation(filePath: #filePath, line: start + 2)
        let expected = [
            (0, "cron expression \"61 * * * *\": field 1 (minute)"), (0, "start_date \"soon\" is not an instant"),
            (0, "the id \"bad dag\" holds"), (0, "time zone \"Mars/Base\""),
            (2, "edge \"one\" -> \"one\": it leads back"),
            (3, "the id “one” is used twice; the first is at \(first)"),
            (4, "task \"b@d\": retries is -1"), (4, "task \"b@d\": the id \"b@d\" holds"),
            (5, "task \"two\": tasks wait for each other: two -> three -> two"),
            (9, "task \"down\": a teardown's trigger rule"), (10, "task \"deep\": execution_timeout is 0.0"),
            (11, "task unfinished is not complete"), (12, "task mapped: it is mapped over a changed output"),
        ]
        #expect(found.count == expected.count, "\(found.joined(separator: "\n"))")
        for (text, (line, message)) in zip(found, expected) {
            #expect(text.hasPrefix("\(line): \(message)"))
        }
        #expect(dag.faults.allSatisfy { $0.dagID == "bad dag" && $0.location?.filePath == #filePath })
    }

    @Test func `a fault prints as compilers print errors`() {
        let line = #line + 1
        let dag = DAG("d") { task("x y", Nothing()) }
        #expect(
            dag.faults.first?.description.hasPrefix(
                "\(SourceLocation(filePath: #filePath, line: line)): error: DAG d: task \"x y\": the id \"x y\" holds")
                == true)
    }

    @Test(
        arguments: [
            (ScheduleDefinition.cron("* * *"), "cron expression \"* * *\""),
            (.crons(["@daily", "0 25 * * *"]), "field 2 (hour)"),
            (.crons(["bad", "worse"]), "\"bad\""), (.crons([]), "no cron expression"),
            (.cron("@daily", timeZone: "Europe/Berlni"), "Europe/Berlin"),
            (.cron("@daily", timeZone: "../etc/passwd"), "../etc/passwd"),
            (.every(.zero), "must be more than 0"), (.every(seconds: .nan), "must be more than 0"),
            (.assets([], all: true), "no asset"),
        ])
    func `a schedule that can't be kept is a fault`(_ schedule: ScheduleDefinition, _ expected: String) {
        let dag = DAG("d", schedule: schedule) { task("t", Nothing()) }
        #expect(dag.complaints.contains { $0.contains(expected) }, "\(dag.complaints)")
    }

    @Test func `each wrong expression is reported`() {
        #expect(DAG("d", schedule: .crons(["bad", "@daily", "worse"])) {}.faults.count == 2)
    }

    @Test(
        arguments: [
            ScheduleDefinition.none, .once, .continuous, .hourly, .daily, .weekly, .monthly, .quarterly, .yearly,
            .cron("0 6 * * 1-5", timeZone: "Europe/Berlin"), .every(.seconds(90)), .anyOf(Asset(name: "a")),
            "*/5 * * * *",
        ])
    func `good schedules are not`(_ schedule: ScheduleDefinition) {
        #expect(DAG("d", schedule: schedule) {}.faults.isEmpty)
    }

    @Test func `dates in the wrong order are a fault`() {
        #expect(
            DAG("d", startDate: "2026-02-01", endDate: "2026-01-01") {}.complaints.first?.contains(
                "lies behind end_date")
                == true)
    }

    @Test func `two groups, or a group and a task, of one id are a fault`() {
        let dag = DAG("d") {
            TaskGroup("g") { task("a", Nothing()) }
            TaskGroup("g") { task("b", Nothing()) }
            task("g", Nothing())
        }
        #expect(dag.complaints.filter { $0.hasPrefix("the id “g” is used twice") }.count == 2)
    }

    @Test func `what is inside a mapped group can't be taken outside`() {
        let dag = DAG("d") {
            let lists = task("lists") { _ in [[1]] }
            var inner: TaskHandle<Int>?
            var element: Input<[Int]>?
            let group = MappedTaskGroup("per", over: lists.output) { list in
                element = list
                let first = task("first", list) { $0[0] }
                inner = first
                return first
            }
            if let inner, let element {
                task("leak", inner.output) { $0 }
                task("template", Greet(name: "\(inner.output)"))
                task("element", element.map(\.count)) { $0 }
                task("over").expand(over: element) { $0 }
            }
            task("fine", group.output) { $0.count }
        }
        let expected = [
            "task leak takes the output of per.first, which is inside the mapped group per",
            "task template takes the output of per.first, which is inside the mapped group per",
            "task element takes the element of the mapped group per, but is outside of it",
            "task over: it is mapped over the element of the mapped group per",
        ]
        #expect(dag.complaints.count == expected.count)
        for (complaint, start) in zip(dag.complaints, expected) { #expect(complaint.hasPrefix(start)) }
    }

    @Test func `a mapped task or group inside a mapped group is a fault`() {
        let dag = DAG("d") {
            MappedTaskGroup("per", over: [1, 2]) { n in
                task("inner").expand(over: [1]) { $0 }
                MappedTaskGroup("again", over: [1]) { task("x", $0) { $0 } }
                return task("last", n) { $0 }
            }
        }
        #expect(dag.faults.count == 2)
        #expect(dag.complaints.first?.contains("it is mapped inside the mapped group \"per\"") == true)
        #expect(dag.complaints.last?.contains("it is mapped inside the mapped group \"per\"") == true)
    }

    @Test func `a mapped group must return a task of its own`() {
        let dag = DAG("d") {
            let outside = task("outside") { _ in 1 }
            MappedTaskGroup("per", over: [1]) { n in
                task("in", n) { $0 }
                return outside
            }
        }
        #expect(dag.complaints == ["group per: its body must return a task of the group, not outside"])
    }

    @Test func `a mapping that can't be expanded is a fault`() {
        let dag = DAG("d") {
            let one = task("one") { _ in [1] }
            task("far").expand(over: .value(Array(0..<1025))) { $0 }
            task("odd").expand(zip: [1, 2], [1]) { $0 + $1 }
            task("nan").expand(over: [Double.nan]) { $0 }
            task("computed").expand(over: .computed { _ in [1] }) { $0 }
            task("none").expand(over: one.output) { $0 }.limit(0)
            MappedTaskGroup("group", over: one.output.map { $0 + [1] }) { task("x", $0) { $0 } }
        }
        let parts = [
            "1025 instances, but the limit is 1024", "one length, these have 2, 1", "no JSON form",
            "a literal or over one task's output", "limit of the mapping is 0",
            "group group: it is mapped over a changed output",
        ]
        #expect(dag.complaints.count == parts.count, "\(dag.complaints)")
        for (complaint, part) in zip(dag.complaints, parts) { #expect(complaint.contains(part)) }
    }

    @Test func `a map label can only use what the task waits for`() {
        let dag = DAG("d") {
            let name = task("name") { _ in "x" }
            task("t").expand(over: [1]) { $0 }.mapLabel("\(name.output)")
        }
        #expect(dag.complaints.count == 1 && dag.complaints.first?.contains("takes the output of name") == true)
    }

    @Test func `setups and teardowns must fit together`() {
        let dag = DAG("d", failFast: true) {
            let up = task("up", Nothing()).setup()
            up >>> task("rule", Nothing()).triggerRule(.allDone)
            let down = task("down", Nothing()).teardown(of: up)
            down.setup()
        }
        #expect(dag.complaints.contains { $0.contains("it is a setup and a teardown") })
        #expect(dag.complaints.contains { $0.contains("it follows the setup \"up\"") })
        #expect(dag.complaints.contains { $0.contains("a fail_fast DAG can only have the trigger rule all_success") })
    }

    @Test func `edges to what a group contains are faults`() {
        let dag = DAG("d") {
            let group = TaskGroup.yielding("g") { task("x", Nothing()) }
            group.value >>> group
            group >>> group.value
        }
        #expect(dag.faults.count == 2)
    }

    @Test func `a cycle through groups is shown with its tasks`() {
        let dag = DAG("d") {
            let left = TaskGroup("left") { task("a", Nothing()) }
            let right = TaskGroup("right") { task("b", Nothing()) }
            left >>> right >>> left
        }
        #expect(dag.complaints.first?.contains("left.a -> right.b -> left.a") == true)
    }

    @Test func `an edge written by cross or chain knows its line`() {
        let line = #line + 3
        let dag = DAG("d") {
            let one = task("one", Nothing())
            cross([one], [one])
        }
        #expect(dag.faults.map(\.location?.line) == [line])
    }

    @Test func `a DAG without faults has none`() {
        #expect(DAG("d") { task("t", Nothing()) }.faults.isEmpty)
    }
}
