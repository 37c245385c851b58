// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunPackaging
import Testing

/// Whatever a document says, its file is the same few calls, with its texts as literals.
@Suite(.enabled(if: PythonReader.isThere, "there is no python3 to read the files with")) struct StubInjectionTests {
    @Test(arguments: 0..<4) func `Python reads back the texts of hostile documents, and finds no other code`(
        _ batch: Int
    ) throws {
        var hostile = HostileDocuments(seed: UInt64(batch))
        let documents = (0..<100).map { _ in hostile.document() }
        let readings = try PythonReader.read(documents.map { StubFile($0).text })
        try #require(readings.count == documents.count)
        for (document, reading) in zip(documents, readings) {
            try #require(reading.violations == [], "\(StubFile(document).text)")
            expectDAG(document.dag, reading)
            expectTasks(document, reading)
            expectGroups(document, reading)
            let labels = reading.calls(of: "Label").map { text($0["args"]) }
            let expected = document.edges.compactMap(\.label)
            #expect(Set(labels) == Set(expected.map { JSONValue.string($0) }))
            expectAssets(document, reading)
        }
    }

    private func text(_ list: JSONValue?) -> JSONValue? {
        guard case .array(let values)? = list else { return nil }
        return values.first?["value"]
    }

    private func expectDAG(_ dag: DAGDefinition, _ reading: PythonReader.Reading) {
        let call = reading.calls(of: "DAG").first?["kwargs"]
        #expect(call?["dag_id"]?["value"] == .string(dag.dagID))
        #expect(call?["dag_display_name"]?["value"] == dag.displayName.map { .string($0) })
        #expect(call?["description"]?["value"] == dag.description.map { .string($0) })
        #expect(
            call?["doc_md"]?["value"] == dag.docMarkdown.map { .string($0.hasSuffix(".md") ? $0 + "\n" : $0) })
        #expect(call?["tags"]?["value"] == .array(dag.tags.map { .string($0) }))
        #expect(call?["default_args"]?["value"]?["owner"] == dag.owner.map { .string($0) })
        var params: [String: JSONValue] = [:]
        if case .array(let members)? = call?["params"]?["members"] {
            for case .array(let member) in members {
                guard case .string(let name)? = member.first else { continue }
                params[name] = member.last
            }
        }
        #expect(Set(params.keys) == Set(dag.params.keys))
        for (name, param) in dag.params {
            #expect(text(params[name]?["args"]) == param.defaultValue)
            let kwargs = params[name]?["kwargs"]
            #expect(kwargs?["description"]?["value"] == param.description.map { .string($0) })
            #expect(kwargs?["schema"]?["value"] == .object(param.schema))
        }
    }

    private func expectTasks(_ document: DAGDocument, _ reading: PythonReader.Reading) {
        let stubs = reading.calls(of: "stub_task").compactMap { $0["kwargs"] }
        #expect(stubs.count == document.tasks.count)
        for task in document.tasks {
            let label = label(task.taskID, task.group)
            let stub = stubs.first { $0["task_id"]?["value"] == .string(label) && isLike($0, task) }
            #expect(stub != nil)
            #expect(stub?["task_display_name"]?["value"] == task.displayName.map { .string($0) })
            #expect(stub?["doc_md"]?["value"] == task.docMarkdown.map { .string($0) })
            let owner = task.owner == document.dag.owner ? nil : task.owner
            #expect(stub?["owner"]?["value"] == owner.map { .string($0) })
        }
        var literals = document.tasks.compactMap(\.expand).filter { $0.mode == .product || $0.over.count == 1 }
            .flatMap(\.over).compactMap(\.literal)
        literals += document.groups.compactMap(\.expand).filter { $0.mode == .product || $0.over.count == 1 }
            .flatMap(\.over).compactMap(\.literal)
        var found: [JSONValue] = []
        for call in reading.calls(of: "expand") {
            guard case .object(let kwargs)? = call["kwargs"] else { continue }
            found += kwargs.values.compactMap { $0["value"] }
        }
        #expect(Set(literals.map { JSONValue.array($0) }).isSubset(of: Set(found)))
    }

    private func isLike(_ stub: JSONValue, _ task: TaskDefinition) -> Bool {
        stub["queue"]?["value"] == .string(task.queue ?? "")
            && (task.pool == "default_pool" ? nil : JSONValue.string(task.pool)) == stub["pool"]?["value"]
    }

    private func label(_ id: String, _ group: String?) -> String {
        guard let group, id.hasPrefix(group + ".") else { return id }
        return String(id.dropFirst(group.count + 1))
    }

    private func expectGroups(_ document: DAGDocument, _ reading: PythonReader.Reading) {
        let calls = (reading.calls(of: "TaskGroup") + reading.calls(of: "task_group")).compactMap { $0["kwargs"] }
        #expect(calls.count == document.groups.count)
        for group in document.groups {
            let call = calls.first { $0["group_id"]?["value"] == .string(label(group.groupID, group.parent)) }
            #expect(call != nil)
            #expect(call?["tooltip"]?["value"] == group.tooltip.map { .string($0) })
            #expect(call?["group_display_name"]?["value"] == group.displayName.map { .string($0) })
        }
    }

    private func expectAssets(_ document: DAGDocument, _ reading: PythonReader.Reading) {
        var assets = Set(document.tasks.flatMap(\.outlets))
        if case .assets(let list, _) = document.dag.schedule { assets.formUnion(list) }
        let found = reading.calls(of: "Asset").compactMap { call -> AssetDefinition? in
            let kwargs = call["kwargs"]
            guard case .string(let name)? = kwargs?["name"]?["value"] else { return nil }
            var asset = AssetDefinition(name: name)
            if case .string(let uri)? = kwargs?["uri"]?["value"] { asset.uri = uri }
            if case .string(let group)? = kwargs?["group"]?["value"] { asset.group = group }
            if case .object(let extra)? = kwargs?["extra"]?["value"] { asset.extra = extra }
            return asset
        }
        #expect(Set(found) == assets)
    }
}
