// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

/// Where the runs are that a command looks at.
struct RunsOptions: ParsableArguments {
    @Option(help: "The folder that runs are kept in.")
    var runsFolder = ".dagrun/runs"

    /// The runs.
    var history: RunHistory { RunHistory(root: runsFolder) }

    /// Checks a DAG's id; runs of a DAG that the bundle no longer has can be looked at, too.
    func check(_ dagID: String) throws {
        guard !history.dagIDs().contains(dagID) else { return }
        _ = try LoadedBundle.current.anyDAG(dagID)
    }

    /// The document of a DAG, where the bundle has it.
    func document(of dagID: String) -> DAGDocument? {
        LoadedBundle.current.dags.first { $0.id == dagID }?.document
    }
}
