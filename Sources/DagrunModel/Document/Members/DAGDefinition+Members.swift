// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension DAGDefinition: DocumentRecord {
    static let blank = DAGDefinition(dagID: "")

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        let blank = Self.blank
        try visitor.required("dag_id", &dagID)
        try visitor.member("dag_display_name", &displayName)
        try visitor.member("description", &description)
        try visitor.member("doc_md", &docMarkdown)
        try visitor.member("schedule", &schedule, default: blank.schedule)
        try visitor.member("start_date", &startDate)
        try visitor.member("end_date", &endDate)
        try visitor.member("catchup", &catchup, default: blank.catchup)
        try visitor.member("tags", &tags, default: blank.tags)
        try visitor.member("owner", &owner)
        try visitor.member("max_active_runs", &maxActiveRuns, default: blank.maxActiveRuns)
        try visitor.member("max_active_tasks", &maxActiveTasks)
        try visitor.member("dagrun_timeout", &runTimeout)
        try visitor.member("fail_fast", &failFast, default: blank.failFast)
        try visitor.member("params", &params, default: blank.params)
        try visitor.member("deadlines", &deadlines, default: blank.deadlines)
        try visitor.member("callbacks", &callbacks, default: blank.callbacks)
    }
}

extension DeadlineDefinition: DocumentRecord {
    static let blank = DeadlineDefinition(reference: .queuedAt, interval: 0, callback: "")

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.required("reference", &reference)
        try visitor.member("datetime", &datetime)
        try visitor.member("max_runs", &maximumRuns)
        try visitor.member("min_runs", &minimumRuns)
        try visitor.required("interval", &interval)
        try visitor.required("callback", &callback)
        try visitor.member("kwargs", &arguments, default: [:])
        try visitor.member("name", &name)
    }
}
