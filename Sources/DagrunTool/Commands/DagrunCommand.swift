// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser
import DagrunModel

/// The root of the command line.
struct DagrunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dagrun",
        abstract: "Write Airflow DAGs in Swift, and run them with one command.",
        usage: """
            dagrun [--product <product>] [-c debug|release] <command> …
            dagrun local <dag> [--watch] …
            """,
        discussion: """
            In a package that depends on Dagrun, these build its executable and run it with your arguments; elsewhere \
            they run the built-in examples (`dagrun <command> --help` says more):

            \(BundleOutline.helpText)

            `dagrun local <dag> --watch` builds and runs again on each save of a source file.

            Before the command: --product <name> chooses one of several executables, --package-path <folder> another \
            package, -c release a build that runs faster.

            Exit codes: 0 success, 1 failed, 2 usage, 3 the package does not build or load, 130 interrupted.
            """,
        version: "dagrun \(DagrunVersion.current)",
        subcommands: [
            InitCommand.self, DoctorCommand.self, CompletionsCommand.self, CompleteCommand.self, BundleCommand.self,
        ],
        defaultSubcommand: BundleCommand.self
    )
}
