// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

/// Which tasks of a DAG are run.
struct TaskOptions: ParsableArguments {
    @Option(help: "Only this task (or group) and what comes behind it. Repeatable.")
    var from: [String] = []

    @Option(help: "Only this task (or group) and what comes in front of it. Repeatable.")
    var until: [String] = []

    @Option(help: "Only this task (or group). Repeatable.")
    var only: [String] = []

    @Option(help: "Take what tasks that are not run returned from this run.")
    var outputsFrom: String?

    @Option(help: "What a task that is not run returned: task=JSON. Repeatable.")
    var input: [String] = []

    @Option(help: "Take tasks whose ids match (`*`, `?`) as done instead of running them. Repeatable.")
    var markSuccess: [String] = []

    var isEmpty: Bool { from.isEmpty && until.isEmpty && only.isEmpty && outputsFrom == nil && input.isEmpty }

    func apply(to configuration: inout LocalRunConfiguration) throws {
        configuration.selection.from = from
        configuration.selection.until = until
        configuration.selection.only = only
        configuration.outputsFrom = outputsFrom
        configuration.markSuccess = markSuccess
        for text in input {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw ValidationError("--input \(text): write task=JSON")
            }
            let name = String(text[..<sign])
            do {
                configuration.inputs[name] = try JSONValue(parsing: String(text[text.index(after: sign)...]))
            } catch {
                throw ValidationError("--input \(name): \(error)")
            }
        }
        if configuration.selection.isAll, markSuccess.isEmpty, outputsFrom != nil || !input.isEmpty {
            throw ValidationError(
                "--outputs-from and --input go with --from, --only or --mark-success: all tasks are run")
        }
    }
}
