// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import ArgumentParser
internal import DagrunLocal

/// The program of a bundle.
struct BundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: CommandName.ofProcess,
        abstract: "Run and inspect the DAGs of this bundle.",
        discussion: """
            Results go to standard output, progress and logs to standard error. Exit status: 0 success, 1 a run failed, \
            2 wrong usage, 3 a DAG does not load, 130 interrupted (the run can be resumed).
            """,
        subcommands: [LocalCommand.self, ListCommand.self])

    /// Reads the command line and does what it says.
    static func run() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as BundleFailure {
            if !error.message.isEmpty { Output.error(error.message) }
            error.exit.end()
        } catch let error as DAGLoadError {
            Output.error(error.description)
            BundleExit.notLoaded.end()
        } catch let error as RunError {
            Output.error("error: \(error)")
            BundleExit.usage.end()
        } catch let error as ParamError {
            Output.error("error: \(error)")
            BundleExit.usage.end()
        } catch {
            guard exitCode(for: error).rawValue == 0 else {
                Output.error(fullMessage(for: error))
                BundleExit.usage.end()
            }
            Output.result(fullMessage(for: error))
            BundleExit.success.end()
        }
    }
}
