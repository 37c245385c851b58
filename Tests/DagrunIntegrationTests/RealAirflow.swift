// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Testing

/// The public API of the Airflow that `Tests/Airflow/up` started.
struct RealAirflow: Sendable {
    struct Instance {
        var id: String
        var taskID: String
        var mapIndex: Int
        var state: String
        var tryNumber: Int
    }

    /// The settings that the server was started with.
    let environment: [String: String]
    /// The URL of its page.
    let base: String
    private let token: String
    private let client = CurlClient()

    /// Who runs its tasks.
    enum Executor: String {
        /// The EdgeExecutor: a worker of ours.
        case toWorkers = "edge"
        /// The LocalExecutor, with Airflow's coordinator: packed programs.
        case toBundles = "coordinator"
        /// The CeleryExecutor, and the KubernetesExecutor under the alias `elsewhere`, with packed programs, too.
        case elsewhere = "elsewhere"
    }

    /// Whether there is one that gives its tasks so; `make test-airflow` starts it and sets the variables.
    static func gives(_ executor: Executor) -> Bool {
        let variables = ProcessInfo.processInfo.environment
        return variables["DAGRUN_AIRFLOW_ENV"] != nil
            && variables["DAGRUN_AIRFLOW_EXECUTOR", default: Executor.toWorkers.rawValue] == executor.rawValue
    }

    /// Reads the file that the variable names.
    init() async throws {
        let path = try #require(ProcessInfo.processInfo.environment["DAGRUN_AIRFLOW_ENV"])
        var environment: [String: String] = [:]
        for line in String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self).split(separator: "\n") {
            let parts = line.replacing("export ", with: "").split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            environment[String(parts[0])] = String(parts[1]).replacing("'", with: "")
        }
        self.environment = environment
        base = try #require(environment["AIRFLOW__API__BASE_URL"])
        let answer = try await client.send(HTTPRequest(.get, "\(base)/auth/token"))
        guard case .string(let token)? = try JSONValue(parsing: answer.body)["access_token"] else {
            throw HTTPError(.other, url: base, reason: "no token")
        }
        self.token = token
    }

    /// Makes a call.
    func call(
        _ method: HTTPMethod = .get, _ path: String, _ body: JSONValue? = nil, accept: String = "application/json"
    ) async throws -> HTTPResponse {
        var request = HTTPRequest(
            method, base + path, headers: ["Authorization": "Bearer \(token)", "Accept": accept],
            body: body.map { CanonicalJSON.bytes(of: $0) })
        if body != nil { request.headers["Content-Type"] = "application/json" }
        request.timeout = .seconds(300)
        return try await client.send(request)
    }

    func json(_ path: String) async throws -> JSONValue {
        try JSONValue(parsing: try await call(.get, path).body)
    }

    /// Starts a run.
    func trigger(_ dag: String, conf: JSONValue = [:]) async throws -> String {
        _ = try await call(.patch, "/api/v2/dags/\(dag)", ["is_paused": false])
        let answer = try await call(.post, "/api/v2/dags/\(dag)/dagRuns", ["logical_date": nil, "conf": conf])
        guard case .string(let id)? = try JSONValue(parsing: answer.body)["dag_run_id"] else {
            throw HTTPError(.other, url: base, reason: answer.text)
        }
        return id
    }

    /// Waits for the end of a run; the server holds the answer back until then.
    func end(of run: String, _ dag: String) async throws -> String {
        let path = "/api/v2/dags/\(dag)/dagRuns/\(PercentCoding.quote(run))/wait?interval=0.5"
        let answer = try await call(.get, path, accept: "application/x-ndjson")
        let last = answer.text.split(separator: "\n").last.map(String.init) ?? ""
        guard case .string(let state)? = try JSONValue(parsing: last)["state"] else { return last }
        return state
    }

    /// The ids of a DAG's runs.
    func runs(of dag: String) async throws -> Set<String> {
        guard case .array(let list)? = try await json("/api/v2/dags/\(dag)/dagRuns?limit=1000")["dag_runs"] else {
            return []
        }
        return Set(
            list.compactMap { run in
                if case .string(let id)? = run["dag_run_id"] { id } else { nil }
            })
    }

    /// Waits for a run that something else starts: asks until it is there, since the server has no way to wait for it.
    func nextRun(of dag: String, besides known: Set<String>) async throws -> String {
        while true {
            try Task.checkCancellation()
            if let run = try await runs(of: dag).subtracting(known).first { return run }
        }
    }

    /// Waits until a task runs.
    func waitForRunning(_ run: String, _ dag: String, _ task: String) async throws {
        while try await instances(run, dag)[task]?.state != "running" { try Task.checkCancellation() }
    }

    /// The task instances of a run by name, such as `blink[2]`.
    func instances(_ run: String, _ dag: String) async throws -> [String: Instance] {
        let answer = try await json("/api/v2/dags/\(dag)/dagRuns/\(PercentCoding.quote(run))/taskInstances?limit=200")
        guard case .array(let list)? = answer["task_instances"] else { return [:] }
        var found: [String: Instance] = [:]
        for item in list {
            guard case .string(let id)? = item["id"], case .string(let task)? = item["task_id"],
                case .int(let index)? = item["map_index"], case .int(let number)? = item["try_number"]
            else { continue }
            var state = "none"
            if case .string(let text)? = item["state"] { state = text }
            found[index < 0 ? task : "\(task)[\(index)]"] = Instance(
                id: id, taskID: task, mapIndex: Int(index), state: state, tryNumber: Int(number))
        }
        return found
    }

    /// Asks again and again until something is so.
    ///
    /// - Returns: Whether it became so.
    func becomes(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<2000 where try await condition() { return true }
        return false
    }

    /// Whether some of the jobs that wait for a worker are such.
    func hasWaitingJob(_ dag: String, _ task: String? = nil) async throws -> Bool {
        try await hasJob(["queued"], dag, task)
    }

    /// Whether some of the jobs in these states are such.
    func hasJob(_ states: [JSONValue], _ dag: String, _ task: String? = nil) async throws -> Bool {
        guard case .array(let jobs)? = try await json("/edge_worker/ui/jobs")["jobs"] else { return false }
        return jobs.contains {
            states.contains($0["state"] ?? .null) && $0["dag_id"] == .string(dag)
                && (task == nil || $0["task_id"] == task.map(JSONValue.string))
        }
    }

    /// Waits until the scheduler has gone round once more, and so has heard what was told before.
    func schedulerTurn() async throws {
        func heartbeat() async throws -> JSONValue? {
            try await json("/api/v2/monitor/health")["scheduler"]?["latest_scheduler_heartbeat"]
        }
        let last = try await heartbeat()
        while try await heartbeat() == last { try Task.checkCancellation() }
    }

    /// Ends a run as failed.
    func fail(_ run: String, _ dag: String) async throws {
        _ = try await call(.patch, "/api/v2/dags/\(dag)/dagRuns/\(PercentCoding.quote(run))", ["state": "failed"])
    }

    /// What a task pushed.
    func xcom(_ run: String, _ dag: String, _ task: String, key: String = "return_value", mapIndex: Int = -1)
        async throws -> JSONValue?
    {
        try await json(
            "/api/v2/dags/\(dag)/dagRuns/\(PercentCoding.quote(run))/taskInstances/\(task)/xcomEntries/\(key)?map_index=\(mapIndex)&deserialize=false"
        )["value"]
    }

    /// The log of a try, as the page shows it.
    func log(
        _ run: String, _ dag: String, _ task: String, _ number: Int = 1, mapIndex: Int = -1
    ) async throws -> [JSONValue] {
        let answer = try await json(
            "/api/v2/dags/\(dag)/dagRuns/\(PercentCoding.quote(run))/taskInstances/\(task)/logs/\(number)?map_index=\(mapIndex)&full_content=true"
        )
        guard case .array(let lines)? = answer["content"] else { return [] }
        return lines
    }
}
