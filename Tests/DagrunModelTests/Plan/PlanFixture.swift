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
        var triggerRule: TriggerRule?
        var retries: Int
        var attempts: [String]
        var indexAttempts: [String: [String]]?
        var follow: [String]?
        var indexFollow: [String: [String]?]?
        var condition: Bool?
        var indexCondition: [String: Bool]?
        var ignoreDownstreamTriggerRules: Bool?
        var setup: Bool?
        var teardown: Bool?
        var teardownOf: [String]?
        var onFailureFailDagrun: Bool?
        var returns: Int?
        var expand: [Input]?
    }

    struct Input: Decodable, Sendable {
        var literal: Int?
        var upstream: String?
    }

    struct Resolved: Decodable, Sendable {
        var upstream: [String]
        var triggerRule: TriggerRule
    }

    struct Instance: Decodable, Sendable, Hashable {
        var id: String
        var mapIndex: Int
        var state: String?
        var tryNumber: Int?
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
    var failFast: Bool?
    var groups: [String]
    var mappedGroups: [String: [Input]]?
    var groupUpstream: [String: [String]]
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
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode([PlanFixture].self, from: data)
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
            definition.triggerRule = task.triggerRule ?? .allSuccess
            definition.isSetup = task.setup ?? false
            definition.ignoreDownstreamTriggerRules = task.ignoreDownstreamTriggerRules ?? true
            definition.expand = task.expand.map(expand)
            if task.teardown == true {
                definition.teardown = .init(
                    setups: task.teardownOf ?? [], onFailureFailDAGRun: task.onFailureFailDagrun ?? false)
            }
            edges += task.upstream.map { EdgeDefinition(from: $0, to: task.id) }
            return definition
        }
        for (group, upstream) in groupUpstream { edges += upstream.map { EdgeDefinition(from: $0, to: group) } }
        var dag = DAGDefinition(dagID: id)
        dag.failFast = failFast ?? false
        let definitionsOfGroups = groups.sorted().map { group in
            let parent = group.split(separator: ".").dropLast().joined(separator: ".")
            return TaskGroupDefinition(
                groupID: group, parent: parent.isEmpty ? nil : parent, expand: mappedGroups?[group].map(expand))
        }
        return DAGDocument(dag: dag, groups: definitionsOfGroups, tasks: definitions, edges: edges)
    }

    /// How a try of an instance ends according to the script.
    func outcome(_ instance: PlanInstance, tryNumber: Int, graph: PlanGraph) throws -> RunPlan.Outcome {
        let task = tasks[instance.task]
        let index = String(instance.mapIndex)
        let attempts = task.indexAttempts?[index] ?? task.attempts
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
            let condition = task.indexCondition?[index] ?? task.condition ?? true
            return .success(choice: condition ? nil : .shortCircuit)
        case .branch:
            let follow = task.indexFollow?[index] ?? task.follow
            let targets = try (follow ?? []).flatMap { try #require(graph.branchTargets($0)) }
            return .success(length: follow?.count, returned: follow != nil, choice: .follow(targets))
        }
    }
}
