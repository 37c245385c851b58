// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser
import Glibc

/// The workstation's tool: finds the package around you, builds its bundle and becomes it.
@main
enum DagrunTool {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try DagrunCommand.parseAsRoot(Self.withBundleHelp(arguments))
            try command.run()
        } catch let error as ToolError {
            say("error: \(error.description)")
            exit(error.code.rawValue)
        } catch {
            let code = DagrunCommand.exitCode(for: error)
            // ArgumentParser's code for a usage error is 64; ours is Airflow's and getopt's 2.
            guard code == .validationFailure else { DagrunCommand.exit(withError: error) }
            writeToStandardError(DagrunCommand.fullMessage(for: error) + "\n")
            exit(ToolError.Code.usage.rawValue)
        }
    }

    /// `help local` is the bundle's, as `local --help` is.
    static func withBundleHelp(_ arguments: [String]) -> [String] {
        guard arguments.count >= 2, arguments[0] == "help",
            !DagrunCommand.configuration.subcommands.contains(where: { $0._commandName == arguments[1] })
        else { return arguments }
        return Array(arguments.dropFirst()) + ["--help"]
    }
}
