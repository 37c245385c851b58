// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The commands a bundle's executable is known to have, for help and for completion before it is built.
enum BundleOutline {
    /// Name and abstract of each, in the order of the help.
    static let commands: [(name: String, abstract: String)] = [
        ("local", "Run a DAG here, in this process."),
        ("list", "List the DAGs."),
        ("show", "Show a DAG's settings, tasks and data edges."),
        ("graph", "Draw a DAG as ASCII, Mermaid, dot or SVG, or write it as JSON."),
        ("schedule", "Tell when a DAG or a cron expression runs next."),
        ("runs", "List the runs of a DAG."),
        ("logs", "Print the logs of a run's tasks."),
        ("xcom", "Print what a run's tasks returned."),
        ("backfill", "Run a DAG for each interval of a range."),
        ("compile", "Write the DAG documents (dag.json), or files for Airflow's DAG folder."),
        ("pack", "Write this program with a footer that makes it an executable bundle for Airflow."),
        ("bundle", "Look at packed programs."),
        ("airflow", "Look at an Airflow."),
        ("board", "Watch a simulated board, play on it, and check its wiring."),
        ("gpio", "Look at pins, and use them by hand."),
        ("worker", "Run tasks for Airflow's Edge Executor."),
        ("version", "Print the versions of the bundle and its DAGs."),
    ]

    /// The commands in two columns.
    static var helpText: String {
        let width = commands.map(\.name.count).max() ?? 0
        return commands.map { command in
            "  " + command.name + String(repeating: " ", count: width - command.name.count + 2) + command.abstract
        }
        .joined(separator: "\n")
    }
}
