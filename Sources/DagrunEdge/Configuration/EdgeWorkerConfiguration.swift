// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAirflow
public import DagrunHTTP
public import DagrunRuntime
package import DagrunSystem

/// How an edge worker works.
public struct EdgeWorkerConfiguration: Sendable {
    /// The worker's name, unique in an Airflow; at most 64 characters.
    public var name: String
    /// `[edge] api_url`.
    public var edgeURL: String
    /// `[core] execution_api_server_url`; nil: beside the Edge API.
    public var executionURL: String?
    /// How it shows the Edge API who it is.
    public var credential: EdgeCredential
    /// The queues it serves until the server says otherwise; nil: all.
    public var queues: [String]?
    /// How many slots it has until the server says otherwise; at least 1.
    public var concurrency = 4
    /// The team whose jobs it takes.
    public var team: String?
    /// How often it looks for jobs while there are none: `[edge] job_poll_interval`.
    public var pollInterval: Duration = .seconds(5)
    /// How often it tells that it is there: `[edge] heartbeat_interval`.
    public var heartbeatInterval: Duration = .seconds(30)
    /// How often a task tells that it goes on: `[workers] min_heartbeat_interval`.
    public var taskHeartbeatInterval: Duration = .seconds(5)
    /// The time without a heartbeat after which the server fails a task: `[scheduler] task_instance_heartbeat_timeout`.
    public var taskHeartbeatTimeout: Duration = .seconds(300)
    /// How long running jobs may go on when the worker ends; nil: as long as they take: `[edge] drain_timeout_sec`.
    public var drainTimeout: Duration?
    /// How long a cancelled task may take to end: `[edge] drain_kill_grace_sec`.
    public var killGrace: Duration = .seconds(30)
    /// How long a callback may take; nil: as long as it takes: `[callbacks] callback_execution_timeout`.
    public var callbackTimeout: Duration?
    /// Whether logs are sent to the server: `[edge] push_logs`.
    public var pushesLogs = true
    /// The most characters of a log that are sent at once: `[edge] push_log_chunk_size`.
    public var logChunkSize = 524_288
    /// The folder where logs are kept as well; nil: none.
    public var logFolder: String?
    /// The folder where it notes that it runs, so that it can take over its own entry after it was killed, and where logs wait
    /// while the server is away; nil: nowhere, and logs wait in memory.
    public var stateFolder: String?
    /// The version of Airflow that it tells; nil: the server's own.
    public var airflowVersion: String?
    /// The version of the Edge provider that it tells; nil: the server's own, as far as the server says it.
    public var edgeProviderVersion: String?
    /// When it takes no more jobs because it is not well: `[edge] automatic_maintenance_on` and `automatic_maintenance_exit`.
    public var automaticMaintenance = AutomaticMaintenance()
    /// The environment that variables and connections are looked for in before the server is asked.
    public var environment: [String: String] = [:]
    /// Where it runs the code of tasks.
    public var isolation: TaskIsolation = .inline
    /// What sends its requests.
    public var client: any HTTPClient
    /// Where the time comes from.
    public var clock: any RunClock = SystemClock()
    /// The service manager that is told how it is; nil: none.
    package var manager: ServiceManager?
    /// Asks the machine how it is; nil: this one is asked.
    package var machine: (@Sendable () -> MachineFacts)?

    func machineFacts() -> MachineFacts { machine?() ?? MachineFacts.read(disk: logFolder ?? stateFolder ?? ".") }

    /// Makes a configuration of defaults.
    ///
    /// - Parameters:
    ///   - name: The worker's name.
    ///   - edgeURL: `[edge] api_url`.
    ///   - credential: How it shows the Edge API who it is.
    ///   - client: What sends its requests.
    public init(name: String, edgeURL: String, credential: EdgeCredential, client: any HTTPClient) {
        self.name = name
        self.edgeURL = edgeURL
        self.credential = credential
        self.client = client
    }
}
