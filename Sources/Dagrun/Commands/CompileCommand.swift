// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunPackaging

#if canImport(Glibc)
internal import Glibc
#endif

/// Writes what others need of the DAGs: their documents, and files for Airflow.
struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Write the DAG documents (dag.json), or files for Airflow's DAG folder.",
        discussion: "A single DAG's document is printed where no folder is given. Files that are up to date are kept.")

    @Argument(help: "The DAGs' ids; all DAGs, where none is given.")
    var dags: [String] = []

    @Option(help: ArgumentHelp("The folder that holds a file <dag>.dag.json for each DAG.", valueName: "folder"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Airflow's DAG folder: a file <dag>.py of stubs for each DAG, by which Airflow lists and schedules it.",
            valueName: "folder"))
    var airflow: String?

    @Option(
        help: ArgumentHelp(
            "With --airflow: the queue of tasks that name none; a worker with this program must serve it.",
            valueName: "name"))
    var queue = StubFile.defaultQueue

    @Option(
        help: ArgumentHelp(
            "Take the documents in this folder (*.dag.json) instead of this program's DAGs.", valueName: "folder"))
    var from: String?

    @Flag(help: "Write nothing; end with status 1 when the files in the folder are not as the DAGs are.")
    var check = false

    func validate() throws {
        if check, to == nil, airflow == nil {
            throw ValidationError("--check: say where the files are with --to or --airflow")
        }
        try QueueName.check(queue)
    }

    func run() throws {
        let source: any DocumentSource = try from.map { try DocumentFiles($0) } ?? BundleDocuments()
        let documents = try source.documents(dags)
        let stubs = airflow == nil ? nil : try CompiledStubs.make(of: documents, source, queue: queue)
        guard to != nil || airflow != nil else {
            guard documents.count == 1, let document = documents.first else {
                throw ValidationError("there are \(documents.count) DAGs: name one, or a folder with --to")
            }
            Output.write(String(decoding: document.prettyBytes, as: UTF8.self), to: STDOUT_FILENO)
            return
        }
        if check { return try compare(documents, stubs ?? []) }
        if let to {
            let folder = DocumentFolder(to)
            for document in documents { report(try folder.write(document), folder.file(document.dag.dagID)) }
        }
        guard let airflow, let stubs else { return }
        let folder = StubFolder(airflow)
        for stub in stubs { report(try folder.write(stub), folder.place(of: stub)) }
        if dags.isEmpty, case let others = folder.others(than: stubs), !others.isEmpty {
            let names =
                others.prefix(3).joined(separator: ", ") + (others.count > 3 ? " and \(others.count - 3) more" : "")
            Output.error("note: Airflow also finds files there that are of none of these DAGs: \(names)")
        }
        for note in source.poolNotes(documents) { Output.error("note: \(note)") }
    }

    private func compare(_ documents: [DAGDocument], _ stubs: [StubFile]) throws {
        var differences: [String] = []
        var options: [String] = []
        var isOnlyMore = false
        if let to {
            differences += DocumentFolder(to).differences(from: documents, areAll: dags.isEmpty)
            options.append("--to \(to)")
        }
        if let airflow {
            differences += StubFolder(airflow).differences(from: stubs, areAll: dags.isEmpty)
            options.append("--airflow \(airflow)")
            isOnlyMore = dags.isEmpty && differences.count == StubFolder(airflow).others(than: stubs).count
            if queue != StubFile.defaultQueue { options.append("--queue \(queue)") }
        }
        guard !differences.isEmpty else { return }
        for line in differences { Output.result(line) }
        let command = "\(CommandName.ofProcess) compile \(options.joined(separator: " "))"
        throw BundleFailure(
            exit: .runFailed,
            message: isOnlyMore
                ? "there are more files than DAGs; delete them, or, where other programs keep theirs there too, name the DAGs to compare"
                : "the files are not up to date; run `\(command)`")
    }

    private func report(_ hasChanged: Bool, _ path: String) {
        Output.result("\(hasChanged ? "wrote" : "kept") \(path)")
    }
}
