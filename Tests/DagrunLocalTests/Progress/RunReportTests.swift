// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@testable import DagrunLocal

@Suite struct RunReportTests {
    @Test func junitTellsFailuresSkipsAndFlakyTries() {
        let text = JUnitReport(lastLogLines: { _, _ in ["a < b", "\u{1B}[31m"] }).text(
            document: RunSamples.document(), record: RunSamples.record(RunSamples.failed()))
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="sales" tests="6" failures="1" errors="0" skipped="1" time="12.000">
                <testsuite name="sales" tests="6" failures="1" errors="0" skipped="1" time="12.000" timestamp="2026-09-21T14:13:20.000Z">
                <properties><property name="run_id" value="manual__1"/><property name="state" value="failed"/></properties>
                <testcase classname="sales" name="pull" time="3.000"><flakyFailure message="HTTP 503" type="failed">a &lt; b&#10;\u{FFFD}[31m</flakyFailure></testcase>
                <testcase classname="sales" name="parse" time="2.000"/>
                <testcase classname="sales" name="total[0]" time="1.000"/>
                <testcase classname="sales" name="total[1]" time="2.000"><failure message="no &lt;such&gt; city &amp; &quot;more&quot;" type="failed">a &lt; b&#10;\u{FFFD}[31m</failure></testcase>
                <testcase classname="sales" name="total[2]" time="3.000"/>
                <testcase classname="sales" name="report" time="0.000"><skipped message="upstream_failed"/></testcase>
                </testsuite>
                </testsuites>

                """)
    }

    @Test func jsonHasTasksAndResults() throws {
        let value = RunJSON.value(document: RunSamples.document(), record: RunSamples.record(RunSamples.failed()))
        guard case .object(let run) = value, case .array(let tasks) = run["tasks"], case .object(let pull) = tasks.first
        else {
            Issue.record("not the shape of a run: \(value)")
            return
        }
        #expect(run["dag_id"] == "sales")
        #expect(run["state"] == "failed")
        #expect(run["duration"] == .double(12))
        #expect(run["start"] == "2026-09-21T14:13:20.000Z")
        #expect(run["results"] == ["pull": "rows", "total": [7, nil, 9]])
        #expect(tasks.count == 6)
        #expect(pull["try_number"] == 2)
        #expect(pull["map_index"] == -1)
        #expect(pull["duration"] == .double(5))
        // Once is enough: it is among the results.
        #expect(pull["value"] == nil)
    }

    @Test func labelsAreToldWithTheInstances() {
        let total = TaskInstanceID("total", mapIndex: 0)
        let record = RunSamples.record([
            RunSamples.event(0, .started(total, tryNumber: 1)),
            RunSamples.event(1, .ended(total, tryNumber: 1, .init(state: .success, mapLabel: "Waco & <x>"))),
        ])
        #expect(
            JUnitReport().text(document: RunSamples.document(), record: record).contains(
                "name=\"total[0] (Waco &amp; &lt;x&gt;)\""))
        guard case .array(let tasks)? = RunJSON.value(document: RunSamples.document(), record: record)["tasks"] else {
            Issue.record("no tasks")
            return
        }
        #expect(tasks.contains { $0["map_index"] == 0 && $0["map_label"] == "Waco & <x>" })
    }

    @Test func valueThatIsNoJSONIsLeftOut() {
        let id = TaskInstanceID("pull")
        let record = RunSamples.record([
            RunSamples.event(0, .started(id, tryNumber: 1)),
            RunSamples.event(1, .ended(id, tryNumber: 1, .init(state: .success, value: [0xFF, 0x7B]))),
        ])
        let value = RunJSON.value(document: RunSamples.document(), record: record)
        guard case .object(let run) = value else { return #expect(Bool(false), "not an object") }
        #expect(run["results"] == [:])
    }
}
