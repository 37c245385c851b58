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
        let missing = missing(given, except: given)
        guard !missing.isEmpty else { return }
        throw .badOption(
            "\(Self.sentence(missing)), which this run does not run: take \(Self.them(missing)) from an earlier run"
                + " with --outputs-from RUN, or give \(Self.them(missing)) with \(Self.options(missing))")
    }

    /// Refuses outputs of tasks that are marked as success, and so return nothing.
    func checkMarked(_ marked: Set<String>, given: Set<String>, isResumed: Bool) throws(RunError) {
        let missing = missing(marked, except: given.union(marked))
        guard !missing.isEmpty else { return }
        let takers = Self.list(missing.map(\.taker))
        let advice =
            isResumed
            ? "mark \(takers) as well"
            : "give \(Self.them(missing)) with \(Self.options(missing)), take \(Self.them(missing)) from an earlier run"
                + " with --outputs-from RUN, or mark \(takers) as well"
        throw .badOption("\(Self.sentence(missing)), which --mark-success does not run: \(advice)")
    }

    /// Who takes the outputs of which tasks, all of them: who mends one fault at a time starts the run as many times.
    private static func sentence(_ missing: [(taker: String, upstream: String)]) -> String {
        var takers: [(name: String, upstreams: [String])] = []
        for (taker, upstream) in missing {
            if takers.last?.name != taker { takers.append((taker, [])) }
            takers[takers.count - 1].upstreams.append(upstream)
        }
        return takers.map { "task \($0.name) takes the output of \(list($0.upstreams))" }.joined(separator: "; ")
    }

    private static func them(_ missing: [(taker: String, upstream: String)]) -> String {
        Set(missing.map(\.upstream)).count == 1 ? "it" : "them"
    }

    private static func options(_ missing: [(taker: String, upstream: String)]) -> String {
        distinct(missing.map(\.upstream)).map { "--input '\($0)=JSON'" }.joined(separator: " ")
    }

    /// Names as in a sentence, each once: `a, b and c`.
    private static func list(_ names: [String]) -> String {
        let names = distinct(names)
        guard names.count > 1, let last = names.last else { return names.joined() }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private func missing(_ upstreams: Set<String>, except: Set<String>) -> [(taker: String, upstream: String)] {
        takers.filter { !except.contains($0.name) && !ended.contains($0.name) }.flatMap { taker in
            taker.upstreams.filter { upstreams.contains($0) && !returned.contains($0) }.map { (taker.name, $0) }
        }
    }

    private static func upstreams(_ expand: ExpandDefinition?) -> [String] { expand?.over.compactMap(\.task) ?? [] }
}
