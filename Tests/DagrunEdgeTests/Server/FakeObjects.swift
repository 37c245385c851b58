// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel

/// What a server keeps beside tries and XComs: state stores, assets, runs and questions.
struct FakeObjects: Sendable {
    /// The routes below `task-instances` that name no instance.
    static let lists: Set<String> = ["count", "states", "previous", "breadcrumbs"]

    /// Which instance of which task each id is, since each try has an id of its own.
    var scopes: [String: String] = [:]
    var rendered: [String: JSONValue] = [:]
    var inactiveAssets: [JSONValue] = []
    var taskStore: [String: [String: JSONValue]] = [:]
    var expiries: [String: JSONValue] = [:]
    var assetStore: [String: [String: JSONValue]] = [:]
    /// The URIs of active assets, by name.
    var assets: [String: String] = [:]
    var events: [JSONValue] = []
    /// The states of runs, by `dag/run`.
    var runs: [String: String] = [:]
    var cleared: [String] = []
    var pausedDAGs: Set<String> = []
    var questions: [String: JSONValue] = [:]

    mutating func answer(_ request: HTTPRequest, _ parts: [String], _ path: String, _ body: JSONValue) -> HTTPResponse {
        let queries = Self.queries(path)
        func query(_ name: String) -> String? { queries.first { $0.name == name }?.value }
        switch parts.first {
        case "store": return parts[1] == "ti" ? store(request, parts, body) : assetStore(request, parts, query, body)
        case "assets":
            if parts[1] == "by-alias" { return json(.array(assets.keys.sorted().map(asset))) }
            let name = query("name") ?? assets.first { $0.value == query("uri") }?.key ?? ""
            return assets[name] == nil ? missing : json(asset(name))
        case "asset-events":
            guard query("name") != nil, parts[1] == "by-asset-alias" || query("uri") != nil else {
                return json(["detail": "missing"], 422)
            }
            return json(["asset_events": .array(events)])
        case "hitlDetails":
            questions[parts[1]] = body
            return json(body, 201)
        case "dags":
            return json(["dag_id": .string(parts[1]), "is_paused": .bool(pausedDAGs.contains(parts[1])), "tags": ["a"]])
        case "dag-runs": return run(request, parts, queries, body)
        case "task-instances":
            switch parts[1] {
            case "count": return json(.int(Int64(queries.count { $0.name == "task_ids" })))
            case "states": return json(["task_states": ["r": ["a": "success", "b_0": nil]]])
            case "previous":
                return json([
                    "task_id": .string(parts[3]), "dag_id": .string(parts[2]), "run_id": "r0", "try_number": 2,
                ])
            default: return json(["breadcrumbs": [["task_id": "a"]]])
            }
        default: return json(["detail": "Not Found"], 404)
        }
    }

    private mutating func store(_ request: HTTPRequest, _ parts: [String], _ body: JSONValue) -> HTTPResponse {
        let scope = scopes[parts[2]] ?? ""
        guard parts.count > 3 else {
            taskStore[scope] = nil
            return HTTPResponse(status: 204)
        }
        let key = parts[3]
        switch request.method {
        case .put:
            guard let value = body["value"], value != .null else { return json(["detail": "null"], 422) }
            taskStore[scope, default: [:]][key] = value
            expiries[key] = body["expires_at"] ?? "missing"
            return HTTPResponse(status: 204)
        case .delete:
            taskStore[scope]?[key] = nil
            return HTTPResponse(status: 204)
        default: return taskStore[scope]?[key].map { json(["value": $0]) } ?? missing
        }
    }

    private mutating func assetStore(
        _ request: HTTPRequest, _ parts: [String], _ query: (String) -> String?, _ body: JSONValue
    ) -> HTTPResponse {
        let found = parts[2] == "by-name" ? query("name") : assets.first { $0.value == query("uri") }?.key
        guard let name = found, assets[name] != nil else { return missing }
        guard parts[3] == "value", let key = query("key") else {
            assetStore[name] = nil
            return HTTPResponse(status: 204)
        }
        switch request.method {
        case .put:
            assetStore[name, default: [:]][key] = body["value"]
            return HTTPResponse(status: 204)
        case .delete:
            assetStore[name]?[key] = nil
            return HTTPResponse(status: 204)
        default: return assetStore[name]?[key].map { json(["value": $0]) } ?? missing
        }
    }

    private mutating func run(
        _ request: HTTPRequest, _ parts: [String], _ queries: [(name: String, value: String)], _ body: JSONValue
    ) -> HTTPResponse {
        switch (request.method, parts.count) {
        case (.get, 2) where parts[1] == "count": return json(.int(Int64(runs.count)))
        case (.get, 2): return json(["dag_id": "d", "run_id": "r0", "state": "success", "run_type": "scheduled"])
        default: break
        }
        let id = "\(parts[1])/\(parts[2])"
        switch (request.method, parts.count) {
        case (.post, 4):
            cleared.append(id)
            runs[id] = "queued"
            return HTTPResponse(status: 204)
        case (.post, _):
            guard runs[id] == nil else { return json(["detail": ["reason": "already_exists"]], 409) }
            runs[id] = "queued"
            return HTTPResponse(status: 204)
        case (_, 4): return runs[id].map { json(["state": .string($0)]) } ?? missing
        default:
            return runs[id].map {
                json(["dag_id": .string(parts[1]), "run_id": .string(parts[2]), "state": .string($0), "conf": ["a": 1]])
            } ?? missing
        }
    }

    private func asset(_ name: String) -> JSONValue {
        ["name": .string(name), "uri": .string(assets[name] ?? ""), "group": "asset", "extra": [:]]
    }

    private var missing: HTTPResponse { json(["detail": ["reason": "not_found"]], 404) }

    private func json(_ value: JSONValue, _ status: Int = 200) -> HTTPResponse { FakeAirflow.json(value, status) }

    private static func queries(_ path: String) -> [(name: String, value: String)] {
        guard let mark = path.firstIndex(of: "?") else { return [] }
        return path[path.index(after: mark)...].split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                PercentCoding.unquote(parts[0].utf8), parts.count > 1 ? PercentCoding.unquote(parts[1].utf8) : ""
            )
        }
    }
}
