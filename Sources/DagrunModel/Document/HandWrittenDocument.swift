// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Turns documents in ``DAGDocument/handWrittenFormat`` into current ones.
///
/// Members with the same name and meaning are read as they are. Literal arguments, `is_paused_upon_creation` and the
/// timetable's class have no place in the current format and are left out: the Swift code or the scheduler knows them.
/// Arguments of a task were an object, so their order is lost and that of their names is taken.
struct HandWrittenDocument {
    private let members: [String: JSONValue]

    /// Takes a document.
    init(_ members: [String: JSONValue]) { self.members = members }

    /// Converts all its DAGs.
    func documents() throws(DocumentError) -> [DAGDocument] {
        guard let written = members["dags"] else {
            throw DocumentError(.missingMember, path: "dags", message: "is missing")
        }
        do throws(DocumentError) {
            var documents: [DAGDocument] = []
            for (place, entry) in try [JSONValue](document: written).enumerated() {
                do throws(DocumentError) {
                    documents.append(try Self.document(of: entry))
                } catch {
                    throw error.inside("[\(place)]")
                }
            }
            return documents
        } catch {
            throw error.inside("dags")
        }
    }

    private static func document(of entry: JSONValue) throws(DocumentError) -> DAGDocument {
        var entry = try [String: JSONValue](document: entry)
        guard var dag = try object(entry, "dag") else {
            throw DocumentError(.missingMember, path: "dag", message: "is missing")
        }
        do throws(DocumentError) {
            dag["schedule"] = try schedule(dag["schedule"] ?? .null)
        } catch {
            throw error.inside("dag.schedule")
        }
        let defaults = try object(dag, "default_args") ?? [:]
        var edges = try [EdgeDefinition](document: .array(list(entry, "edges")))
        var known = Set(edges.map { EdgeDefinition(from: $0.from, to: $0.to) })
        var tasks: [JSONValue] = []
        for (place, task) in try list(entry, "tasks").enumerated() {
            do throws(DocumentError) {
                let members = try [String: JSONValue](document: task).merging(defaults) { own, _ in own }
                let (task, inputs) = try Self.task(members)
                tasks.append(.object(task))
                // Inputs were edges without being written as such.
                for edge in inputs where known.insert(edge).inserted { edges.append(edge) }
            } catch {
                throw error.inside("tasks[\(place)]")
            }
        }
        entry["format"] = .string(DAGDocument.currentFormat)
        entry["dag"] = .object(dag)
        entry["tasks"] = .array(tasks)
        entry["edges"] = edges.documentValue
        return try DAGDocument(document: .object(entry))
    }

    private static func task(
        _ members: [String: JSONValue]
    ) throws(DocumentError) -> (task: [String: JSONValue], edges: [EdgeDefinition]) {
        var task = members
        var edges: [EdgeDefinition] = []
        let id = try members["task_id"].map { value throws(DocumentError) in try String(document: value) } ?? ""
        // True meant the factor 2, as in Airflow.
        if case .bool(let grows) = task["retry_exponential_backoff"] {
            task["retry_exponential_backoff"] = grows ? 2 : 0
        }
        if let label = task["map_index_template"], label != .null { task["has_map_label"] = true }
        // What a task returns was not written down; any value may come.
        if task["output_type"] == nil { task["output_type"] = "JSONValue" }
        var inputs: [JSONValue] = []
        for (name, value) in try object(members, "args")?.sorted(by: { $0.key < $1.key }) ?? [] {
            guard let upstream = xcom(value) else { continue }
            inputs.append(["name": .string(name), "task": .string(upstream), "type": "JSONValue"])
            edges.append(EdgeDefinition(from: upstream, to: id))
        }
        task["inputs"] = .array(inputs)
        if let expand = try object(members, "expand"), expand["over"] == nil {
            var sources: [JSONValue] = []
            for (name, value) in expand.sorted(by: { $0.key < $1.key }) {
                if let upstream = xcom(value) {
                    sources.append(["name": .string(name), "task": .string(upstream)])
                    edges.append(EdgeDefinition(from: upstream, to: id))
                } else {
                    sources.append(["name": .string(name), "literal": value])
                }
            }
            task["expand"] = ["over": .array(sources)]
        }
        return (task, edges)
    }

    private static func xcom(_ value: JSONValue) -> String? {
        guard case .object(let members) = value, members.count == 1, case .string(let task) = members["xcom"] else {
            return nil
        }
        return task
    }

    private static func schedule(_ value: JSONValue) throws(DocumentError) -> JSONValue {
        if value == .null { return ["type": "none"] }
        let members = try [String: JSONValue](document: value)
        if let cron = members["cron"] {
            let expressions = if case .array = cron { cron } else { JSONValue.array([cron]) }
            let zone = members["timezone"].flatMap { $0 == .null ? nil : $0 } ?? "UTC"
            return ["type": "cron", "cron": expressions, "timezone": zone]
        }
        if let preset = members["preset"] {
            switch preset {
            case "@once": return ["type": "once"]
            case "@continuous": return ["type": "continuous"]
            default: return ["type": "cron", "cron": [preset], "timezone": members["timezone"] ?? "UTC"]
            }
        }
        if let seconds = members["every_seconds"] { return ["type": "every", "seconds": seconds] }
        if let assets = members["assets"] ?? members["assets_all"] { return ["type": "assets_all", "assets": assets] }
        if let assets = members["assets_any"] { return ["type": "assets_any", "assets": assets] }
        throw .wrongValue(
            value, expected: "null or an object with cron, preset, every_seconds, assets, assets_any or assets_all")
    }

    private static func object(
        _ members: [String: JSONValue], _ name: String
    ) throws(DocumentError) -> [String: JSONValue]? {
        guard let value = members[name], value != .null else { return nil }
        do throws(DocumentError) {
            return try [String: JSONValue](document: value)
        } catch {
            throw error.inside(name)
        }
    }

    private static func list(_ members: [String: JSONValue], _ name: String) throws(DocumentError) -> [JSONValue] {
        guard let value = members[name], value != .null else { return [] }
        do throws(DocumentError) {
            return try [JSONValue](document: value)
        } catch {
            throw error.inside(name)
        }
    }
}
