// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where a worker runs the code of tasks.
public enum TaskIsolation: Sendable, Hashable {
    /// In the worker's own process: less memory, and a task that traps ends the worker.
    case inline
    /// Each try in a process of its own, which has neither the worker's token nor its secrets.
    ///
    /// The program is a bundle's: it is started with `--comm` and `--logs`, as Airflow's executable coordinator does.
    case process(program: String)
}
