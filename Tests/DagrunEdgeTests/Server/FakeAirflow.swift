// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization

/// A server that answers as Airflow 3.3.2 was seen to answer, and that does what a test scripts.
///
/// It knows one worker. Jobs are handed out in order; states, XComs and logs are kept to be looked at.
final class FakeAirflow: Sendable {
    /// What the server knows of one try.
    struct Instance {
        var state = "queued"
        var token = "execution-1"
        /// The tokens that were given for it, with the instants until which they are good.
        var tokens: [String: Date] = [:]
        var owner: JSONValue?
        /// When the worker was heard of last.
        var lastHeard: Date?
        var heartbeats = 0
        var bodies: [JSONValue] = []
        var skipped: [JSONValue] = []
        var label: String?
    }

    struct State {
        var worker: String?
        var reports: [JSONValue] = []
        /// What the next reports are answered with instead of what was sent.
        var orders: [[String: JSONValue]] = []
        var jobs: [JSONValue] = []
        var fetches: [JSONValue] = []
        var jobStates: [(key: String, state: String)] = []
        var instances: [String: Instance] = [:]
        var contexts: [String: JSONValue] = [:]
        var xcoms: [String: [Int: JSONValue]] = [:]
        var lengths: [String: String] = [:]
        var deletedXComs: [String] = []
        var variables: [String: String] = [:]
        var connections: [String: JSONValue] = [:]
        var logs: [String: String] = [:]
        var logTimes: [String: [String]] = [:]
        /// How long tokens are good, in seconds: those of running tries, and those that come with jobs.
        var tokenLife = Double.infinity
        var workloadLife = Double.infinity
        var workloads: [String: Date] = [:]
        /// How many tokens were refused.
        var refusals = 0
        /// How long answers take, by a part of the URL.
        var delays: [(part: String, seconds: Double)] = []
        /// Whether all that is asked and told is kept; a soak has no room for it.
        var keepsRecords = true
        var calls: [String] = []
        var counts: [String: Int] = [:]
        var bodies: [(call: String, body: JSONValue)] = []
        var timesOfCalls: [(name: String, at: Date)] = []
        var objects = FakeObjects()
    }

    /// Answers a request in place of the server; nil: the server answers.
    typealias Script = @Sendable (_ call: String, _ number: Int) throws -> HTTPResponse?

    let state = Mutex(State())
    // In a struct: a lock wraps a closure of its own anew each time that it is read, and after a day of calls that is a deep pile.
    private struct Scripted { var run: Script }

    private let script = Mutex(Scripted(run: { _, _ in nil }))
    let now: @Sendable () -> Date
    private let pause: @Sendable (Double) async -> Void

    /// Makes a server.
    ///
    /// - Parameters:
    ///   - now: The present instant.
    ///   - pause: Waits some seconds.
    init(now: @escaping @Sendable () -> Date, pause: @escaping @Sendable (Double) async -> Void = { _ in }) {
        self.now = now
        self.pause = pause
    }

    /// The client that speaks to it.
    var client: InMemoryHTTPClient {
        InMemoryHTTPClient { request in
            let answer = try self.answer(request)
            // What was asked for is done by then; only the word of it takes its time.
            let delay = self.state.withLock { $0.delays.first { request.url.contains($0.part) }?.seconds }
            if let delay { await self.pause(delay) }
            return answer
        }
    }

    /// Has faults in the answers.
    func script(_ body: @escaping Script) { script.withLock { $0.run = body } }

    /// Queues a job.
    func queue(
        _ dag: String, _ task: String, id: String = "ti-1", tryNumber: Int = 1, mapIndex: Int = -1, slots: Int = 1,
        uuid: String? = nil, context: [String: JSONValue] = [:], command: JSONValue? = nil
    ) {
        let run = "manual__2026-01-01T00:00:00+00:00"
        let execute: JSONValue = [
            "type": "ExecuteTask", "token": .string("workload-\(id)"), "dag_rel_path": "dag.py",
            "bundle_info": ["name": "dags-folder", "version": nil], "log_path": .string("logs/\(id).log"),
            "ti": [
                "id": .string(id), "dag_id": .string(dag), "task_id": .string(task), "run_id": .string(run),
                "try_number": .int(Int64(tryNumber)), "map_index": .int(Int64(mapIndex)), "queue": "swift",
            ],
        ]
        let job: JSONValue = [
            "dag_id": .string(dag), "task_id": .string(task), "run_id": .string(run),
            "map_index": .int(Int64(mapIndex)),
            "try_number": .int(Int64(tryNumber)), "concurrency_slots": .int(Int64(slots)),
            "task_instance_id": uuid.map(JSONValue.string) ?? .null, "command": command ?? execute,
        ]
        var answer: [String: JSONValue] = [
            "dag_run": [
                "dag_id": .string(dag), "run_id": .string(run), "run_after": "2026-01-01T00:00:00Z",
                "run_type": "manual",
                "conf": nil, "consumed_asset_events": [],
            ],
            "should_retry": false, "max_tries": 0, "task_reschedule_count": 0, "xcom_keys_to_clear": [],
        ]
        for (key, value) in context { answer[key] = value }
        state.withLock { state in
            state.jobs.append(job)
            state.instances[id] = Instance()
            state.workloads[id] = now().addingTimeInterval(state.workloadLife)
            state.objects.scopes[id] = "\(dag)/\(task)[\(mapIndex)]"
            state.contexts[id] = .object(answer)
        }
    }

    /// Has the server want something of the worker when it reports next.
    func order(_ members: [String: JSONValue]) { state.withLock { $0.orders.append(members) } }

    /// The states that a job was reported in.
    func states(of task: String) -> [String] {
        state.withLock { $0.jobStates.filter { $0.key.contains("/\(task)/") }.map(\.state) }
    }

    /// The states that a try was ended in.
    func ends(_ id: String = "ti-1") -> [String] {
        state.withLock { $0.instances[id]?.bodies ?? [] }.compactMap { body in
            if case .string(let state)? = body["state"] { state } else { nil }
        }
    }

    // MARK: Answers

    private func answer(_ request: HTTPRequest) throws -> HTTPResponse {
        let path = String(request.url.dropFirst("http://server/".count))
        let bare = path.split(separator: "?").first.map(String.init) ?? path
        let call = "\(request.method) \(bare.replacing("edge_worker/v1/", with: "").replacing("execution/", with: ""))"
        let number = state.withLock { state in
            guard state.keepsRecords else { return 0 }
            state.calls.append(call)
            state.timesOfCalls.append((call, now()))
            state.counts[call, default: 0] += 1
            return state.counts[call, default: 0]
        }
        if let scripted = try script.withLock({ $0 }).run(call, number) { return scripted }
        let body = request.body.flatMap { try? JSONValue(parsing: $0) } ?? .null
        state.withLock { if $0.keepsRecords { $0.bodies.append((call, body)) } }
        let parts = bare.split(separator: "/").map { PercentCoding.unquote($0.utf8) }
        return parts.first == "edge_worker"
            ? edge(request, Array(parts.dropFirst(2)), body) : execution(request, Array(parts.dropFirst()), path, body)
    }

    private func edge(_ request: HTTPRequest, _ parts: [String], _ body: JSONValue) -> HTTPResponse {
        state.withLock { state in
            switch (request.method, parts.first) {
            case (.get, "health"): return Self.json(["status": "healthy"])
            case (.patch, "worker") where parts[1] == "queues":
                return state.worker == parts[2] ? Self.json(.null) : Self.json(["detail": "Worker not found"], 404)
            case (.post, "worker"):
                state.worker = parts[1]
                state.reports.append(body)
                return Self.json(["last_update": "2026-01-01T00:00:00Z", "versions_match": true])
            case (.patch, "worker"):
                guard state.worker == parts[1] else { return Self.json(["detail": "Worker not found"], 404) }
                if !state.keepsRecords { state.reports = [] }
                state.reports.append(body)
                var orders: [String: JSONValue] = [
                    "state": body["state"] ?? .null, "queues": body["queues"] ?? .null, "concurrency": nil,
                    "maintenance_comments": body["maintenance_comments"] ?? .null, "versions_match": true,
                ]
                if !state.orders.isEmpty { orders.merge(state.orders.removeFirst()) { $1 } }
                return Self.json(.object(orders))
            case (.post, "jobs"):
                if !state.keepsRecords { state.fetches = [] }
                state.fetches.append(body)
                guard case .int(let free)? = body["free_concurrency"],
                    let place = state.jobs.firstIndex(where: {
                        if case .int(let slots)? = $0["concurrency_slots"] { slots <= free } else { false }
                    })
                else { return Self.json(.null) }
                return Self.json(state.jobs.remove(at: place))
            case (.patch, "jobs"):
                state.jobStates.append((parts.dropLast().joined(separator: "/"), parts.last ?? ""))
                return Self.json(.null)
            case (.post, "logs"):
                let key = parts[3]
                guard case .string(let text)? = body["log_chunk_data"], case .string(let time)? = body["log_chunk_time"]
                else { return Self.json(["detail": "body"], 422) }
                state.logs[key, default: ""] += text
                // The instant is the key of the chunk; the text is there all the same.
                if state.logTimes[key]?.contains(time) == true { return Self.json(["detail": "twice"], 500) }
                state.logTimes[key, default: []].append(time)
                return Self.json(.null)
            default: return Self.json(["detail": "Not Found"], 404)
            }
        }
    }

    static func json(_ value: JSONValue, _ status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "application/json"], body: CanonicalJSON.bytes(of: value))
    }
}
