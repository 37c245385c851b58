// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

/// Which task instances of which run a command looks at.
struct InstanceOptions: ParsableArguments {
    @Argument(help: "The DAG's id.")
    var dag: String

    @Argument(help: "A task or group; all tasks, where not given.")
    var task: String?

    @Option(name: .customLong("run"), help: "The run: its id, the beginning of its id, or `latest`.")
    var runID = "latest"

    @Option(help: "One instance of a mapped task; all of them, where not given.")
    var mapIndex: Int?

    @OptionGroup var runs: RunsOptions

    /// The run.
    ///
    /// - Returns: Its folder.
    /// - Throws: `RunError` when there is no such DAG or run.
    func folder() throws -> RunFolder {
        try runs.check(dag)
        return try runs.history.folder(dagID: dag, runID: runID)
    }
}
