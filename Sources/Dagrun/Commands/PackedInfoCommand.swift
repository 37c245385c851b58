// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunPackaging
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// Shows what a packed program is, and checks it.
struct PackedInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show a packed program's DAGs, and check its footer as Airflow does.",
        discussion:
            "The exit status is 1 for a file that Airflow would not take; it would pass over it without a word.")

    @Argument(help: ArgumentHelp("A program that `pack` wrote, or one of another language's.", valueName: "file"))
    var file: String

    @Flag(help: "Print the embedded source instead: the documents of the DAGs.")
    var source = false

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func run() throws {
        do {
            let bundle = try BundleFile(try Folders.read(file))
            if source { return Output.write(String(decoding: bundle.source, as: UTF8.self), to: STDOUT_FILENO) }
            let report = PackedReport(file: file, bundle: bundle, metadata: try BundleMetadata(bundle.metadata))
            switch output {
            case .text: for line in report.lines { Output.result(line) }
            case .json: Output.result(report.json)
            }
            if let fault = report.fault(permissions: Folders.permissions(file)) {
                throw BundleFailure(exit: .runFailed, message: "error: \(file): \(fault)")
            }
        } catch let error as BundleFileError {
            throw BundleFailure(exit: .runFailed, message: "error: \(file): \(error)")
        } catch let error as FileError {
            throw BundleFailure(exit: .runFailed, message: "error: \(error)")
        }
    }
}
