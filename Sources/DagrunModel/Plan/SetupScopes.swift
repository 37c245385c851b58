// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which setups a task waits for besides its direct upstreams, and which tasks a teardown waits for.
///
/// A setup is relevant for the tasks between it and its teardowns; one without a teardown, for all behind it.
///
/// Source: Airflow 3.3, `get_upstreams_only_setups` and `TriggerRuleDep._evaluate_teardown_scope`.
struct SetupScopes {
    /// For each task that is no teardown, its relevant setups that are not right in front of it.
    let indirectSetups: Adjacency
    /// For each teardown, the tasks behind one of its direct setups and in front of it, but not right in front.
    let scopes: Adjacency

    /// Finds them; `position` is the place of each task in an order where every edge leads forward.
    init(tasks: [PlanTask], upstream: Adjacency, downstream: Adjacency, position: [Int32]) {
        var setupFrom: [Int32] = []
        var setupTo: [Int32] = []
        var scopeFrom: [Int32] = []
        var scopeTo: [Int32] = []
        var search = BetweenSearch(upstream: upstream, downstream: downstream, position: position)
        for setup in tasks.indices where tasks[setup].isSetup {
            func isRelevant(_ task: Int32) {
                guard !tasks[Int(task)].isTeardown, !downstream.contains(setup, task) else { return }
                setupFrom.append(task)
                setupTo.append(Int32(setup))
            }
            let teardowns = downstream.row(setup).filter { tasks[Int($0)].isTeardown }
            if teardowns.isEmpty { search.behind(Int32(setup)).forEach(isRelevant) }
            for teardown in teardowns {
                for task in search.between(Int32(setup), teardown) {
                    isRelevant(task)
                    guard !downstream.contains(Int(task), teardown) else { continue }
                    scopeFrom.append(teardown)
                    scopeTo.append(task)
                }
            }
        }
        // A task that lies between several setups and teardowns is there several times; an adjacency drops doubles.
        indirectSetups = Adjacency(nodes: tasks.count, from: setupFrom, to: setupTo)
        scopes = Adjacency(nodes: tasks.count, from: scopeFrom, to: scopeTo)
    }
}
