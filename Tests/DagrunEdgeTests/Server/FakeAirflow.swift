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
    private let now: @Sendable () -> Date
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

    private func execution(
        _ request: HTTPRequest, _ parts: [String], _ path: String, _ body: JSONValue
    ) -> HTTPResponse {
        let bearer = request.headers["Authorization"] ?? ""
        return state.withLock { state in
            switch parts.first {
            case "task-instances" where FakeObjects.lists.contains(parts[1]):
                return state.objects.answer(request, parts, path, body)
            case "task-instances":
                let id = parts[1]
                guard var instance = state.instances[id] else {
                    return Self.json(["detail": ["reason": "not_found"]], 404)
                }
                defer { state.instances[id] = instance }
                if parts[2] == "run" {
                    guard bearer == "Bearer workload-\(id)", state.workloads[id].map({ now() < $0 }) ?? true else {
                        return Self.refuse(&state)
                    }
                    let owner: JSONValue = [body["hostname"] ?? .null, body["unixname"] ?? .null, body["pid"] ?? .null]
                    guard instance.state == "queued" || instance.state == "running" && instance.owner == owner else {
                        return Self.json(
                            ["detail": ["reason": "invalid_state", "previous_state": .string(instance.state)]], 409)
                    }
                    instance.state = "running"
                    instance.owner = owner
                    instance.lastHeard = now()
                    var response = Self.json(state.contexts[id] ?? .null)
                    response.headers["Refreshed-API-Token"] = renew(&instance, state.tokenLife)
                    return response
                }
                let end = instance.tokens[String(bearer.dropFirst(7))]
                guard let end, now() < end else { return Self.refuse(&state) }
                // As Airflow does: in the last fifth of a token's life, and in its last half minute.
                if end.timeIntervalSince(now()) <= max(state.tokenLife / 5, 30), state.tokenLife.isFinite {
                    let token = renew(&instance, state.tokenLife)
                    return refreshed(instanceAnswer(parts[2], id, body, &instance, &state.objects), token)
                }
                return instanceAnswer(parts[2], id, body, &instance, &state.objects)
            case "health": return Self.json(["status": "healthy"])
            case "task-reschedules": return Self.json("2026-01-01T00:00:00Z")
            case "xcoms": return xcom(request, Array(parts.dropFirst(3)), path, body, &state)
            case "variables":
                let key = parts[1]
                switch request.method {
                case .put:
                    guard case .string(let value)? = body["val"] else { return Self.json(["detail": "body"], 422) }
                    state.variables[key] = value
                    return Self.json(.null, 201)
                case .delete:
                    state.variables[key] = nil
                    return HTTPResponse(status: 204)
                default:
                    guard let value = state.variables[key] else {
                        return Self.json(["detail": ["reason": "not_found"]], 404)
                    }
                    return Self.json(["key": .string(key), "value": .string(value)])
                }
            case "connections":
                guard let connection = state.connections[parts[1]] else {
                    return Self.json(["detail": ["reason": "not_found"]], 404)
                }
                return Self.json(connection)
            default: return state.objects.answer(request, parts, path, body)
            }
        }
    }

    private func instanceAnswer(
        _ route: String, _ id: String, _ body: JSONValue, _ instance: inout Instance, _ objects: inout FakeObjects
    ) -> HTTPResponse {
        switch route {
        case "heartbeat":
            instance.heartbeats += 1
            instance.lastHeard = now()
            guard instance.state == "running" else {
                return Self.json(
                    ["detail": ["reason": "not_running", "current_state": .string(instance.state)]], 409)
            }
            return HTTPResponse(status: 204)
        case "state":
            guard case .string(let new)? = body["state"] else { return Self.json(["detail": "body"], 422) }
            if instance.state == new { return Self.json(.null, 200) }
            guard instance.state == "running" else {
                return Self.json(
                    ["detail": ["reason": "invalid_state", "previous_state": .string(instance.state)]], 409)
            }
            instance.bodies.append(body)
            instance.state = new
            return HTTPResponse(status: 204)
        case "skip-downstream":
            if case .array(let tasks)? = body["tasks"] { instance.skipped += tasks }
            return HTTPResponse(status: 204)
        case "validate-inlets-and-outlets":
            return Self.json(["inactive_assets": .array(objects.inactiveAssets)])
        case "rtif":
            objects.rendered[id] = body
            return Self.json("OK", 201)
        case "rendered-map-index":
            if case .string(let label) = body { instance.label = label }
            return HTTPResponse(status: 204)
        default: return Self.json(["detail": "Not Found"], 404)
        }
    }

    private func renew(_ instance: inout Instance, _ life: Double) -> String {
        instance.token = "execution-\(instance.tokens.count + 1)"
        instance.tokens[instance.token] = now().addingTimeInterval(life)
        return instance.token
    }

    private func refreshed(_ response: HTTPResponse, _ token: String) -> HTTPResponse {
        var response = response
        response.headers["Refreshed-API-Token"] = token
        return response
    }

    private static func refuse(_ state: inout State) -> HTTPResponse {
        state.refusals += 1
        return json(["detail": "Invalid auth token"], 403)
    }

    private func xcom(
        _ request: HTTPRequest, _ parts: [String], _ path: String, _ body: JSONValue, _ state: inout State
    ) -> HTTPResponse {
        let key = parts.prefix(2).joined(separator: "/")
        func query(_ name: String) -> String? {
            path.split(separator: "?").last?.split(separator: "&").first { $0.hasPrefix(name + "=") }
                .map { String($0.dropFirst(name.count + 1)) }
        }
        let index = query("map_index").flatMap { Int($0) } ?? -1
        switch request.method {
        case .post:
            if let length = query("mapped_length") {
                if Int(length) ?? 0 > 1024 {
                    return Self.json(["detail": ["reason": "unmappable_return_value_length"]], 400)
                }
                state.lengths[key] = length
            }
            state.xcoms[key, default: [:]][index] = body
            return Self.json(.null, 201)
        case .delete:
            state.deletedXComs.append("\(key)@\(index)")
            state.xcoms[key]?[index] = nil
            return Self.json(.null)
        default:
            let rows = state.xcoms[key] ?? [:]
            if parts.last == "slice" { return Self.json(.array(rows.keys.sorted().compactMap { rows[$0] })) }
            guard let value = rows[index] else { return Self.json(["detail": ["reason": "not_found"]], 404) }
            return Self.json(["key": .string(parts[1]), "value": value])
        }
    }

    static func json(_ value: JSONValue, _ status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "application/json"], body: CanonicalJSON.bytes(of: value))
    }
}
