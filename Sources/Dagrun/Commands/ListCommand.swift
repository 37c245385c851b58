// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

/// Lists the DAGs.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the DAGs.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, ids }

    @Option(help: "text, json, or ids: one id a line.")
    var output = Format.text

    func run() throws {
        let bundle = LoadedBundle.current
        switch output {
        case .ids: for dag in bundle.dags { Output.result(dag.id) }
        case .json:
            let list = bundle.dags.map { dag -> JSONValue in
                [
                    "dag_id": .string(dag.id),
                    "description": dag.document.dag.description.map(JSONValue.string) ?? .null,
                    "schedule": dag.document.jsonValue["dag"]?["schedule"] ?? .null,
                    "tags": .array(dag.document.dag.tags.map(JSONValue.string)),
                    "tasks": .int(Int64(dag.tasks.count)),
                    "version": .string(dag.document.contentHash),
                ]
            }
            Output.result(.array(list))
        case .text:
            let width = bundle.dags.map(\.id.count).max() ?? 0
            for dag in bundle.dags {
                let count = dag.tasks.count == 1 ? "1 task" : "\(dag.tasks.count) tasks"
                let about = dag.document.dag.description ?? count
                Output.result("\(dag.id)\(String(repeating: " ", count: width - dag.id.count + 2))\(about)")
            }
        }
        let faults = bundle.faults
        if !faults.isEmpty { throw DAGLoadError(faults: faults) }
    }
}
