// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import FoundationEssentials
import Testing

struct TemplateTests {
    enum Color: String, TemplateValue { case red }

    /// A try of a run with a logical date.
    private func dated() throws -> Try {
        var attempt = Try()
        attempt.definition = TaskDefinition(taskID: "g.t")
        attempt.definition.retries = 2
        attempt.facts = RunFacts(
            dagID: "sales", runID: "manual__1", runType: .manual,
            logicalDate: try ISO8601.parse("2026-01-02T03:04:05.678901Z"),
            dataIntervalStart: try ISO8601.parse("2026-01-01T00:00:00Z"),
            dataIntervalEnd: try ISO8601.parse("2026-01-02T00:00:00Z"),
            runAfter: try ISO8601.parse("2026-01-02T00:00:01Z"),
            params: ["file": "a.csv", "top": 5, "list": [1, "x"], "ratio": 0.5, "none": .null], conf: ["why": "test"])
        attempt.services = MemoryServices(
            previousRun: PreviousRun(
                dataIntervalStart: try ISO8601.parse("2025-12-30T00:00:00Z"),
                dataIntervalEnd: try ISO8601.parse("2025-12-31T00:00:00Z"),
                startDate: try ISO8601.parse("2025-12-31T00:00:01Z"),
                endDate: try ISO8601.parse("2025-12-31T00:00:02Z")))
        return attempt
    }

    private func text(_ input: Input<String>, _ attempt: Try) async throws -> String {
        try await input.resolve(attempt.context)
    }

    /// Each key with its text and what a listing shows.
    private static let keys: [(Input<String>, String, String)] = [
        ("\(\.ds)", "2026-01-02", "ds"),
        ("\(\.dsNodash)", "20260102", "ds_nodash"),
        ("\(\.ts)", "2026-01-02T03:04:05.678901+00:00", "ts"),
        ("\(\.tsNodash)", "20260102T030405", "ts_nodash"),
        ("\(\.tsNodashWithTZ)", "20260102T030405.678901+0000", "ts_nodash_with_tz"),
        ("\(\.logicalDate)", "2026-01-02T03:04:05.678901+00:00", "logical_date"),
        ("\(\.dataIntervalStart)", "2026-01-01T00:00:00+00:00", "data_interval_start"),
        ("\(\.dataIntervalEnd)", "2026-01-02T00:00:00+00:00", "data_interval_end"),
        ("\(\.runID)", "manual__1", "run_id"),
        ("\(\.runType)", "manual", "dag_run.run_type"),
        ("\(\.runAfter)", "2026-01-02T00:00:01+00:00", "dag_run.run_after"),
        ("\(\.dagID)", "sales", "dag.dag_id"),
        ("\(\.taskID)", "g.t", "task.task_id"),
        ("\(\.taskInstanceKey)", "sales__g.t__20260102", "task_instance_key_str"),
        ("\(\.tryNumber)", "1", "ti.try_number"),
        ("\(\.mapIndex)", "-1", "ti.map_index"),
        ("\(\.maximumTries)", "3", "maximum_tries"),
        ("\(\.firstStartDate)", "2026-01-02T03:04:05+00:00", "ti.start_date"),
        ("\(\.rescheduleCount)", "0", "task_reschedule_count"),
        ("\(\.prevDataIntervalStartSuccess)", "2025-12-30T00:00:00+00:00", "prev_data_interval_start_success"),
        ("\(\.prevDataIntervalEndSuccess)", "2025-12-31T00:00:00+00:00", "prev_data_interval_end_success"),
        ("\(\.prevStartDateSuccess)", "2025-12-31T00:00:01+00:00", "prev_start_date_success"),
        ("\(\.prevEndDateSuccess)", "2025-12-31T00:00:02+00:00", "prev_end_date_success"),
        ("\(\.params.file)", "a.csv", "params.file"),
        ("\(\.params.top)", "5", "params.top"),
        ("\(\.params.list)", #"[1,"x"]"#, "params.list"),
        ("\(\.params.ratio)", "0.5", "params.ratio"),
        ("\(\.params.none)", "null", "params.none"),
        ("\(\.conf.why)", "test", "…"),
        ("\(\.run.dagVersion)", "", "…"),
    ]

    @Test(arguments: keys.indices)
    func `a key stands for its text, and is shown by Airflow's name`(_ place: Int) async throws {
        let (input, expected, name) = Self.keys[place]
        #expect(try await text(input, dated()) == expected)
        #expect(input.preview == "{{ \(name) }}")
        #expect(input.constant == nil)
    }

    private static let dateKeys: [(Input<String>, String, String)] = [
        ("\(\.ds)", "ds", "ds"), ("\(\.dsNodash)", "ds_nodash", "dsNodash"), ("\(\.ts)", "ts", "ts"),
        ("\(\.tsNodash)", "ts_nodash", "tsNodash"), ("\(\.tsNodashWithTZ)", "ts_nodash_with_tz", "tsNodashWithTZ"),
        ("\(\.logicalDate)", "logical_date", "logicalDate"),
        ("\(\.dataIntervalStart)", "data_interval_start", "dataIntervalStart"),
        ("\(\.dataIntervalEnd)", "data_interval_end", "dataIntervalEnd"),
    ]

    @Test(arguments: dateKeys.indices)
    func `a key that the run does not have is named, with what to do`(_ place: Int) async {
        let (input, name, property) = Self.dateKeys[place]
        let error = await #expect(throws: TemplateError.self) { try await text(input, Try()) }
        #expect(
            error?.description
                == "the template needs “\(name)”, and run r has no logical date: give the run one (--logical-date) or write"
                + " \\(\\.\(property), default: \"…\")")
    }

    @Test func `a key about the run before says whether there was none`() async throws {
        let input: Input<String> = "\(\.prevEndDateSuccess)"
        let undated = await #expect(throws: TemplateError.self) { try await text(input, Try()) }
        #expect(
            undated?.description
                == "the template needs “prev_end_date_success”, and run r has no logical date: give the run one"
                + " (--logical-date) or write \\(\\.prevEndDateSuccess, default: \"…\")")
        var first = try dated()
        first.services = MemoryServices()
        let none = await #expect(throws: TemplateError.self) { try await text(input, first) }
        #expect(
            none?.description
                == "the template needs “prev_end_date_success”, and no run of the DAG succeeded before run manual__1:"
                + " write \\(\\.prevEndDateSuccess, default: \"…\")")
        #expect(try await text("since \(\.prevEndDateSuccess, default: "ever")", first) == "since ever")
    }

    @Test func `a default stands in for a key that the run does not have`() async throws {
        #expect(try await text("on \(\.ds, default: "no day")!", Try()) == "on no day!")
        #expect(try await text("on \(\.ds, default: "no day")!", dated()) == "on 2026-01-02!")
        #expect(try await text("\(\.taskInstanceKey)", Try()) == "d__t__r")
    }

    @Test func `texts, values and closures are put together in order`() async throws {
        let input: Input<String> = "a\(1)b\(2.5)c\(true)d\(Color.red)e\({ "\($0.tryNumber)" })f\("")g"
        #expect(try await text(input, Try()) == "a1b2.5ctruedrede1fg")
        #expect(input.preview == "a1b2.5ctruedrede{{ … }}fg")
    }

    @Test func `a plain string is known beforehand, also without characters`() async throws {
        let empty: Input<String> = ""
        #expect(empty.constant == "" && empty.preview == "")
        #expect(try await text(empty, Try()) == "")
        let one: Input<String> = "é"
        #expect(one.constant == "é")
    }

    @Test func `outputs stand in a template as text or as JSON`() async throws {
        struct Row: Codable { var b: Int, a: String }
        var attempt = Try()
        attempt.services = MemoryServices([
            XComKey(taskID: "n"): try XComValue(7), XComKey(taskID: "row"): try XComValue(Row(b: 1, a: "x/y")),
            XComKey(taskID: "color"): XComValue(json: Array(#""red""#.utf8)),
        ])
        func output<Value: Codable & Sendable>(_ task: String, _ type: Value.Type) -> Input<Value> {
            Input(dependencies: [InputDependency(taskID: task, part: .whole, typeName: "\(type)")]) {
                try await $0.pull(task)
            }
        }
        let input: Input<String> =
            "\(output("n", Int.self)) \(json: output("row", Row.self)) \(output("color", Color.self)) \(output("gone", Int.self).optional, default: "-")"
        #expect(try await text(input, attempt) == #"7 {"a":"x/y","b":1} red -"#)
        #expect(input.dependencies.map(\.taskID) == ["n", "row", "color", "gone"])
        #expect(input.preview == "{{ n }} {{ row }} {{ color }} {{ gone }}")
    }

    @Test func `a template knows which params it reads, also through others`() {
        let inner: Input<String> = "\(\.params.city)"
        let outer: Input<String> = "\(inner) \(\.params.top) \(\.conf.city)"
        #expect(outer.paramNames == ["city", "top"])
        #expect(inner.map(\.count).paramNames == ["city"])
        #expect(inner.optional.paramNames == ["city"])
    }
}
