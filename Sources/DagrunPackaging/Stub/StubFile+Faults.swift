// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

extension StubFile {
    /// How deep Python can nest `with` statements, with some room.
    private static let deepestGroup = 16
    /// How deep a value may be nested: Python's parser gives up at 200 brackets.
    private static let deepestValue = 64
    /// The longest `timedelta`: 999,999,999 days.
    private static let longestDuration = 86_399_999_913_600.0

    /// What a document says that can't be said to Airflow 3.3; for a document that is right by itself.
    ///
    /// - Parameter document: The DAG.
    /// - Returns: The faults, in the order of the document; none where the file of stubs says all.
    package static func faults(of document: DAGDocument) -> [DocumentFault] {
        var faults = StubFaults()
        faults.check(document)
        return faults.found
    }

    struct StubFaults {
        var found: [DocumentFault] = []

        mutating func check(_ document: DAGDocument) {
            let dag = document.dag
            check(.dag, "dagrun_timeout", seconds: dag.runTimeout)
            for deadline in dag.deadlines {
                check(.dag, "a deadline's interval", seconds: deadline.interval)
                check(.dag, "an argument of a deadline's callback", .object(deadline.arguments))
            }
            if !dag.callbacks.isEmpty {
                add(
                    .dag,
                    "its callbacks for the run's \(dag.callbacks.joined(separator: " and ")) can't be called: Airflow calls those"
                        + " in its DAG processor, in Python; write callbacks: .localRuns where local runs are all that is"
                        + " meant, or make a last task of it, with the trigger rule allDone or oneFailed")
            }
            var assets: [(DocumentFault.Subject, AssetDefinition)] = []
            switch dag.schedule {
            case .assets(let list, _): assets += list.map { (.dag, $0) }
            case .every(let seconds): check(.dag, "the schedule's time between runs", seconds: seconds)
            case .none, .once, .continuous, .cron: break
            }
            for (name, param) in dag.params.sorted(by: { $0.key < $1.key }) {
                check(.param(name), "its default", param.defaultValue ?? .null)
                check(.param(name), "its schema", .object(param.schema))
            }
            let outline = StubOutline(document)
            checkGroups(outline)
            for task in document.tasks {
                let subject = DocumentFault.Subject.task(task.taskID)
                check(subject, "retry_delay", seconds: task.retryDelay)
                check(subject, "max_retry_delay", seconds: task.maxRetryDelay)
                check(subject, "execution_timeout", seconds: task.executionTimeout)
                if let expand = task.expand { check(subject, expand, outline) }
                assets += (task.inlets + task.outlets).map { (subject, $0) }
            }
            check(assets)
        }

        private mutating func checkGroups(_ outline: StubOutline) {
            let prefixes = outline.prefixes()
            for (place, group) in outline.document.groups.enumerated() {
                let subject = DocumentFault.Subject.group(group.groupID)
                if prefixes[place] == nil {
                    add(
                        subject,
                        "some ids in it begin with \"\(group.groupID).\" and some don't; in Airflow all do or none does"
                    )
                }
                let depth = outline.path(to: place, in: -1).count
                if depth > StubFile.deepestGroup {
                    add(
                        subject,
                        "it lies \(depth) groups deep, but Python nests no more than \(StubFile.deepestGroup); take some of"
                            + " the groups away")
                }
                if let expand = group.expand { check(subject, expand, outline) }
            }
        }

        private mutating func check(
            _ subject: DocumentFault.Subject, _ expand: ExpandDefinition, _ outline: StubOutline
        ) {
            if expand.limit < ExpandDefinition.defaultLimit {
                add(
                    subject,
                    "its limit of \(expand.limit) instances can't be kept: Airflow has one limit for all DAGs,"
                        + " [core] max_map_length; leave the limit away")
            }
            for source in expand.over {
                check(subject, "an element of \"\(source.name)\"", .array(source.literal ?? []))
                // Its scheduler looks for the length of the one list that such a task has not.
                // Source: `get_task_map_length` of `airflow.serialization.definitions.xcom_arg`.
                guard let id = source.task, case .task(let place)? = outline.nodes[id],
                    case let scope = outline.scope(of: .task(place)), scope >= 0,
                    outline.document.tasks[place].expand == nil
                else { continue }
                add(
                    subject,
                    "it is mapped over \"\(id)\", which is inside the mapped group"
                        + " \"\(outline.document.groups[scope].groupID)\": Airflow can't count those results; put a task"
                        + " between that returns them as a list")
            }
        }

        private mutating func check(_ subject: DocumentFault.Subject, _ name: String, seconds: Double?) {
            guard let seconds, !(seconds <= StubFile.longestDuration) else { return }
            add(subject, "\(name) is \(seconds) seconds; Python's timedelta ends at \(StubFile.longestDuration)")
        }

        mutating func check(_ subject: DocumentFault.Subject, _ what: String, _ value: JSONValue) {
            guard Self.isDeeper(value, than: StubFile.deepestValue) else { return }
            add(subject, "\(what) is nested more than \(StubFile.deepestValue) levels deep, which Python does not read")
        }

        private static func isDeeper(_ value: JSONValue, than depth: Int) -> Bool {
            switch value {
            case .null, .bool, .int, .double, .string: false
            case .array(let elements): depth == 0 || elements.contains { isDeeper($0, than: depth - 1) }
            case .object(let members): depth == 0 || members.values.contains { isDeeper($0, than: depth - 1) }
            }
        }

        mutating func add(_ subject: DocumentFault.Subject, _ message: String) {
            found.append(DocumentFault(subject, .notInAirflow, message))
        }
    }
}
