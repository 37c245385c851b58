// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the planner must know about a task, in few bytes.
struct PlanTask: Sendable {
    /// When it may start.
    var rule: TriggerRule
    /// What it does to the graph.
    var kind: TaskDefinition.Kind
    /// How many more tries a failed one gets.
    var retries: Int32
    /// Whether it is a setup.
    var isSetup: Bool
    /// Whether it is a teardown.
    var isTeardown: Bool
    /// Whether its failure counts for the run even though it is a teardown.
    var failsRun: Bool
    /// For a short circuit: whether all that comes behind is skipped.
    var ignoresRules: Bool
    /// Whether the state of the run depends on it.
    var isLeaf = false
    /// The number of the mapped group it lies in; -1: none.
    var mappedGroup: Int32 = -1
    /// The number of its own expansion; -1: not mapped by itself.
    var expansion: Int32 = -1
    /// The longest list it may return, when something is mapped over it; -1: nothing is.
    var lengthLimit: Int32 = -1
    /// Whether a branch or a short circuit is right in front of it.
    var hasSkippingParent = false
    /// How many direct upstreams are setups.
    var upstreamSetups: Int32 = 0

    /// Takes over what the document says.
    init(_ definition: TaskDefinition) {
        rule = definition.teardown == nil ? definition.triggerRule : .allDoneSetupSuccess
        kind = definition.kind
        retries = Int32(clamping: max(0, definition.retries))
        isSetup = definition.isSetup
        isTeardown = definition.teardown != nil
        // Airflow 3.3 loses `on_failure_fail_dagrun` of a mapped teardown when it serializes the DAG.
        failsRun = definition.teardown.map { $0.onFailureFailDAGRun && definition.expand == nil } ?? true
        ignoresRules = definition.ignoreDownstreamTriggerRules
    }

    /// Whether it has several instances, by itself or by its group.
    var isMapped: Bool { expansion >= 0 || mappedGroup >= 0 }
}
