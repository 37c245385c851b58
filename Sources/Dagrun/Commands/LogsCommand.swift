// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import FoundationEssentials

#if canImport(Glibc)
internal import Glibc
#endif

/// Prints logs.
struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print the logs of a run's tasks.")

    /// How often the logs of a run that goes on are looked at.
    private static let interval = Duration.milliseconds(100)

    @OptionGroup var instances: InstanceOptions

    @Option(name: .customLong("try"), help: "One try; all of them, where not given.")
    var tryNumber: Int?

    @Flag(name: .shortAndLong, help: "Go on with what is logged until the run ends.")
    var follow = false

    @Option(help: "text; json: a list of logs with their lines, or with --follow an object a line.")
    var output = OutputFormat.text

    func run() async throws {
        let choice = try LogChoice(
            instances.folder(), of: instances.runs.document(of: instances.dag), task: instances.task,
            mapIndex: instances.mapIndex, tryNumber: tryNumber)
        if follow { await follow(choice) } else { try print(choice.files) }
    }

    private func print(_ files: [LogFile]) throws {
        if output == .json { return Output.result(.array(try files.map { try $0.json() })) }
        if files.isEmpty { Output.error("nothing was logged") }
        for file in files {
            // As `tail` does: a name is needed only among several.
            if files.count > 1 { Output.result("==> \(file.name) <==") }
            Output.write(String(decoding: try file.bytes(), as: UTF8.self), to: STDOUT_FILENO)
        }
    }

    private func follow(_ choice: LogChoice) async {
        var follower = LogFollower(choice)
        while true {
            for line in follower.newLines() {
                switch output {
                case .text: Output.result("\(line.file.instance) | \(line.text)")
                case .json: Output.result(CanonicalJSON.text(of: line.json))
                }
            }
            guard !follower.isOver, (try? await Task.sleep(for: Self.interval)) != nil else { return }
        }
    }
}
