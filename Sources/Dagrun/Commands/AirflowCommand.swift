// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// What there is to do with an Airflow.
struct AirflowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "airflow", abstract: "Look at an Airflow.", subcommands: [AirflowCheckCommand.self])
}
