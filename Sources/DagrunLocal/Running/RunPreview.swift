// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
public import DagrunModel

/// What a run would do, without doing it.
public struct RunPreview: Sendable {
    /// A task that would be run.
    public struct Task: Sendable {
        /// Its definition.
        public var definition: TaskDefinition
        /// Whether it would be taken as done.
        public var isMarkedSuccess: Bool
        /// What in the run before keeps it from starting.
        public var complaint: String?
        /// What it has come to already, in a run that is gone on with.
        public var state: TaskState?
    }

    /// What would be fixed about the run.
    public let facts: RunFacts
    /// The tasks in the order in which they may start; those of one step may run at once.
    public let steps: [[Task]]
    /// Tasks that would not be run, but whose values are needed, and where those come from.
    public let given: [(taskID: String, source: String)]
    /// Tasks of the DAG that the run would not have.
    public let left: [String]
    /// Whether a run is gone on with.
    public let isResumed: Bool

    /// Looks ahead.
    ///
    /// - Parameters:
    ///   - dag: The DAG.
    ///   - configuration: How it would be run.
    /// - Throws: What ``LocalRun/init(_:_:)`` throws for options that do not fit.
    public init(_ dag: DAG, _ configuration: LocalRunConfiguration) throws {
        let preparation = try LocalRunPreparation(dag, configuration)
        _ = try preparation.makeReadyQueue()
        facts = preparation.facts
        isResumed = configuration.resume != nil
        let marked = preparation.markedSuccess
        let held = preparation.heldBack()
        let graph = preparation.graph
        let record = preparation.record
        steps = try configuration.selection.steps(of: dag.document).map { step in
            step.map { definition in
                let place = graph.task(definition.taskID)
                let states = record.instances.filter { $0.key.taskID == definition.taskID }.map(\.value.state)
                return Task(
                    definition: definition, isMarkedSuccess: place.map(marked.contains) ?? false,
                    complaint: place.flatMap { held[$0] },
                    state: states.isEmpty ? nil : StateStyle.summary(Set(states)))
            }
        }
        let run = Set(steps.joined().map(\.definition.taskID))
        given = preparation.document.tasks.map(\.taskID).filter { !run.contains($0) }.map { taskID in
            (taskID, Self.source(of: taskID, record))
        }
        let kept = Set(preparation.document.tasks.map(\.taskID))
        left = dag.document.tasks.map(\.taskID).filter { !kept.contains($0) }
    }

    private static func source(of taskID: String, _ record: RunRecord) -> String {
        let instance = record.instances.filter { $0.key.taskID == taskID }.min { $0.key < $1.key }?.value
        return instance?.attempts.last?.outcome?.message ?? instance?.message ?? "not run"
    }
}
