// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// What a run shows.
struct DisplayOptions: ParsableArguments {
    enum Progress: String, ExpressibleByArgument, CaseIterable { case auto, live, plain, none }

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, junit }

    @Option(help: "live: a view that is redrawn; plain: a line an event; none; auto: live on a terminal.")
    var progress = Progress.auto

    @Option(
        help: """
            text: what the last tasks returned; json: the run and what all its tasks returned; junit: a JUnit report. \
            Either goes to standard output, and a summary to standard error.
            """)
    var output = Format.text

    @Flag(help: "Show the log lines of tasks while they run.")
    var showLogs = false

    @Flag(help: "Show what would be run, and run nothing.")
    var dryRun = false
}
