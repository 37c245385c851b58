// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

/// Prints what tasks returned.
struct XComCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xcom", abstract: "Print what a run's tasks returned.")

    @OptionGroup var instances: InstanceOptions

    @Option(help: "One key, such as return_value; all of them, where not given.")
    var key: String?

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func run() throws {
        let record = try JournalReader.read(try instances.folder().journal).record
        let listing = try XComListing(record, task: instances.task, mapIndex: instances.mapIndex, key: key)
        switch output {
        case .json: Output.result(listing.json)
        case .text:
            if listing.isEmpty { Output.error("there is no such value in run \(record.facts.runID)") }
            for line in listing.lines(width: Output.width) { Output.result(line) }
        }
    }
}
