// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension FaultFinder {
    /// Checks a task by itself and its references to others.
    mutating func checkTask(_ task: TaskDefinition) {
        let subject = DocumentFault.Subject.task(task.taskID)
        checkNames(of: task, subject)
        checkNumbers(of: task, subject)
        checkRule(of: task, subject)
        checkTeardown(of: task, subject)
        check(subject, callbacks: task.callbacks, events: ["success", "failure", "retry", "skip"])
        check(subject, assets: task.inlets)
        check(subject, assets: task.outlets)
        for input in task.inputs where tasks[input.task] == nil {
            let hint = hint(for: input.task, groups: false)
            add(
                subject, .unknownTask,
                "its input \"\(input.name)\" comes from \"\(input.task)\", which is no task\(hint)")
        }
        checkArguments(task.inputs.map(\.name) + (task.expand?.over.map(\.name) ?? []), subject)
        guard let expand = task.expand else { return }
        checkExpansion(expand, of: subject, inputs: task.inputs)
        let group = group(of: task.taskID)
        if group >= 0, mappedGroups[group] >= 0 {
            let outer = document.groups[mappedGroups[group]].groupID
            add(
                subject, .nestedMapping,
                "it is mapped inside the mapped group \"\(outer)\"; take it out of the group or don't map the group")
        }
    }

    private mutating func checkNames(of task: TaskDefinition, _ subject: DocumentFault.Subject) {
        if let complaint = IdentifierRule.complaint(about: task.taskID) { add(subject, .badID, complaint) }
        if groups[task.taskID] != nil {
            add(subject, .duplicateID, "there are a task and a group with this id; rename one")
        }
        if let group = task.group, groups[group] == nil {
            add(subject, .unknownGroup, "its group \"\(group)\" is no group of this DAG")
        }
        check(subject, "display name", name: task.displayName, maximum: 2000)
        check(subject, "owner", name: task.owner, maximum: 500)
        check(subject, "operator", name: task.operatorName, maximum: 1000)
        check(subject, "queue", name: task.queue, maximum: 256, isListed: true)
        check(subject, "executor", name: task.executor, maximum: 1000, isListed: true)
        check(subject, "pool", name: task.pool, maximum: 256)
        if let knownPools, !knownPools.contains(task.pool) {
            let hint = Suggestion.hint(for: task.pool, in: knownPools.sorted())
            add(subject, .unknownPool, "its pool \"\(task.pool)\" is not known\(hint)")
        }
    }

    private mutating func checkNumbers(of task: TaskDefinition, _ subject: DocumentFault.Subject) {
        check(subject, "retries", task.retries, atLeast: 0)
        check(subject, "retry_delay", seconds: task.retryDelay, allowsZero: true)
        check(subject, "retry_exponential_backoff", seconds: task.retryExponentialBackoff, allowsZero: true)
        check(subject, "max_retry_delay", seconds: task.maxRetryDelay)
        check(subject, "execution_timeout", seconds: task.executionTimeout)
        check(subject, "pool_slots", task.poolSlots, atLeast: 1)
        check(subject, "max_active_tis_per_dag", task.maxActivePerDAG, atLeast: 1)
        check(subject, "max_active_tis_per_dagrun", task.maxActivePerRun, atLeast: 1)
        // Airflow keeps the weight in a 32-bit column.
        if Int32(exactly: task.priorityWeight) == nil {
            add(subject, .badNumber, "priority_weight is \(task.priorityWeight), but must fit 32 bits")
        }
    }

    private mutating func checkRule(of task: TaskDefinition, _ subject: DocumentFault.Subject) {
        let rule = task.triggerRule
        if document.dag.failFast, task.teardown == nil, rule != .allSuccess, rule != .allDoneSetupSuccess {
            add(
                subject, .badTriggerRule,
                "a fail_fast DAG can only have the trigger rule all_success, this one has \(rule.rawValue)")
        }
        guard rule == .always else { return }
        let group = group(of: task.taskID)
        if group >= 0, mappedGroups[group] >= 0 {
            add(
                subject, .badTriggerRule,
                "the trigger rule always can't be used in the mapped group \(document.groups[mappedGroups[group]].groupID)"
            )
        } else if task.expand?.over.contains(where: { $0.task != nil }) == true {
            add(subject, .badTriggerRule, "the trigger rule always can't be used on a task that is mapped over another")
        }
    }

    private mutating func checkTeardown(of task: TaskDefinition, _ subject: DocumentFault.Subject) {
        guard let teardown = task.teardown else { return }
        if task.isSetup { add(subject, .badTeardown, "it is a setup and a teardown; make it one of them") }
        // The first is what a document has that leaves the rule to us; the second is what it becomes.
        if task.triggerRule != .allSuccess, task.triggerRule != .allDoneSetupSuccess {
            add(
                subject, .badTriggerRule,
                "a teardown's trigger rule is all_done_setup_success, so \(task.triggerRule.rawValue) can't be set")
        }
        for setup in teardown.setups {
            guard let place = tasks[setup] else {
                add(subject, .badTeardown, "its setup \"\(setup)\" is no task\(hint(for: setup, groups: false))")
                continue
            }
            if setup == task.taskID {
                add(subject, .badTeardown, "it can't be its own setup")
            } else if !document.tasks[place].isSetup {
                add(subject, .badTeardown, "its setup \"\(setup)\" is not marked as a setup: set is_setup on that task")
            }
        }
    }

    /// Notes a fault for each argument name that comes twice.
    mutating func checkArguments(_ names: [String], _ subject: DocumentFault.Subject) {
        guard names.count > 1 else { return }
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            add(subject, .duplicateArgument, "the argument \"\(name)\" is given twice")
        }
    }
}
