// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import ArgumentParser
internal import DagrunLocal
internal import DagrunSystem

/// The program of a bundle.
struct BundleCommand: AsyncParsableCommand {
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
            BoardCommand.self, VersionCommand.self,
        ])

    /// Reads the command line and does what it says.
    ///
    /// - Returns: The status to end the process with.
    static func run() async -> BundleExit {
        var parsed: (any ParsableCommand)?
        do {
            try checkName(CommandLine.arguments.dropFirst().first)
            var command = try parseAsRoot()
            parsed = command
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return .success
        } catch let error as BundleFailure {
            if !error.message.isEmpty { Output.error(error.message) }
            return error.exit
        } catch let error as DAGLoadError {
            Output.error(error.description)
            return .notLoaded
        } catch let error as ValidationError {
            Output.error(usage(error, of: parsed))
            return .usage
        } catch let error as any Error & CustomStringConvertible where isUsage(error) {
            Output.error("error: \(error)")
            return .usage
        } catch {
            guard exitCode(for: error).rawValue == 0 else {
                Output.error(fullMessage(for: error))
                return .usage
            }
            Output.result(fullMessage(for: error))
            return .success
        }
    }

    /// What is wrong with the arguments of a command that was parsed already, as the parser would say it.
    ///
    /// The parser itself would take it for an error of the root command.
    private static func usage(_ error: ValidationError, of command: (any ParsableCommand)?) -> String {
        let kind: any ParsableCommand.Type = command.map { type(of: $0) } ?? Self.self
        let name = [CommandName.ofProcess] + (kind.configuration.commandName.map { [$0] } ?? [])
        return """
            Error: \(error)
            Usage: \(usageString(for: kind))
              See '\(name.joined(separator: " ")) --help' for more information.
            """
    }

    /// Refuses a command that there is none of, with a hint.
    private static func checkName(_ name: String?) throws {
        guard let name, !name.hasPrefix("-") else { return }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !names.contains(name) else { return }
        let hint = Suggestion.closest(to: name, in: names).map { "; did you mean “\($0)”?" } ?? ""
        throw BundleFailure(
            exit: .usage,
            message: """
                error: there is no command “\(name)”\(hint)
                See '\(CommandName.ofProcess) --help' for all commands.
                """)
    }

    /// Whether what was asked for can't be done as it was asked for.
    private static func isUsage(_ error: any Error) -> Bool {
        error is RunError || error is ParamError || error is ScheduleError || error is FileError
            || error is PlanGraphError || error is ReadyQueueError || error is LocalSecretsError
    }
}
