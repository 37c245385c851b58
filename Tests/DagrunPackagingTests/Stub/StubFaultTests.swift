// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunPackaging
import Testing

struct StubFaultTests {
    private func faults(_ change: (inout DAGDocument) -> Void) -> [String] {
        var document = DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: [TaskDefinition(taskID: "t")])
        change(&document)
        #expect(document.faults().isEmpty)
        return StubFile.faults(of: document).map(\.description)
    }

    @Test func `what any Airflow can be told has no fault`() {
        #expect(faults { _ in }.isEmpty)
        #expect(faults { $0.tasks[0].outlets = [AssetDefinition(name: "a", uri: "s3://bucket/key@2?x=1")] }.isEmpty)
    }

    @Test func `callbacks of a run are faults, because Airflow calls those in Python only`() {
        let found = faults { $0.dag.callbacks = ["success", "failure"] }
        #expect(found.count == 1)
        #expect(found.first?.contains("success and failure can't be called") == true, "\(found)")
    }

    @Test func `deadlines that Python can't tell are faults`() {
        func deadline(_ interval: Double, _ arguments: [String: JSONValue] = [:]) -> Int {
            faults {
                var deadline = DeadlineDefinition(reference: .queuedAt, interval: interval, callback: "lab.alarm")
                deadline.arguments = arguments
                $0.dag.deadlines = [deadline]
            }.count
        }
        #expect(deadline(0) == 0)
        #expect(deadline(86_400) == 0)
        #expect(deadline(1e15) == 1)
        let deep = (0..<70).reduce(JSONValue.int(1)) { value, _ in .array([value]) }
        #expect(deadline(1, ["deep": deep]) == 1)
    }

    @Test func `assets that Airflow refuses or changes are faults`() {
        func asset(_ name: String, _ uri: String? = nil) -> [String] {
            faults { $0.tasks[0].outlets = [AssetDefinition(name: name, uri: uri)] }
        }
        #expect(asset("self") == [#"task "t": Airflow allows no asset of the name "self"; give it another"#])
        #expect(asset("a", "Airflow://x").count == 1)
        #expect(asset("a", "https://user:secret@host/x").count == 1)
        let shown = asset("a", "https://user:secret@host/x").joined()
        #expect(!shown.contains("secret"))
        #expect(asset("a", " ").count == 1)
        #expect(
            asset("a", "GPIO://pi/led/") == [
                #"task "t": the URI of asset "a" is "GPIO://pi/led/"; write "gpio://pi/led", as Airflow keeps it"#
            ])
        for uri in ["gpio://pi", "s3://b/k?b=1&a=2", "s3://b/k?a=", "file:///x#part"] {
            #expect(asset("a", uri).count == 1)
        }
        for uri in ["gpio://pi/", "s3://b/k?a=2&b=1", "file:///x", "x-own://A/", "plain name", "1:2", "urn:a:b"] {
            #expect(asset("a", uri).isEmpty)
        }
        #expect(asset("a", String(repeating: "x", count: 1501)).count == 1)
        #expect(
            faults {
                $0.tasks[0].inlets = [
                    AssetDefinition(name: "a", uri: "x://1/a"), AssetDefinition(name: "b", uri: "x://2/a"),
                ]
                $0.tasks[0].outlets = [AssetDefinition(name: "a", uri: "x://2/a")]
            }.count == 2)
    }

    @Test func `groups of mixed prefixes, and those that lie too deep, are faults`() {
        let mixed = faults {
            $0.groups = [TaskGroupDefinition(groupID: "g")]
            $0.tasks = [TaskDefinition(taskID: "g.a", group: "g"), TaskDefinition(taskID: "b", group: "g")]
        }
        #expect(mixed == [#"group "g": some ids in it begin with "g." and some don't; in Airflow all do or none does"#])
        let deep = faults {
            for depth in 0..<18 {
                $0.groups.append(TaskGroupDefinition(groupID: "g\(depth)", parent: depth > 0 ? "g\(depth - 1)" : nil))
            }
        }
        #expect(deep.count == 2)
    }

    @Test func `a mapping over what a mapped group's copies return is a fault`() {
        let found = faults {
            $0.groups = [
                TaskGroupDefinition(
                    groupID: "g", expand: ExpandDefinition(over: [ExpandDefinition.Source(name: "x", literal: [1])]))
            ]
            $0.tasks.append(TaskDefinition(taskID: "g.a", group: "g"))
            $0.tasks[1].outputType = "Int"
            $0.tasks[0].expand = ExpandDefinition(over: [ExpandDefinition.Source(name: "x", task: "g.a")])
        }
        #expect(found.count == 1)
    }

    @Test func `limits, durations and depths beyond Airflow's are faults`() {
        let over = [ExpandDefinition.Source(name: "x", literal: [1])]
        #expect(faults { $0.tasks[0].expand = ExpandDefinition(over: over, limit: 10) }.count == 1)
        #expect(faults { $0.tasks[0].expand = ExpandDefinition(over: over, limit: 5000) }.isEmpty)
        #expect(faults { $0.tasks[0].executionTimeout = 1e15 }.count == 1)
        var value: JSONValue = 1
        for _ in 0..<70 { value = [value] }
        let deep = ParamDefinition(defaultValue: value)
        let found = faults { $0.dag.params = ["p": deep] }
        #expect(found.count == 1)
    }
}
