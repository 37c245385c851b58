// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// Prints versions.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the versions of the bundle and its DAGs.",
        discussion: "A DAG's version is the SHA-256 of its document.")

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func run() {
        let dags = LoadedBundle.current.dags
        switch output {
        case .text:
            Output.result("dagrun \(DagrunVersion.current)")
            for dag in dags { Output.result("\(dag.document.contentHash)  \(dag.id)") }
        case .json:
            Output.result([
                "dagrun": .string(DagrunVersion.current),
                "dags": .object(
                    Dictionary(
                        dags.map { ($0.id, .string($0.document.contentHash)) }, uniquingKeysWith: { first, _ in first })
                ),
            ])
        }
    }
}
