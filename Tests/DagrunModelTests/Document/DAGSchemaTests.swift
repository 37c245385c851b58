// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

@testable import DagrunModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Python, where it is installed with its JSON Schema library: a second opinion on what this module writes.
private enum Python {
    static let isPresent = unsafe system("python3 -c 'import jsonschema.validators' >/dev/null 2>&1") == 0

    /// Runs a program in a folder that holds files, and returns what it printed.
    static func run(_ program: String, files: [String: [UInt8]]) throws -> String {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appending(path: "dagrun-document-\(UUID().uuidString)")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: folder) }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
        try Data(program.utf8).write(to: folder.appending(path: "program.py"))
        let status = unsafe system("cd '\(folder.path)' && PYTHONUTF8=1 python3 program.py > output.txt 2>&1")
        let output = String(decoding: try Data(contentsOf: folder.appending(path: "output.txt")), as: UTF8.self)
        try #require(status == 0, "\(output)")
        return output
    }
}

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
            "bad_queue": { $0.tasks[0].queue = "a,b" }, "bad_callback": { $0.dag.callbacks = ["retry"] },
            "bad_schedule": { $0.dag.schedule = .every(seconds: -1) },
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
        var numbers = SeededNumbers(seed: 3)
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
