// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Testing

/// What a real Airflow knows of a DAG, beside the DAG's document.
struct DeployedDAG {
    let document: DAGDocument
    let details: JSONValue
    /// The data interval of the last run that Airflow started by itself, as it does with a DAG that another test switched on
    /// in the first tenth of the time between two runs.
    private let last: DataInterval?
    let tasks: [JSONValue]
    let structure: JSONValue

    /// Asks for a DAG until Airflow knows it.
    init(_ document: DAGDocument, _ airflow: RealAirflow) async throws {
        let id = PercentCoding.quote(document.dag.dagID)
        self.document = document
        var details = JSONValue.null
        var last: DataInterval?
        while true {
            try Task.checkCancellation()
            last = try await Self.lastScheduled(id, airflow)
            details = try await airflow.json("/api/v2/dags/\(id)/details")
            // Both as they were at one time.
            if details["dag_id"] != nil, try await Self.lastScheduled(id, airflow) == last { break }
        }
        self.details = details
        self.last = last
        guard case .array(let tasks)? = try await airflow.json("/api/v2/dags/\(id)/tasks")["tasks"] else {
            throw CancellationError()
        }
        self.tasks = tasks
        structure = try await airflow.json("/ui/structure/structure_data?dag_id=\(id)")
    }

    private static func lastScheduled(_ id: String, _ airflow: RealAirflow) async throws -> DataInterval? {
        let answer = try await airflow.json("/api/v2/dags/\(id)/dagRuns?run_type=scheduled&order_by=-run_after&limit=1")
        guard case .array(let runs)? = answer["dag_runs"], let run = runs.first,
            case .string(let start)? = run["data_interval_start"], case .string(let end)? = run["data_interval_end"]
        else { return nil }
        return DataInterval(start: try ISO8601.parse(start), end: try ISO8601.parse(end))
    }

    /// The file that Airflow read.
    var file: String { if case .string(let path)? = details["fileloc"] { path } else { "" } }

    // MARK: The DAG

    func expectSettings() {
        let dag = document.dag
        expect("dag_display_name", .string(dag.displayName ?? dag.dagID))
        expect("description", dag.description.map { .string($0) })
        expect("doc_md", dag.docMarkdown.map { .string($0) })
        expect("max_active_runs", .int(Int64(dag.maxActiveRuns)))
        if let most = dag.maxActiveTasks { expect("max_active_tasks", .int(Int64(most))) }
        expect("catchup", .bool(dag.catchup))
        expect("start_date", Self.instant(dag.startDate))
        expect("end_date", Self.instant(dag.endDate))
        expect("has_import_errors", false)
        expect("dag_run_timeout", dag.runTimeout.map { _ in "PT1H" })
        #expect(Self.names(details["tags"], "name") == Set(dag.tags))
        // A DAG's owners are those of its tasks.
        let owners = Set(document.tasks.map { $0.owner ?? dag.owner ?? "airflow" })
        #expect(Set(Self.strings(details["owners"])) == owners)
        guard case .object(let params)? = details["params"] else { return #expect(dag.params.isEmpty) }
        #expect(Set(params.keys) == Set(dag.params.keys))
        for (name, param) in dag.params {
            #expect(params[name]?["value"] == param.defaultValue ?? .null)
            #expect(params[name]?["schema"] == .object(param.schema))
            #expect(params[name]?["description"] == param.description.map { .string($0) } ?? .null)
        }
    }

    func expectDeadlines(_ airflow: RealAirflow) async throws {
        let id = PercentCoding.quote(document.dag.dagID)
        let answer = try await airflow.json("/ui/dags/\(id)/deadlineAlerts?limit=100")
        guard case .array(let list)? = answer["deadline_alerts"] else { return #expect(Bool(false), "\(answer)") }
        let types: [DeadlineDefinition.Reference: String] = [
            .queuedAt: "DagRunQueuedAtDeadline", .logicalDate: "DagRunLogicalDateDeadline",
            .fixedDatetime: "FixedDatetimeDeadline", .averageRuntime: "AverageRuntimeDeadline",
        ]
        let found: [JSONValue] = list.map { alert in
            .array(["name", "reference_type", "interval"].map { alert[$0] ?? .null })
        }
        let expected: [JSONValue] = document.dag.deadlines.map { deadline in
            let name: JSONValue = deadline.name.map { .string($0) } ?? .null
            return .array([name, .string(types[deadline.reference] ?? ""), .double(deadline.interval)])
        }
        #expect(Set(found) == Set(expected))
    }

    private func expect(_ name: String, _ value: JSONValue?) {
        #expect(details[name] == value ?? .null, "\(document.dag.dagID): \(name)")
    }

    private static func instant(_ text: String?) -> JSONValue? {
        text.flatMap { try? ISO8601.parse($0) }.map { .string(ISO8601.format($0)) }
    }

    private static func strings(_ list: JSONValue?) -> [String] {
        guard case .array(let values)? = list else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    private static func names(_ list: JSONValue?, _ member: String) -> Set<String> {
        guard case .array(let values)? = list else { return [] }
        return Set(strings(.array(values.compactMap { $0[member] })))
    }

    // MARK: The schedule

    func expectSchedule() throws {
        let dag = document.dag
        expect("timetable_summary", Self.summary(dag.schedule).map { .string($0) })
        if case .assets(let assets, let all) = dag.schedule {
            guard case .array(let list)? = details["asset_expression"]?[all ? "all" : "any"] else {
                return #expect(Bool(false), "no asset expression")
            }
            return #expect(list.compactMap { $0["asset"]?["name"] } == assets.map { .string($0.name) })
        }
        guard let earliest = dag.startDate.flatMap({ try? ISO8601.parse($0) }) ?? now else { return }
        guard dag.schedule != .once else { return }
        let next = try Timetable(dag.schedule).nextRun(
            last: last, earliest: dag.startDate == nil ? nil : earliest,
            latest: dag.endDate.flatMap { try? ISO8601.parse($0) }, catchup: dag.catchup, now: now ?? earliest)
        expect("next_dagrun_run_after", (next?.runAfter).map { .string(ISO8601.format($0)) })
        expect("next_dagrun_logical_date", (next?.logicalDate).map { .string(ISO8601.format($0)) })
    }

    /// Compares five runs at a time with those that Airflow would make up for, around changes of the clock.
    func expectRuns(_ airflow: RealAirflow) async throws {
        let timetable = try Timetable(document.dag.schedule)
        guard timetable.isPeriodic else { return }
        for start in ["2023-10-27T10:17:00+00:00", "2024-02-28T10:17:00+00:00", "2024-03-08T10:17:00+00:00"] {
            // Airflow tells of none that are still to come.
            let runs = try timetable.fireTimes(from: try ISO8601.parse(start), count: 5)
                .filter { $0 < now ?? .distantFuture }
            let end = runs.last.map { ISO8601.format($0) } ?? start
            let answer = try await airflow.call(
                .post, "/api/v2/backfills/dry_run",
                ["dag_id": .string(document.dag.dagID), "from_date": .string(start), "to_date": .string(end)])
            guard case .array(let list)? = try JSONValue(parsing: answer.body)["backfills"] else {
                return #expect(Bool(false), "\(document.dag.dagID): \(answer.text)")
            }
            #expect(list.map { $0["logical_date"] } == runs.map { .string(ISO8601.format($0)) }, "\(start)")
        }
    }

    private var now: Date? {
        guard case .string(let text)? = details["last_parsed_time"] else { return nil }
        return try? ISO8601.parse(text)
    }

    /// What Airflow's list of DAGs shows, as far as it is not its own prose.
    private static func summary(_ schedule: ScheduleDefinition) -> String? {
        let presets = [
            "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *",
            "@quarterly": "0 0 1 */3 *", "@yearly": "0 0 1 1 *",
        ]
        switch schedule {
        case .none: return nil
        case .once: return "@once"
        case .continuous: return "@continuous"
        case .assets: return "Asset"
        case .cron(let expressions, _): return expressions.map { presets[$0] ?? $0 }.joined(separator: ", ")
        case .every(let seconds):
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let whole = Int(seconds)
            let micros = Int((seconds - Double(whole)) * 1e6)
            let clock = "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
            return micros == 0 ? clock : clock + "." + String("00000\(micros)".suffix(6))
        }
    }

    // MARK: Tasks and graph

    func expectTasks() throws {
        let graph = try PlanGraph(document)
        #expect(Set(tasks.compactMap { $0["task_id"] }) == Set(document.tasks.map { .string($0.taskID) }))
        for definition in document.tasks {
            let id = definition.taskID
            let task = try #require(tasks.first { $0["task_id"] == .string(id) })
            let place = try #require(graph.task(id))
            let behind = Set(graph.downstream(of: place).map { graph.taskID(Int($0)) })
            #expect(Set(Self.strings(task["downstream_task_ids"])) == behind, "\(id)")
            let rule = definition.teardown == nil ? definition.triggerRule : .allDoneSetupSuccess
            let expected: [String: JSONValue] = [
                "trigger_rule": .string(rule.rawValue), "pool": .string(definition.pool),
                "pool_slots": .double(Double(definition.poolSlots)),
                "queue": .string(definition.queue ?? StubFileTests.queue),
                "is_mapped": .bool(definition.expand != nil), "retries": .double(Double(definition.retries)),
                "owner": .string(definition.owner ?? document.dag.owner ?? "airflow"),
                "task_display_name": .string(definition.displayName ?? id),
                "doc_md": definition.docMarkdown.map { .string($0) } ?? .null,
                "priority_weight": .double(Double(definition.priorityWeight)),
                "weight_rule": .string(definition.weightRule.rawValue),
                "depends_on_past": .bool(definition.dependsOnPast),
                "wait_for_downstream": .bool(definition.waitForDownstream),
                "retry_exponential_backoff": .double(definition.retryExponentialBackoff),
                "operator_name": "@task.stub",
            ]
            for (name, value) in expected { #expect(task[name] == value, "\(id): \(name)") }
            #expect(Self.seconds(task["retry_delay"]) == definition.retryDelay)
            #expect(Self.seconds(task["execution_timeout"]) == definition.executionTimeout)
        }
    }

    private static func seconds(_ delta: JSONValue?) -> Double? {
        guard case .int(let days)? = delta?["days"], case .int(let seconds)? = delta?["seconds"],
            case .int(let micros)? = delta?["microseconds"]
        else { return nil }
        return Double(days * 86_400 + seconds) + Double(micros) / 1e6
    }

    func expectGraph() {
        let nodes = Self.nodes(structure["nodes"])
        for group in document.groups {
            guard let node = nodes[group.groupID] else {
                #expect(Bool(false), "there is no group \(group.groupID)")
                continue
            }
            #expect(node["tooltip"] == .string(group.tooltip ?? ""))
            #expect(node["is_mapped"] == .bool(group.expand != nil))
            let label = group.groupID.split(separator: ".").last.map(String.init) ?? ""
            #expect(node["label"] == .string(group.displayName ?? label))
            let members = document.tasks.filter { $0.group == group.groupID }.map(\.taskID)
            #expect(Self.names(node["children"], "id").isSuperset(of: members))
        }
        for task in document.tasks {
            let type: JSONValue = task.isSetup ? "setup" : task.teardown != nil ? "teardown" : .null
            #expect(nodes[task.taskID]?["setup_teardown_type"] == type, "\(task.taskID)")
        }
        guard case .array(let edges)? = structure["edges"] else { return #expect(Bool(false), "no edges") }
        for edge in document.edges {
            guard let label = edge.label else { continue }
            #expect(
                edges.contains { found in
                    guard case .string(let from)? = found["source_id"], case .string(let to)? = found["target_id"]
                    else {
                        return false
                    }
                    return from.hasPrefix(edge.from) && to.hasPrefix(edge.to) && found["label"] == .string(label)
                }, "the label \(label)")
        }
    }

    private static func nodes(_ list: JSONValue?) -> [String: JSONValue] {
        guard case .array(let values)? = list else { return [:] }
        var nodes: [String: JSONValue] = [:]
        for node in values {
            if case .string(let id)? = node["id"] { nodes[id] = node }
            nodes.merge(Self.nodes(node["children"])) { first, _ in first }
        }
        return nodes
    }
}
