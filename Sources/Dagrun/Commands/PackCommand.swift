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
            DAGs with it. The file replaces an older one at once, so that no task meets half of it.
            """)

    @Option(help: ArgumentHelp("The file to write; the program's name and .bundle, unless given.", valueName: "file"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "The program of the same DAGs to pack instead of this one, such as one for another machine.",
            valueName: "file"))
    var program: String?

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func run() throws {
        let bundle = LoadedBundle.current
        if case let faults = bundle.faults, !faults.isEmpty { throw DAGLoadError(faults: faults) }
        let file = to ?? "\(CommandName.ofProcess).bundle"
        do {
            let packed = try BundleFile(
                program: try Folders.read(program ?? "/proc/self/exe"), documents: bundle.dags.map(\.document))
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
