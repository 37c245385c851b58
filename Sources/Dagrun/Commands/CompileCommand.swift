// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

#if canImport(Glibc)
internal import Glibc
#endif

/// Writes DAG documents.
struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Write the DAG documents (dag.json).",
        discussion: "A single DAG is printed where no folder is given.")

    @Argument(help: "The DAGs' ids; all DAGs, where none is given.")
    var dags: [String] = []

    @Option(help: ArgumentHelp("The folder that holds a file <dag>.dag.json for each DAG.", valueName: "folder"))
    var to: String?

    @Flag(help: "Write nothing; end with status 1 when the files in the folder are not as the DAGs are.")
    var check = false

    func validate() throws {
        if check, to == nil { throw ValidationError("--check: say where the files are with --to") }
    }

    func run() throws {
        let bundle = LoadedBundle.current
        if dags.isEmpty, case let faults = bundle.faults, !faults.isEmpty { throw DAGLoadError(faults: faults) }
        let documents = try (dags.isEmpty ? bundle.dags.map(\.id) : dags).map { try bundle.dag($0).document }
        guard let to else {
            guard documents.count == 1, let document = documents.first else {
                throw ValidationError("there are \(documents.count) DAGs: name one, or a folder with --to")
            }
            Output.write(String(decoding: document.prettyBytes, as: UTF8.self), to: STDOUT_FILENO)
            return
        }
        let folder = DocumentFolder(to)
        if check {
            let differences = folder.differences(from: documents, areAll: dags.isEmpty)
            guard !differences.isEmpty else { return }
            for line in differences { Output.result(line) }
            let command = "\(CommandName.ofProcess) compile --to \(to)"
            throw BundleFailure(exit: .runFailed, message: "the documents are not up to date; run `\(command)`")
        }
        for document in documents {
            let hasChanged = try folder.write(document)
            Output.result("\(hasChanged ? "wrote" : "kept") \(folder.file(document.dag.dagID))")
        }
    }
}
