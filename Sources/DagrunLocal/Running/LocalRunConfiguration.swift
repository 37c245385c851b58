// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunModel
public import DagrunRuntime
public import FoundationEssentials
public import Logging

/// How a DAG is run in this process.
public struct LocalRunConfiguration: Sendable {
    /// The most task instances at once; 32 by default.
    public var parallel = 32
    /// The slots of each pool; `default_pool` has 128, as in Airflow.
    public var pools: [String: Int] = ["default_pool": 128]
    /// The folder that holds all runs; nil: nothing is kept on disk.
    public var root: String? = ".dagrun/runs"
    /// The run's id; nil: made from how it came about and the present instant, as in Airflow.
    public var runID: String?
    /// How the run came about.
    public var runType = RunFacts.RunType.manual
    /// The instant the run stands for; nil: none.
    public var logicalDate: Date?
    /// The data the run works on; nil: as the DAG's schedule says for the logical date.
    public var dataInterval: (start: Date, end: Date)?
    /// What is handed over to the run; members named as params are their values.
    public var conf: [String: JSONValue] = [:]
    /// Values of params as text, which override those in `conf`.
    public var params: [String: String] = [:]
    /// Which tasks the run is about.
    public var selection = TaskSelection()
    /// Where the values of tasks that are not run come from: a run's id.
    public var outputsFrom: String?
    /// The values of tasks that are not run; they override those of `outputsFrom`.
    public var inputs: [String: JSONValue] = [:]
    /// Tasks whose ids match one of these patterns (`*`, `?`) are taken as done instead of being run.
    public var markSuccess: [String] = []
    /// The id of a run to go on with, in place of a new one.
    public var resume: String?
    /// Whether tasks that depend on the past may start whatever became of the run before.
    public var ignoresPast = false
    /// Whether the first failure ends the run, whatever the DAG says.
    public var failFast = false
    /// The hardware that tasks may use; nil: none.
    ///
    /// The run leaves it open: who opened it closes it when all runs that share it have ended.
    public var board: Board?
    /// Where the time comes from.
    public var clock: any RunClock = SystemClock()
    /// The environment variables that variables and connections are looked up in.
    public var environment: [String: String] = [:]
    /// The folder whose `.env` and secrets file are read.
    public var packageFolder: String? = "."
    /// A file of variables; nil: none.
    public var variablesFile: String?
    /// A file of connections; nil: none.
    public var connectionsFile: String?
    /// What people answer, by the id of the task that asks.
    ///
    /// A task that asks and has no answer here fails, unless there is a person to ask.
    public var answers: [String: HumanAnswer] = [:]
    /// Asks a person what a task asks and no answer was given for; nil: there is nobody.
    package var ask: (@Sendable (TaskInstanceID, HumanRequest) async throws -> HumanAnswer)?
    /// Variables and connections that are looked at before all others, and the run before.
    package var given = GivenServices()
    /// Is handed the run's events in batches, in order.
    public var onEvents: @Sendable ([RunEvent]) -> Void = { _ in }
    /// Is handed each line that a task logs, with its level.
    public var onLog: (@Sendable (TaskInstanceID, Logger.Level, String) -> Void)?
    /// Is handed warnings about how the run was set up.
    public var onWarning: @Sendable (String) -> Void = { _ in }

    /// Makes a configuration with the defaults.
    public init() {}
}
