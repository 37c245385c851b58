// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension StubContext {
    /// What stands in the parentheses of `DAG(…)`.
    mutating func arguments(of dag: DAGDefinition) -> [PythonExpression.Argument] {
        var arguments: [PythonExpression.Argument] = [.init("dag_id", .string(dag.dagID))]
        func add(_ name: String, _ value: PythonExpression?) {
            if let value { arguments.append(.init(name, value)) }
        }
        add("dag_display_name", dag.displayName.map { .string($0) })
        add("description", dag.description.map { .string($0) })
        add("schedule", schedule(dag.schedule))
        add("start_date", dag.startDate.map { instant($0) })
        add("end_date", dag.endDate.map { instant($0) })
        // A server may be configured to take other values for these two where none are given, and for retries and the
        // weight rule below.
        add("catchup", .bool(dag.catchup))
        add("max_active_runs", .int(dag.maxActiveRuns))
        add("max_active_tasks", dag.maxActiveTasks.map { .int($0) })
        add("dagrun_timeout", dag.runTimeout.map { duration($0) })
        if dag.failFast { add("fail_fast", .bool(true)) }
        if !dag.tags.isEmpty { add("tags", .list(dag.tags.map { .string($0) })) }
        if !dag.params.isEmpty {
            add("params", .dictionary(dag.params.sorted { $0.key < $1.key }.map { ($0.key, param($0.value)) }))
        }
        var defaults: [(key: String, value: PythonExpression)] = []
        if let owner = dag.owner { defaults.append(("owner", .string(owner))) }
        defaults.append(("retries", .int(0)))
        defaults.append(("weight_rule", .string(WeightRule.downstream.rawValue)))
        add("default_args", .dictionary(defaults))
        if !dag.deadlines.isEmpty { add("deadline", .list(dag.deadlines.map { deadline($0) })) }
        add("doc_md", dag.docMarkdown.map { .string(Self.markdown($0)) })
        return arguments
    }

    /// Airflow takes a documentation that ends in `.md` for the name of a file, and reads that; a line end keeps it from it.
    static func markdown(_ text: String) -> String { text.hasSuffix(".md") ? text + "\n" : text }

    private mutating func schedule(_ schedule: ScheduleDefinition) -> PythonExpression {
        switch schedule {
        case .none: return .code("None")
        case .once: return .string("@once")
        case .continuous: return .string("@continuous")
        case .every(let seconds): return sdk("DeltaTriggerTimetable", [.init(nil, duration(seconds))])
        case .cron(let expressions, let timeZone):
            // Written out rather than as a string: what Airflow makes of a string depends on its configuration, and on
            // the zone of the start date.
            return sdk(
                expressions.count == 1 ? "CronTriggerTimetable" : "MultipleCronTriggerTimetable",
                expressions.map { .init(nil, .string($0)) } + [.init("timezone", .string(timeZone))])
        case .assets(let assets, let all):
            let names = assets.map { asset($0) }
            if names.count == 1 { return .list(names) }
            return sdk(all ? "AssetAll" : "AssetAny", names.map { .init(nil, $0) })
        }
    }

    private mutating func param(_ param: ParamDefinition) -> PythonExpression {
        var arguments: [PythonExpression.Argument] = []
        if let value = param.defaultValue { arguments.append(.init(nil, .json(value))) }
        if let text = param.description { arguments.append(.init("description", .string(text))) }
        arguments.append(.init("schema", .json(.object(param.schema))))
        return sdk("Param", arguments)
    }

    /// What stands in the parentheses of `stub_task(…)`, behind the function.
    ///
    /// - Parameters:
    ///   - task: The task.
    ///   - label: Its id within its group.
    ///   - queue: The queue where it names none.
    ///   - owner: The DAG's owner, which need not be said again.
    /// - Returns: The arguments.
    mutating func arguments(
        of task: TaskDefinition, label: String, queue: String, owner: String?
    ) -> [PythonExpression.Argument] {
        let blank = TaskDefinition(taskID: "")
        var arguments: [PythonExpression.Argument] = [.init("task_id", .string(label))]
        func add(_ name: String, _ value: PythonExpression?) {
            if let value { arguments.append(.init(name, value)) }
        }
        add("task_display_name", task.displayName.map { .string($0) })
        add("queue", .string(task.queue ?? queue))
        add("executor", task.executor.map { .string($0) })
        if task.owner != owner { add("owner", task.owner.map { .string($0) }) }
        if task.retries != blank.retries { add("retries", .int(task.retries)) }
        if task.retries != blank.retries || task.retryDelay != blank.retryDelay {
            add("retry_delay", duration(task.retryDelay))
        }
        if task.retryExponentialBackoff != blank.retryExponentialBackoff {
            let factor = task.retryExponentialBackoff
            add("retry_exponential_backoff", Int(exactly: factor).map { .int($0) } ?? .number(factor))
        }
        add("max_retry_delay", task.maxRetryDelay.map { duration($0) })
        add("execution_timeout", task.executionTimeout.map { duration($0) })
        // A teardown's rule is set with it.
        if task.triggerRule != blank.triggerRule, task.teardown == nil {
            add("trigger_rule", .string(task.triggerRule.rawValue))
        }
        if task.pool != blank.pool { add("pool", .string(task.pool)) }
        if task.poolSlots != blank.poolSlots { add("pool_slots", .int(task.poolSlots)) }
        if task.priorityWeight != blank.priorityWeight { add("priority_weight", .int(task.priorityWeight)) }
        if task.weightRule != blank.weightRule { add("weight_rule", .string(task.weightRule.rawValue)) }
        add("max_active_tis_per_dag", task.maxActivePerDAG.map { .int($0) })
        add("max_active_tis_per_dagrun", task.maxActivePerRun.map { .int($0) })
        if task.dependsOnPast { add("depends_on_past", .bool(true)) }
        if task.waitForDownstream { add("wait_for_downstream", .bool(true)) }
        if !task.doXComPush { add("do_xcom_push", .bool(false)) }
        if task.multipleOutputs { add("multiple_outputs", .bool(true)) }
        if !task.inlets.isEmpty { add("inlets", .list(task.inlets.map { asset($0) })) }
        let outlets =
            task.outlets.map { asset($0) }
            + task.outletAliases.map { sdk("AssetAlias", [.init("name", .string($0))]) }
        if !outlets.isEmpty { add("outlets", .list(outlets)) }
        add("doc_md", task.docMarkdown.map { .string($0) })
        return arguments
    }

    /// What stands in the parentheses of `TaskGroup(…)` or `@task_group(…)`.
    func arguments(of group: TaskGroupDefinition, label: String, isPrefix: Bool) -> [PythonExpression.Argument] {
        var arguments: [PythonExpression.Argument] = [.init("group_id", .string(label))]
        if let name = group.displayName { arguments.append(.init("group_display_name", .string(name))) }
        if let text = group.tooltip { arguments.append(.init("tooltip", .string(text))) }
        if !isPrefix { arguments.append(.init("prefix_group_id", .bool(false))) }
        return arguments
    }

    /// What stands in the parentheses of `Asset(…)`.
    static func arguments(of asset: AssetDefinition) -> [PythonExpression.Argument] {
        var arguments: [PythonExpression.Argument] = [.init("name", .string(asset.name))]
        if let uri = asset.uri { arguments.append(.init("uri", .string(uri))) }
        if let group = asset.group { arguments.append(.init("group", .string(group))) }
        if let extra = asset.extra { arguments.append(.init("extra", .json(.object(extra)))) }
        return arguments
    }
}
