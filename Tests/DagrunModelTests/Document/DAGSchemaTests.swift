// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import FoundationEssentials
import Testing

@testable import DagrunModel

@Suite(.enabled(if: Python.isPresent, "python3 with the module jsonschema is not installed"))
struct DAGSchemaTests {
    private static var schema: [UInt8] {
        get throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            return [UInt8](try Data(contentsOf: root.appending(path: "docs/dag.schema.json")))
        }
    }

    /// Documents by name; those whose name begins with `bad` must be refused.
    private static var documents: [String: [UInt8]] {
        let tasks = [TaskDefinition(taskID: "t")]
        var documents: [String: [UInt8]] = [
            "good_full": SampleDocuments.full.canonicalBytes,
            "good_small": DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: tasks).prettyBytes,
        ]
        let schedules: [ScheduleDefinition] = [
            .once, .continuous, .every(seconds: 1.5), .cron(["@daily"], timeZone: "UTC"),
            .assets([AssetDefinition(name: "a", extra: ["x": 1])], all: true),
            .assets([AssetDefinition(name: "a")], all: false),
        ]
        for (place, schedule) in schedules.enumerated() {
            var document = DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: tasks)
            document.dag.schedule = schedule
            documents["good_schedule_\(place)"] = document.canonicalBytes
        }
        for rule in TriggerRule.allCases {
            var document = DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: tasks)
            document.tasks[0].triggerRule = rule
            documents["good_\(rule.rawValue)"] = document.canonicalBytes
        }
        let changes: [String: (inout DAGDocument) -> Void] = [
            "bad_format": { $0.format = "dagrun-airflow/dag@2" }, "bad_id": { $0.tasks[0].taskID = "a b" },
            "bad_retries": { $0.tasks[0].retries = -1 }, "bad_timeout": { $0.tasks[0].executionTimeout = 0 },
            "bad_queue": { $0.tasks[0].queue = "a,b" }, "bad_executor": { $0.tasks[0].executor = "a b" },
            "bad_callback": { $0.dag.callbacks = ["retry"] },
            "bad_schedule": { $0.dag.schedule = .every(seconds: -1) },
            "bad_deadline": {
                $0.dag.deadlines = [DeadlineDefinition(reference: .queuedAt, interval: 1, callback: "a b")]
            },
            "bad_expand": { $0.tasks[0].expand = ExpandDefinition(over: []) },
        ]
        for (name, change) in changes {
            var document = DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: tasks)
            change(&document)
            documents[name] = document.canonicalBytes
        }
        documents["bad_rule"] = Array(
            #"{"format":"dagrun-airflow/dag@1","dag":{"dag_id":"d"},"tasks":[{"task_id":"t","trigger_rule":"x"}]}"#.utf8
        )
        documents["bad_missing"] = Array(#"{"format":"dagrun-airflow/dag@1","tasks":[]}"#.utf8)
        return documents
    }

    @Test func `the published schema takes what is written and refuses what is wrong`() throws {
        let program = """
            import glob, json, jsonschema
            schema = json.load(open("dag.schema.json"))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            for name in sorted(glob.glob("*.dag")):
                errors = [e.message for e in validator.iter_errors(json.load(open(name)))]
                if bool(errors) != name.startswith("bad"):
                    print(name, errors)
            """
        var files = Dictionary(uniqueKeysWithValues: Self.documents.map { ("\($0).dag", $1) })
        files["dag.schema.json"] = try Self.schema
        #expect(try Python.run(program, files: files) == "")
    }

    @Test func `the published schema names exactly the members that are written`() throws {
        let schema = try JSONValue(parsing: Self.schema)
        func members(_ path: [String]) -> Set<String> {
            var value = schema
            for name in path {
                guard case .object(let inner) = value, let next = inner[name] else { return [] }
                value = next
            }
            guard case .object(let properties) = value else { return [] }
            return Set(properties.keys)
        }
        var dag: Set<String> = []
        var tasks: Set<String> = []
        if case .object(let document) = SampleDocuments.full.jsonValue {
            if case .object(let settings) = document["dag"] { dag = Set(settings.keys) }
            if case .array(let written) = document["tasks"] {
                for case .object(let task) in written { tasks.formUnion(task.keys) }
            }
            #expect(members(["properties"]) == Set(document.keys))
        }
        #expect(members(["$defs", "dag", "properties"]) == dag.union(["fail_fast"]))
        #expect(members(["$defs", "task", "properties"]) == tasks)
    }

    @Test func `Python writes the same bytes`() throws {
        let program = """
            import json, sys
            value = json.load(open("in.json", encoding="utf-8"))
            plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            pretty = (json.dumps(value, sort_keys=True, indent=2, ensure_ascii=False) + "\\n").encode()
            print(plain == open("in.json", "rb").read(), pretty == open("pretty.json", "rb").read())
            """
        var numbers = SeededGenerator(seed: 3)
        var doubles: [JSONValue] = []
        for _ in 0..<2000 {
            let number = Double(bitPattern: numbers.next())
            if number.isFinite { doubles.append(.double(number)) }
            doubles.append(.double(Double(Int64(bitPattern: numbers.next()) >> 8) / 1000))
        }
        let texts: JSONValue = ["é": "\u{0}\u{1f}\u{7f}\u{2028}\"\\/", "😀": [], "～": [:], "": nil, "E": true]
        let value: JSONValue = ["document": SampleDocuments.full.jsonValue, "doubles": .array(doubles), "texts": texts]
        let files = ["in.json": CanonicalJSON.bytes(of: value), "pretty.json": CanonicalJSON.prettyBytes(of: value)]
        #expect(try Python.run(program, files: files) == "True True\n")
    }
}
