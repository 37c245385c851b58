// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

/// A DAG and a run of it as Apache Airflow 3.3.2 planned it.
struct PlanFixture: Decodable, Sendable, CustomTestStringConvertible {
    struct Task: Decodable, Sendable {
        var id: String
        var group: String?
        var kind: TaskDefinition.Kind
        var upstream: [String]
        var trigger_rule: TriggerRule?
        var retries: Int
        var attempts: [String]
        var index_attempts: [String: [String]]?
        var follow: [String]?
        var index_follow: [String: [String]?]?
        var condition: Bool?
        var index_condition: [String: Bool]?
        var ignore_downstream_trigger_rules: Bool?
        var setup: Bool?
        var teardown: Bool?
        var teardown_of: [String]?
        var on_failure_fail_dagrun: Bool?
        var returns: Int?
        var expand: [Input]?
    }

    struct Input: Decodable, Sendable {
        var literal: Int?
        var upstream: String?
    }

    struct Resolved: Decodable, Sendable {
        var upstream: [String]
        var trigger_rule: TriggerRule
    }

    struct Instance: Decodable, Sendable, Hashable {
        var id: String
        var map_index: Int
        var state: String?
        var try_number: Int?
        var ends: String?
    }

    struct Wave: Decodable, Sendable {
        var decided: [Instance]
        var start: [Instance]
    }

    struct Expected: Decodable, Sendable {
        var run: RunState
        var tasks: [Instance]
    }

    var id: String
    var fail_fast: Bool?
    var groups: [String]
    var mapped_groups: [String: [Input]]?
    var group_upstream: [String: [String]]
    var tasks: [Task]
    var resolved: [String: Resolved]
    var expected: Expected
    var waves: [Wave]

    var testDescription: String { id }

    /// Reads the cases of a file in `Fixtures/`.
    static func load(_ name: String) -> [PlanFixture] {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(
            separator: "/")
        do {
            let data = try Data(contentsOf: URL(filePath: folder + "/Fixtures/" + name))
            return try JSONDecoder().decode([PlanFixture].self, from: data)
        } catch {
            Issue.record("\(name): \(error)")
            return []
        }
    }

    /// The case's DAG as a document.
    var document: DAGDocument {
        func expand(_ inputs: [Input]) -> ExpandDefinition {
            ExpandDefinition(
                over: inputs.enumerated().map { place, input in
                    if let task = input.upstream { return .init(name: "x\(place)", task: task) }
                    return .init(name: "x\(place)", literal: Array(repeating: .null, count: input.literal ?? 0))
                })
        }
        var edges: [EdgeDefinition] = []
        let definitions = tasks.map { task in
            var definition = TaskDefinition(taskID: task.id, group: task.group)
            definition.kind = task.kind
            definition.retries = task.retries
            definition.triggerRule = task.trigger_rule ?? .allSuccess
            definition.isSetup = task.setup ?? false
            definition.ignoreDownstreamTriggerRules = task.ignore_downstream_trigger_rules ?? true
            definition.expand = task.expand.map(expand)
            if task.teardown == true {
                definition.teardown = .init(
                    setups: task.teardown_of ?? [], onFailureFailDAGRun: task.on_failure_fail_dagrun ?? false)
            }
            edges += task.upstream.map { EdgeDefinition(from: $0, to: task.id) }
            return definition
        }
        for (group, upstream) in group_upstream { edges += upstream.map { EdgeDefinition(from: $0, to: group) } }
        var dag = DAGDefinition(dagID: id)
        dag.failFast = fail_fast ?? false
        let definitionsOfGroups = groups.sorted().map { group in
            let parent = group.split(separator: ".").dropLast().joined(separator: ".")
            return TaskGroupDefinition(
                groupID: group, parent: parent.isEmpty ? nil : parent, expand: mapped_groups?[group].map(expand))
        }
        return DAGDocument(dag: dag, groups: definitionsOfGroups, tasks: definitions, edges: edges)
    }

    /// How a try of an instance ends according to the script.
    func outcome(_ instance: PlanInstance, tryNumber: Int, graph: PlanGraph) throws -> RunPlan.Outcome {
        let task = tasks[instance.task]
        let index = String(instance.mapIndex)
        let attempts = task.index_attempts?[index] ?? task.attempts
        switch attempts[min(tryNumber, attempts.count) - 1] {
        case "skip": return .skipped
        case "fail": return .failed()
        case "fail_no_retry": return .failed(retryable: false)
        default: break
        }
        switch task.kind {
        case .plain:
            return .success(length: task.returns, returned: task.returns != nil || task.expand != nil)
        case .shortCircuit:
            let condition = task.index_condition?[index] ?? task.condition ?? true
            return .success(choice: condition ? nil : .shortCircuit)
        case .branch:
            let follow = task.index_follow?[index] ?? task.follow
            let targets = try (follow ?? []).flatMap { try #require(graph.branchTargets($0)) }
            return .success(length: follow?.count, returned: follow != nil, choice: .follow(targets))
        }
    }
}
