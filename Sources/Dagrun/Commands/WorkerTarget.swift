// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunEdge
internal import DagrunLocal
internal import DagrunSystem

/// Which running worker is meant, and how its answer is written.
struct WorkerTarget: ParsableArguments {
    @Option(
        name: [.customShort("H"), .customLong("name")],
        help: "The worker's name; may be left out where only one runs here.")
    var name: String?

    @Option(help: "The worker's state folder; STATE_DIRECTORY, .dagrun or the folders of services, where not given.")
    var stateFolder: String?

    @Option(help: "How the result is written.")
    var output = OutputFormat.text

    /// Asks or tells the worker something and prints how it is.
    ///
    /// - Parameters:
    ///   - request: What.
    ///   - text: Says it for people.
    /// - Throws: A `BundleFailure` when there is no such worker.
    func send(_ request: ControlRequest, text: (JSONValue) -> [String]) throws {
        do {
            let answer = try RunningWorker(in: folders, named: name).send(request)
            guard output == .text else { return Output.result(answer) }
            for line in text(answer) { Output.result(line) }
        } catch {
            throw BundleFailure(exit: .runFailed, message: "error: \(error)")
        }
    }

    private var folders: [String] {
        if let stateFolder { return [stateFolder] }
        if let folder = ProcessEnvironment.variables["STATE_DIRECTORY"] { return [folder] }
        // Where the units of packages have theirs.
        let services = Folders.names(in: "/var/lib").filter { $0.hasPrefix("dagrun-") }.map { "/var/lib/\($0)" }
        return [".dagrun"] + services
    }
}
