// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal

/// Says what a run would do.
struct DryRun {
    private let dag: DAG
    private let selection: TaskSelection
    private let params: [String: JSONValue]

    init(_ dag: DAG, _ configuration: LocalRunConfiguration) throws {
        self.dag = dag
        selection = configuration.selection
        params = try dag.document.resolveParams(conf: configuration.conf, overrides: configuration.params)
    }

    /// Writes the tasks in the order in which they may start: those of one step may run at once.
    func print() throws {
        Output.result("DAG \(dag.id), params \(CanonicalJSON.text(of: .object(params)))")
        for (number, step) in try selection.steps(of: dag.document).enumerated() {
            Output.result("step \(number + 1)")
            for task in step {
                var notes = [task.operatorName]
                if let expand = task.expand { notes.append("mapped over \(expand.over.map { $0.task ?? "a literal" }.joined(separator: ", "))") }
                if task.triggerRule != .allSuccess { notes.append(task.triggerRule.rawValue) }
                if task.retries > 0 { notes.append("retries \(task.retries)") }
                Output.result("  \(task.taskID)  (\(notes.joined(separator: ", ")))")
            }
        }
    }
}
