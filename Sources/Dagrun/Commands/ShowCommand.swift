// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import FoundationEssentials

/// Shows what there is to know about a DAG.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a DAG's settings, tasks and data edges.")

    @Argument(help: "The DAG's id.")
    var dag: String

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func run() throws {
        let bundle = LoadedBundle.current
        let dag = try bundle.anyDAG(dag)
        let report = DAGReport(dag, now: Date())
        switch output {
        case .text: for line in report.lines(width: Output.width) { Output.result(line) }
        case .json: Output.result(report.json)
        }
        // A DAG with faults is shown all the same: that helps to mend it.
        let faults = bundle.faults(of: dag.id)
        if !faults.isEmpty { throw DAGLoadError(faults: faults) }
    }
}
