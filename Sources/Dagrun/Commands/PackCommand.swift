// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunPackaging
internal import DagrunSystem

/// Makes a file of this program that Airflow's workers can run.
struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Write this program with a footer that makes it an executable bundle for Airflow.",
        discussion: """
            Airflow's executable coordinator finds the program by its footer, in a folder of `executables_root`, and runs the tasks of its \
            DAGs with it. The file replaces an older one at once, so that no task meets half of it. With --zip the file is an archive as \
            well, with the DAGs' stub files: put it in a DAG folder that is also a folder of `executables_root`, and that is all.
            """)

    @Option(
        help: ArgumentHelp(
            "The file to write; the program's name and .bundle or .zip, unless given.", valueName: "file"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "The program of the same DAGs to pack instead of this one, such as one for another machine.",
            valueName: "file"))
    var program: String?

    @Flag(help: "Add the stub files, so that Airflow finds the DAGs in the same file.")
    var zip = false

    @Option(help: ArgumentHelp("With --zip: the queue of tasks that name none.", valueName: "name"))
    var queue = StubFile.defaultQueue

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func validate() throws { try QueueName.check(queue) }

    func run() throws {
        let source = BundleDocuments()
        let documents = try source.documents([])
        let stubs = zip ? try CompiledStubs.make(of: documents, source, queue: queue) : nil
        let file = to ?? "\(CommandName.ofProcess).\(zip ? "zip" : "bundle")"
        if zip, !file.hasSuffix(".zip") {
            throw ValidationError("--to \(file): Airflow looks for DAGs in archives that are called *.zip")
        }
        do {
            let program = try Folders.read(program ?? "/proc/self/exe")
            let packed =
                if let stubs {
                    try BundleFile(
                        program: program, documents: documents,
                        stubs: stubs.map { (name: $0.name, bytes: Array($0.text.utf8)) })
                } else {
                    try BundleFile(program: program, documents: documents)
                }
            if zip { for note in source.poolNotes(documents) { Output.error("note: \(note)") } }
            let bytes = try packed.bytes()
            try Folders.write(bytes, to: file, isProgram: true)
            let report = PackedReport(file: file, bundle: packed, metadata: try BundleMetadata(packed.metadata))
            switch output {
            case .text: Output.result("wrote \(file), \(report.summary)")
            case .json: Output.result(report.json)
            }
        } catch let error as BundleFileError {
            throw BundleFailure(exit: .runFailed, message: "error: can't pack \(file): \(error)")
        } catch let error as FileError {
            throw BundleFailure(exit: .runFailed, message: "error: \(error)")
        }
    }
}
