// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import ArgumentParser
internal import DagrunLocal

/// Prints what tasks returned.
struct XComCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xcom", abstract: "Print what a run's tasks returned.")

    @Argument(help: "The DAG's id.")
    var dag: String

    @Argument(help: "A task or group; all tasks, where not given.")
    var task: String?

    @Option(name: .customLong("run"), help: "The run: its id, the beginning of its id, or `latest`.")
    var runID = "latest"

    @Option(help: "One key, such as return_value; all of them, where not given.")
    var key: String?

    @Option(help: "One instance of a mapped task; all of them, where not given.")
    var mapIndex: Int?

    @Option(help: "text or json.")
    var output = OutputFormat.text

    @OptionGroup var runs: RunsOptions

    func run() throws {
        try runs.check(dag)
        let record = try runs.history.contents(dagID: dag, runID: runID).record
        let listing = try XComListing(record, task: task, mapIndex: mapIndex, key: key)
        switch output {
        case .json: Output.result(listing.json)
        case .text:
            if listing.isEmpty { Output.error("there is no such value in run \(record.facts.runID)") }
            for line in listing.lines(width: Output.width) { Output.result(line) }
        }
    }
}
