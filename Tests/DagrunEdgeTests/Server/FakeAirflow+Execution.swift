// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization

// The Execution API.
extension FakeAirflow {
    func execution(
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
}
