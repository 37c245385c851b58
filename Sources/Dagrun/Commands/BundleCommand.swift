// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunSystem

/// The program of a bundle.
struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: CommandName.ofProcess,
        abstract: "Run and inspect the DAGs of this bundle.",
        discussion: """
            Results go to standard output, progress and logs to standard error. Exit status: 0 success, 1 a run failed, \
            2 wrong usage, 3 a DAG does not load, 130 interrupted (the run can be resumed).
            """,
        version: "\(CommandName.ofProcess) (dagrun \(DagrunVersion.current))",
        subcommands: [
            LocalCommand.self, ListCommand.self, ShowCommand.self, GraphCommand.self, ScheduleCommand.self,
            RunsCommand.self, LogsCommand.self, XComCommand.self, BackfillCommand.self, CompileCommand.self,
            PackCommand.self, PackedCommand.self, AirflowCommand.self,
            BoardCommand.self, GPIOCommand.self, WorkerCommand.self, VersionCommand.self,
        ])

    /// Reads the command line and does what it says.
    ///
    /// - Returns: The status to end the process with.
    static func run() async -> BundleExit {
        do {
            let parser = CommandParser(
                Self.self, programName: CommandName.ofProcess, columns: min(Output.width ?? 80, 100))
            switch try parser.parse(Array(CommandLine.arguments.dropFirst())) {
            case .print(let text): Output.result(text)
            case .run(var command): try await command.run()
            }
            return .success
        } catch let error as BundleFailure {
            if !error.message.isEmpty { Output.error(error.message) }
            return error.exit
        } catch let error as DAGLoadError {
            Output.error(error.description)
            return .notLoaded
        } catch let error as UsageError {
            Output.error(error.description)
            return .usage
        } catch {
            Output.error("error: \(error)")
            return .usage
        }
    }
}
