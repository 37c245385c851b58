// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
public import DagrunModel
public import FoundationEssentials

/// All that is known about a DAG, for people and for programs: what `show` prints.
public struct DAGReport: Sendable {
    private let document: DAGDocument
    private let location: SourceLocation
    private let nextRuns: [Date]

    /// How many of the next runs are told.
    private static let nextRunCount = 3

    /// Looks at a DAG, right or not.
    ///
    /// - Parameters:
    ///   - dag: The DAG.
    ///   - now: The present instant; the next runs lie behind it.
    public init(_ dag: DAG, now: Date) {
        document = dag.document
        location = dag.location
        // A schedule that can't be kept is a fault of the DAG, which is told elsewhere.
        nextRuns = (try? FireTimes(of: document.dag).times(from: now, count: Self.nextRunCount)) ?? []
    }

    // MARK: JSON

    /// The report as an object: the DAG document under `document`, and what is made of it.
    public var json: JSONValue {
        [
            "dag_id": .string(document.dag.dagID),
            "version": .string(document.contentHash),
            "source": .string(location.description),
            "schedule": .string(document.dag.schedule.text),
            "schedule_in_words": document.dag.schedule.words.map(JSONValue.string) ?? .null,
            "next_runs": .array(nextRuns.map { .string(ISO8601.format($0)) }),
            "data_edges": .array(
                dataEdges.map { edge in
                    ["from": .string(edge.from), "to": .string(edge.to), "type": .string(edge.type)]
                }),
            "document": document.jsonValue,
        ]
    }

    // MARK: Text

    /// The report as lines of text.
    ///
    /// - Parameter width: The columns of the terminal; wider tables are cut. Nil: nothing is cut.
    /// - Returns: The lines.
    public func lines(width: Int? = nil) -> [String] {
        let dag = document.dag
        var lines = ["\(dag.dagID)\(dag.displayName.map { " (\($0))" } ?? "")"]
        if let description = dag.description { lines.append(description) }
        lines.append("")
        let settings = settings
        let column = settings.map { DisplayWidth.of($0.name) }.max() ?? 0
        lines += settings.map { "\(DisplayWidth.fit($0.name, to: column))  \(DisplayWidth.oneLine($0.text))" }
        lines += section("params", paramTable, width)
        lines += section("tasks", taskTable, width)
        lines += section("groups", groupTable, width)
        if !dataEdges.isEmpty {
            lines += ["", "data"] + dataEdges.map { "  \($0.from) → \($0.to): \($0.type)" }
        }
        if let docs = dag.docMarkdown {
            lines += ["", "docs"] + docs.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        }
        return lines
    }

    private func section(_ name: String, _ table: TextTable?, _ width: Int?) -> [String] {
        guard let table else { return [] }
        return ["", name] + table.lines(width: width.map { $0 - 2 }).map { "  " + $0 }
    }

    private var settings: [(name: String, text: String)] {
        let dag = document.dag
        var settings: [(String, String)] = []
        let words = dag.schedule.words.map { $0 == dag.schedule.text ? "" : ": \($0)" } ?? ""
        settings.append(("schedule", dag.schedule.text + words))
        if !nextRuns.isEmpty {
            settings.append(("next runs", nextRuns.map { ISO8601.format($0) }.joined(separator: ", ")))
        }
        if let date = dag.startDate { settings.append(("start date", date)) }
        if let date = dag.endDate { settings.append(("end date", date)) }
        settings.append(("catchup", dag.catchup ? "yes" : "no"))
        if !dag.tags.isEmpty { settings.append(("tags", dag.tags.joined(separator: ", "))) }
        if let owner = dag.owner { settings.append(("owner", owner)) }
        var limits = ["\(dag.maxActiveRuns) run\(dag.maxActiveRuns == 1 ? "" : "s") at once"]
        if let most = dag.maxActiveTasks { limits.append("\(most) task\(most == 1 ? "" : "s") at once in a run") }
        if let seconds = dag.runTimeout { limits.append("a run fails after \(TimeText.duration(seconds))") }
        if dag.failFast { limits.append("the first failure ends a run") }
        settings.append(("limits", limits.joined(separator: ", ")))
        if !dag.deadlines.isEmpty {
            let texts = dag.deadlines.map { deadline in
                "\(TimeText.duration(deadline.interval)) after \(deadline.reference.rawValue): \(deadline.callback)"
            }
            settings.append(("deadlines", texts.joined(separator: ", ")))
        }
        if !dag.callbacks.isEmpty { settings.append(("callbacks", dag.callbacks.joined(separator: ", "))) }
        settings.append(("version", document.contentHash))
        settings.append(("source", location.description))
        return settings
    }

    private var paramTable: TextTable? {
        guard !document.dag.params.isEmpty else { return nil }
        var table = TextTable(["PARAM", "TYPE", "DEFAULT", "ALLOWED", "DESCRIPTION"])
        for (name, param) in document.dag.params.sorted(by: { $0.key < $1.key }) {
            table.add([
                name, Self.type(param), param.defaultValue.map(CanonicalJSON.text) ?? "required", Self.allowed(param),
                param.description ?? "",
            ])
        }
        return table
    }

    private static func type(_ param: ParamDefinition) -> String {
        switch param.schema["type"] {
        case .string(let type): type
        case .array(let types):
            types.map { if case .string(let type) = $0 { type } else { "?" } }.joined(separator: " | ")
        default: "any"
        }
    }

    private static func allowed(_ param: ParamDefinition) -> String {
        var parts: [String] = []
        if case .array(let choices) = param.schema["enum"] {
            parts.append(choices.map(CanonicalJSON.text).joined(separator: " | "))
        }
        if let low = param.schema["minimum"] { parts.append("≥ \(CanonicalJSON.text(of: low))") }
        if let high = param.schema["maximum"] { parts.append("≤ \(CanonicalJSON.text(of: high))") }
        if case .string(let pattern) = param.schema["pattern"] { parts.append("/\(pattern)/") }
        let others = Set(param.schema.keys).subtracting(["type", "enum", "minimum", "maximum", "pattern"]).sorted()
        for name in others { parts.append("\(name) \(CanonicalJSON.text(of: param.schema[name] ?? .null))") }
        return parts.joined(separator: ", ")
    }

    private var taskTable: TextTable? {
        guard !document.tasks.isEmpty else { return nil }
        var table = TextTable(
            ["TASK", "OPERATOR", "TRIGGER RULE", "RETRIES", "POOL", "MAPPED OVER", "RETURNS", "NOTES"], right: [3])
        for task in document.tasks {
            table.add([
                task.taskID, task.operatorName, task.triggerRule.rawValue, String(task.retries),
                task.poolSlots == 1 ? task.pool : "\(task.pool) (\(task.poolSlots) slots)",
                task.expand.map(Self.text) ?? "", task.outputType ?? "", notes(task),
            ])
        }
        return table
    }

    private func notes(_ task: TaskDefinition) -> String {
        var notes: [String] = []
        switch task.kind {
        case .branch where !task.branchPaths.isEmpty:
            notes.append("branch: \(task.branchPaths.keys.sorted().joined(separator: ", "))")
        case .branch: notes.append("branch")
        case .shortCircuit: notes.append("short circuit")
        case .plain: break
        }
        if task.isSetup { notes.append("setup") }
        if let teardown = task.teardown { notes.append("teardown of \(teardown.setups.joined(separator: ", "))") }
        if task.dependsOnPast || task.waitForDownstream {
            notes.append(task.waitForDownstream ? "depends on past, waits for downstream" : "depends on past")
        }
        if let seconds = task.executionTimeout { notes.append("timeout \(TimeText.duration(seconds))") }
        if let queue = task.queue { notes.append("queue \(queue)") }
        if let executor = task.executor { notes.append("executor \(executor)") }
        return notes.joined(separator: "; ")
    }

    private var groupTable: TextTable? {
        guard !document.groups.isEmpty else { return nil }
        var table = TextTable(["GROUP", "TASKS", "MAPPED OVER", "TOOLTIP"], right: [1])
        for group in document.groups {
            let count = document.tasks.count { $0.taskID.hasPrefix(group.groupID + ".") }
            table.add([group.groupID, String(count), group.expand.map(Self.text) ?? "", group.tooltip ?? ""])
        }
        return table
    }

    private static func text(_ expand: ExpandDefinition) -> String {
        let sources = expand.over.map { $0.task ?? "\($0.literal?.count ?? 0) literals" }
        return sources.joined(separator: expand.mode == .zip ? " zip " : " × ")
    }

    private var dataEdges: [(from: String, to: String, type: String)] {
        document.tasks.flatMap { task in task.inputs.map { ($0.task, task.taskID, $0.type) } }
    }
}
