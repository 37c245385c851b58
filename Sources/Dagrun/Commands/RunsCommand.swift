// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

/// Lists runs.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List the runs of a DAG.",
        discussion: "The latest run comes first. A run that nobody runs any more but that did not end is `interrupted`."
    )

    @Argument(help: "The DAG's id; all DAGs, where not given.")
    var dag: String?

    @Option(help: "The most runs.")
    var limit = 20

    @Option(help: "text or json.")
    var output = OutputFormat.text

    @OptionGroup var runs: RunsOptions

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() throws {
        if let dag { try runs.check(dag) }
        let dagIDs = dag.map { [$0] } ?? runs.history.dagIDs()
        let unreadable = dagIDs.flatMap { runs.history.unreadable(dagID: $0) }
        for run in unreadable { Output.error("warning: run \(run.runID) of DAG \(run.dagID): \(run.reason)") }
        let listing = RunListing(runs.history, dagIDs: dagIDs, limit: limit)
        switch output {
        case .json: Output.result(listing.json)
        case .text:
            guard !listing.isEmpty else {
                guard unreadable.isEmpty else { return }
                Output.error("there is no run\(dag.map { " of DAG \($0)" } ?? "") in \(runs.runsFolder) yet")
                return
            }
            for line in listing.lines(width: Output.width) { Output.result(line) }
        }
    }
}
