// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension FaultFinder {
    /// Checks the DAG's own settings.
    mutating func checkDAG() {
        let dag = document.dag
        if let complaint = IdentifierRule.complaint(about: dag.dagID) { add(.dag, .badID, complaint) }
        check(.dag, "display name", name: dag.displayName, maximum: 2000)
        check(.dag, "owner", name: dag.owner, maximum: 500)
        check(.dag, "max_active_runs", dag.maxActiveRuns, atLeast: 1)
        if let most = dag.maxActiveTasks { check(.dag, "max_active_tasks", most, atLeast: 1) }
        check(.dag, "dagrun_timeout", seconds: dag.runTimeout)
        check(.dag, callbacks: dag.callbacks, events: ["success", "failure"])
        // Airflow keeps a tag in 100 characters.
        for tag in dag.tags { check(.dag, "tag", name: tag, maximum: 100) }
        checkDates()
        checkSchedule()
        checkDeadlines()
    }

    private mutating func checkDates() {
        let dag = document.dag
        for (name, text) in [("start_date", dag.startDate), ("end_date", dag.endDate)] {
            guard let text, CalendarText.instant(text) == nil else { continue }
            add(.dag, .badDate, "\(name) \"\(text)\" is not an instant such as 2026-01-31T06:15:00+00:00")
        }
        if let start = dag.startDate.flatMap(CalendarText.instant), let end = dag.endDate.flatMap(CalendarText.instant),
            start > end
        {
            add(
                .dag, .badDate,
                "start_date \(dag.startDate ?? "") lies behind end_date \(dag.endDate ?? ""), so it would never run")
        }
        if dag.catchup, dag.startDate == nil, dag.schedule != .none {
            add(.dag, .catchupWithoutStart, "catchup needs a start_date to catch up from")
        }
    }

    private mutating func checkSchedule() {
        switch document.dag.schedule {
        case .none, .once: break
        case .cron(let expressions, _):
            if expressions.isEmpty { add(.dag, .badSchedule, "the schedule names no cron expression") }
        case .every(let seconds): check(.dag, "the schedule's seconds", seconds: seconds)
        case .assets(let assets, _):
            if assets.isEmpty { add(.dag, .badSchedule, "the schedule names no asset to wait for") }
            check(.dag, assets: assets)
        case .continuous:
            guard document.dag.maxActiveRuns > 1 else { break }
            add(
                .dag, .badSchedule,
                "a continuous DAG has one run at a time: set max_active_runs to 1, it is \(document.dag.maxActiveRuns)")
        }
    }

    /// Checks the parameters.
    mutating func checkParams() {
        for (name, param) in document.dag.params.sorted(by: { $0.key < $1.key }) {
            if name.isEmpty { add(.param(name), .badName, "its name is empty") }
            let schemaFaults = param.schemaFaults
            for fault in schemaFaults { add(.param(name), .badSchema, "its schema is wrong: \(fault)") }
            if !JSONValue.object(param.schema).isFinite {
                add(.param(name), .badSchema, "its schema holds a number that is not finite")
            }
            guard let value = param.defaultValue else {
                if document.dag.schedule != .none {
                    add(
                        .param(name), .badDefault,
                        "it needs a default, as the schedule makes runs without values for it")
                }
                continue
            }
            if !value.isFinite { add(.param(name), .badDefault, "its default holds a number that is not finite") }
            guard schemaFaults.isEmpty else { continue }
            for complaint in param.validate(value) {
                add(.param(name), .badDefault, "its default breaks its schema: \(complaint)")
            }
        }
    }

    /// Checks the groups.
    mutating func checkGroups() {
        for (place, group) in document.groups.enumerated() {
            let subject = DocumentFault.Subject.group(group.groupID)
            if groups[group.groupID] != place {
                add(subject, .duplicateID, "there are two groups with this id; rename one")
            }
            var ownID = Substring(group.groupID)
            if let parent = group.parent {
                if ownID.hasPrefix(parent + ".") { ownID = ownID.dropFirst(parent.count + 1) }
                switch groups[parent] {
                case nil: add(subject, .unknownGroup, "its parent \"\(parent)\" is no group of this DAG")
                case .some(let found) where found >= place:
                    add(subject, .unknownGroup, "its parent \"\(parent)\" must come before it in groups")
                case .some: break
                }
            }
            if let complaint = IdentifierRule.complaint(aboutGroup: String(ownID)) { add(subject, .badID, complaint) }
            check(subject, "display name", name: group.displayName, maximum: 2000)
            guard let expand = group.expand else { continue }
            checkExpansion(expand, of: subject, inputs: [])
            if parents[place] >= 0, mappedGroups[parents[place]] >= 0 {
                let outer = document.groups[mappedGroups[parents[place]]].groupID
                add(subject, .nestedMapping, "it is mapped inside the mapped group \"\(outer)\"; map only one of them")
            }
        }
    }
}
