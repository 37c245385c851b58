// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension TaskDefinition: DocumentRecord {
    static let blank = TaskDefinition(taskID: "")

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        let blank = Self.blank
        try visitor.required("task_id", &taskID)
        try visitor.member("group", &group)
        try visitor.member("operator", &operatorName, default: blank.operatorName)
        try visitor.member("kind", &kind, default: blank.kind)
        try visitor.member("task_display_name", &displayName)
        try visitor.member("doc_md", &docMarkdown)
        try visitor.member("owner", &owner)
        try visitor.member("trigger_rule", &triggerRule, default: blank.triggerRule)
        try visitor.member("retries", &retries, default: blank.retries)
        try visitor.member("retry_delay", &retryDelay, default: blank.retryDelay)
        try visitor.member(
            "retry_exponential_backoff", &retryExponentialBackoff, default: blank.retryExponentialBackoff)
        try visitor.member("max_retry_delay", &maxRetryDelay)
        try visitor.member("execution_timeout", &executionTimeout)
        try visitor.member("pool", &pool, default: blank.pool)
        try visitor.member("pool_slots", &poolSlots, default: blank.poolSlots)
        try visitor.member("priority_weight", &priorityWeight, default: blank.priorityWeight)
        try visitor.member("weight_rule", &weightRule, default: blank.weightRule)
        try visitor.member("queue", &queue)
        try visitor.member("executor", &executor)
        try visitor.member("max_active_tis_per_dag", &maxActivePerDAG)
        try visitor.member("max_active_tis_per_dagrun", &maxActivePerRun)
        try visitor.member("depends_on_past", &dependsOnPast, default: blank.dependsOnPast)
        try visitor.member("wait_for_downstream", &waitForDownstream, default: blank.waitForDownstream)
        try visitor.member("inlets", &inlets, default: blank.inlets)
        try visitor.member("outlets", &outlets, default: blank.outlets)
        try visitor.member("outlet_aliases", &outletAliases, default: blank.outletAliases)
        try visitor.member("is_setup", &isSetup, default: blank.isSetup)
        try visitor.member("teardown", &teardown)
        try visitor.member("do_xcom_push", &doXComPush, default: blank.doXComPush)
        try visitor.member("multiple_outputs", &multipleOutputs, default: blank.multipleOutputs)
        try visitor.member("has_map_label", &hasMapLabel, default: blank.hasMapLabel)
        try visitor.member(
            "ignore_downstream_trigger_rules", &ignoreDownstreamTriggerRules,
            default: blank.ignoreDownstreamTriggerRules)
        try visitor.member("branch_paths", &branchPaths, default: blank.branchPaths)
        try visitor.member("callbacks", &callbacks, default: blank.callbacks)
        try visitor.member("inputs", &inputs, default: blank.inputs)
        try visitor.member("expand", &expand)
        try visitor.member("output_type", &outputType)
    }
}

extension TaskDefinition.Teardown: DocumentRecord {
    static let blank = Self(setups: [])

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.member("setups", &setups, default: [])
        try visitor.member("on_failure_fail_dagrun", &onFailureFailDAGRun, default: false)
    }
}

extension TaskDefinition.DataInput: DocumentRecord {
    static let blank = Self(name: "", task: "", type: "")

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.required("name", &name)
        try visitor.required("task", &task)
        try visitor.required("type", &type)
    }
}
