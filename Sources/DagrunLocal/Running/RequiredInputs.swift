// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime

/// Refuses runs whose tasks take outputs that nobody gives: they could only fail.
struct RequiredInputs {
    /// Who takes outputs, and of which tasks.
    private var takers: [(name: String, upstreams: [String])] = []
    /// The tasks that have ended already, and those of them that returned something.
    private let (ended, returned): (Set<String>, Set<String>)

    /// Looks at the tasks of a run.
    ///
    /// - Parameters:
    ///   - tasks: The tasks.
    ///   - groups: Their groups.
    ///   - record: What is known before the first task starts.
    ///   - inputs: The tasks whose values are given by hand.
    init(_ tasks: [ExecutableTask], _ groups: [TaskGroupDefinition], record: RunRecord, inputs: some Sequence<String>) {
        var (open, ended, returned): (Set<String>, Set<String>, Set<String>) = ([], [], Set(inputs))
        for (id, instance) in record.instances {
            if instance.state?.isFinished == true { ended.insert(id.taskID) } else { open.insert(id.taskID) }
            if instance.value != nil { returned.insert(id.taskID) }
        }
        (self.ended, self.returned) = (ended.subtracting(open), returned)
        for task in tasks {
            let inputs = task.definition.inputs.map(\.task).filter { !task.optionalInputs.contains($0) }
            takers.append((task.definition.taskID, inputs + Self.upstreams(task.definition.expand)))
        }
        for group in groups where group.expand != nil {
            let prefix = group.groupID + "."
            guard let inside = tasks.first(where: { $0.definition.taskID.hasPrefix(prefix) }) else { continue }
            takers.append((inside.definition.taskID, Self.upstreams(group.expand)))
        }
    }

    /// Refuses outputs of tasks that are not run.
    func checkGiven(_ given: Set<String>) throws(RunError) {
        for (taker, upstream) in missing(given, except: given) {
            throw .badOption(
                "task \(taker) takes the output of \(upstream), which this run does not run: take it from an earlier run"
                    + " with --outputs-from RUN, or give it with --input '\(upstream)=JSON'")
        }
    }

    /// Refuses outputs of tasks that are marked as success, and so return nothing.
    func checkMarked(_ marked: Set<String>, given: Set<String>, isResumed: Bool) throws(RunError) {
        for (taker, upstream) in missing(marked, except: given.union(marked)) {
            let advice =
                isResumed
                ? "mark \(taker) as well"
                : "give it with --input '\(upstream)=JSON', take it from an earlier run with"
                    + " --outputs-from RUN, or mark \(taker) as well"
            throw .badOption(
                "task \(taker) takes the output of \(upstream), which --mark-success does not run: \(advice)")
        }
    }

    private func missing(_ upstreams: Set<String>, except: Set<String>) -> [(taker: String, upstream: String)] {
        takers.filter { !except.contains($0.name) && !ended.contains($0.name) }.flatMap { taker in
            taker.upstreams.filter { upstreams.contains($0) && !returned.contains($0) }.map { (taker.name, $0) }
        }
    }

    private static func upstreams(_ expand: ExpandDefinition?) -> [String] { expand?.over.compactMap(\.task) ?? [] }
}
