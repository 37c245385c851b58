// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport

/// Documents that try to be more than data, with all members of documents.
struct HostileDocuments {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static let pieces = [
        "\"", "'", "\"\"\"", "'''", "\\", "\\\"", "\n", "\r\n", "\r", "\t", "\0", "#", ")", "(", "]", "}", "{{ x }}",
        "{", "\u{85}", "\u{2028}", "\u{2029}", "\u{c}", "\u{b}", "\u{1c}", "\u{1e}", "\u{202e}", "\u{feff}", "\u{a0}",
        "\nimport os\nos.system('true')\n", "\"\n)\nraise SystemExit\n", "\\N{BULLET}", "\\u0022", "\\x22", "f\"",
        "rb'",
        "é", "e\u{301}", "東京", "🚦", "\u{10ffff}", "\u{e000}", "@task.stub", "dag", "airflow", "# -*- coding: utf-7 -*-",
        "a", "b", ".", "..", "-", "_", " ", ".md", "class", "print", "self", "params", "element",
    ]

    mutating func text() -> String {
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in piece() }.joined()
    }

    private mutating func piece() -> String {
        guard Int.random(in: 0..<8, using: &generator) == 0 else {
            return Self.pieces.randomElement(using: &generator) ?? ""
        }
        let value = UInt32.random(in: 0...0x10ffff, using: &generator)
        return Unicode.Scalar(value).map { String($0) } ?? "?"
    }

    private mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
        Bool.random(using: &generator) ? make(&self) : nil
    }

    mutating func json(_ depth: Int = 3) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .int(Int64.random(in: .min ... .max, using: &generator))
        case 3: return .double(Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator)).finite)
        case 4, 5: return .string(text())
        case 6: return .array((0..<3).map { _ in json(depth - 1) })
        default: return .object(Dictionary((0..<3).map { _ in (text(), json(depth - 1)) }) { first, _ in first })
        }
    }

    private mutating func asset() -> AssetDefinition {
        AssetDefinition(
            name: text(), uri: maybe { $0.text() }, group: maybe { $0.text() },
            extra: maybe { [$0.text(): $0.json()] })
    }

    private mutating func expand(_ ids: [String]) -> ExpandDefinition {
        let count = Int.random(in: 1...3, using: &generator)
        return ExpandDefinition(
            mode: Bool.random(using: &generator) ? .zip : .product,
            over: (0..<count).map { _ in
                if let id = ids.randomElement(using: &generator), Bool.random(using: &generator) {
                    return ExpandDefinition.Source(name: text(), task: id)
                }
                return ExpandDefinition.Source(name: text(), literal: (0..<2).map { _ in json(1) })
            })
    }

    mutating func document() -> DAGDocument {
        var dag = DAGDefinition(dagID: text())
        dag.displayName = maybe { $0.text() }
        dag.description = maybe { $0.text() }
        dag.docMarkdown = maybe { $0.text() }
        dag.owner = maybe { $0.text() }
        dag.tags = (0..<2).map { _ in text() }
        dag.startDate = maybe { $0.text() }
        dag.deadlines = DeadlineDefinition.Reference.allCases.map { reference in
            var deadline = DeadlineDefinition(reference: reference, interval: 60, callback: "lab.alarm")
            deadline.arguments = [text(): json()]
            deadline.name = maybe { $0.text() }
            if reference == .fixedDatetime { deadline.datetime = "2026-01-31T06:15:00+00:00" }
            return deadline
        }
        dag.params = Dictionary(
            (0..<2).map { _ in
                let description = maybe { $0.text() }
                let schema = [text(): json()]
                return (
                    text(), ParamDefinition(defaultValue: maybe { $0.json() }, description: description, schema: schema)
                )
            }
        ) { first, _ in first }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: dag.schedule = .cron([text()], timeZone: text())
        case 1: dag.schedule = .cron([text(), text()], timeZone: text())
        case 2: dag.schedule = .assets([asset(), asset()], all: Bool.random(using: &generator))
        default: dag.schedule = .every(seconds: Double.random(in: 0...1e6, using: &generator))
        }
        var groups: [TaskGroupDefinition] = []
        for number in 0..<Int.random(in: 0...3, using: &generator) {
            let parent = groups.randomElement(using: &generator)?.groupID
            let prefix = Bool.random(using: &generator) ? parent.map { $0 + "." } ?? "" : ""
            groups.append(
                TaskGroupDefinition(
                    groupID: prefix + text() + "g\(number)", parent: parent, tooltip: maybe { $0.text() },
                    displayName: maybe { $0.text() }))
        }
        var tasks: [TaskDefinition] = []
        for number in 0..<Int.random(in: 0...6, using: &generator) {
            let group = groups.randomElement(using: &generator)?.groupID
            let prefix = Bool.random(using: &generator) ? group.map { $0 + "." } ?? "" : ""
            var task = TaskDefinition(taskID: prefix + text() + "t\(number)", group: group)
            task.displayName = maybe { $0.text() }
            task.docMarkdown = maybe { $0.text() }
            task.owner = maybe { $0.text() }
            task.pool = text()
            task.queue = text()
            task.executor = maybe { $0.text() }
            task.outlets = (0..<2).map { _ in asset() }
            task.expand = maybe { [ids = tasks.map(\.taskID)] in $0.expand(ids) }
            tasks.append(task)
        }
        let ids = tasks.map(\.taskID) + groups.map(\.groupID)
        let edges = (0..<4).compactMap { _ -> EdgeDefinition? in
            guard let from = ids.randomElement(using: &generator), let to = ids.randomElement(using: &generator) else {
                return nil
            }
            return EdgeDefinition(from: from, to: to, label: maybe { $0.text() })
        }
        if let place = groups.indices.randomElement(using: &generator), Bool.random(using: &generator) {
            groups[place].expand = expand(tasks.map(\.taskID))
        }
        return DAGDocument(dag: dag, groups: groups, tasks: tasks, edges: edges)
    }
}

extension Double {
    fileprivate var finite: Double { isFinite ? self : 0 }
}
