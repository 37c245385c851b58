// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
public import DagrunModel
public import DagrunRuntime

extension ExecutionClient {
    /// Answers one of the rarer requests of a task: of state stores, assets, other runs and people.
    ///
    /// - Parameter request: What is asked for.
    /// - Returns: The server's answer; nil where what was asked for does not exist. A run that there is already is
    ///   `{"ok": false}`, and what has no answer is `{"ok": true}`.
    /// - Throws: ``AirflowError``: with status 404 when the server's version has no such call.
    public func answer(_ request: ServiceRequest) async throws(AirflowError) -> JSONValue? {
        let call = call(for: request)
        switch request.kind {
        case .getTaskState, .getAssetStateByName, .getAssetStateByURI, .getAssetByName, .getAssetByURI, .getDAGRun,
            .getDAGRunState, .getDAG:
            return try await find(call)?.value
        case .getTaskInstanceCount, .getDAGRunCount: return ["count": try await fields(call).value]
        case .getPreviousDAGRun: return ["dag_run": try await fields(call).value]
        case .getPreviousTaskInstance: return ["task_instance": try await fields(call).value]
        case .getAssetsByAlias: return ["assets": try await fields(call).value]
        case .getAssetEvents, .getAliasEvents, .getTaskStates, .getTaskBreadcrumbs, .createHumanInput:
            return try await fields(call).value
        case .triggerDAGRun: return try await trigger(call, resets: request.members["reset_dag_run"] == true)
        case .setTaskState, .deleteTaskState, .clearTaskState, .setAssetStateByName, .setAssetStateByURI,
            .deleteAssetStateByName, .deleteAssetStateByURI, .clearAssetStateByName, .clearAssetStateByURI:
            _ = try await send(call)
            return ["ok": true]
        }
    }

    /// A run that there is already is cleared, where that is wanted.
    private func trigger(_ call: APICall, resets: Bool) async throws(AirflowError) -> JSONValue {
        do {
            _ = try await send(call)
        } catch {
            guard error.status == 409 else { throw error }
            guard resets else { return ["ok": false] }
            _ = try await send(APICall(.post, call.path + ["clear"]))
        }
        return ["ok": true]
    }

    private func call(for request: ServiceRequest) -> APICall {
        func text(_ name: String) -> String { request.text(name) ?? "" }
        func body(_ names: String...) -> JSONValue { .object(request.members.filter { names.contains($0.key) }) }
        let store = ["store", "ti", instanceID]
        let run = ["dag-runs", text("dag_id"), text("run_id")]
        func assetStore(_ scope: String, _ last: String, _ names: String...) -> (path: [String], query: Query) {
            (["store", "asset", scope, last], query(request, names))
        }
        switch request.kind {
        case .getTaskState: return APICall(.get, store + [text("key")])
        case .setTaskState: return APICall(.put, store + [text("key")], json: body("value", "expires_at"))
        case .deleteTaskState: return APICall(.delete, store + [text("key")])
        case .clearTaskState: return APICall(.delete, store)
        case .getAssetStateByName: return call(.get, assetStore("by-name", "value", "name", "key"))
        case .getAssetStateByURI: return call(.get, assetStore("by-uri", "value", "uri", "key"))
        case .setAssetStateByName: return call(.put, assetStore("by-name", "value", "name", "key"), body("value"))
        case .setAssetStateByURI: return call(.put, assetStore("by-uri", "value", "uri", "key"), body("value"))
        case .deleteAssetStateByName: return call(.delete, assetStore("by-name", "value", "name", "key"))
        case .deleteAssetStateByURI: return call(.delete, assetStore("by-uri", "value", "uri", "key"))
        case .clearAssetStateByName: return call(.delete, assetStore("by-name", "clear", "name"))
        case .clearAssetStateByURI: return call(.delete, assetStore("by-uri", "clear", "uri"))
        case .getAssetByName: return APICall(.get, ["assets", "by-name"], query: query(request, ["name"]))
        case .getAssetByURI: return APICall(.get, ["assets", "by-uri"], query: query(request, ["uri"]))
        case .getAssetsByAlias: return APICall(.get, ["assets", "by-alias"], query: query(request, ["alias_name"]))
        case .getAssetEvents:
            // Both names must be there; the one that is not known is empty.
            let scope = ["name", "uri"].map { (name: $0, value: text($0)) }
            return APICall(
                .get, ["asset-events", "by-asset"],
                query: scope + query(request, ["after", "before", "ascending", "limit"]))
        case .getAliasEvents:
            return APICall(
                .get, ["asset-events", "by-asset-alias"],
                query: [(name: "name", value: text("alias_name"))]
                    + query(request, ["after", "before", "ascending", "limit"]))
        case .triggerDAGRun:
            return APICall(
                .post, run,
                json: body("logical_date", "run_after", "conf", "reset_dag_run", "partition_key", "note"))
        case .getDAGRun: return APICall(.get, run)
        case .getDAGRunState: return APICall(.get, run + ["state"])
        case .getDAG: return APICall(.get, ["dags", text("dag_id")])
        case .getPreviousDAGRun:
            return APICall(.get, ["dag-runs", "previous"], query: query(request, ["dag_id", "logical_date", "state"]))
        case .getDAGRunCount:
            return APICall(
                .get, ["dag-runs", "count"], query: query(request, ["dag_id", "logical_dates", "run_ids", "states"]))
        case .getPreviousTaskInstance:
            return APICall(
                .get, ["task-instances", "previous", text("dag_id"), text("task_id")],
                query: query(request, ["logical_date", "map_index", "state"]))
        case .getTaskInstanceCount:
            return APICall(.get, ["task-instances", "count"], query: query(request, Self.filter))
        case .getTaskStates: return APICall(.get, ["task-instances", "states"], query: query(request, Self.filter))
        case .getTaskBreadcrumbs:
            return APICall(.get, ["task-instances", "breadcrumbs"], query: query(request, ["dag_id", "run_id"]))
        case .createHumanInput:
            var members = request.members
            members["ti_id"] = .string(instanceID)
            return APICall(.post, ["hitlDetails", instanceID], json: .object(members))
        }
    }

    private typealias Query = [(name: String, value: String)]

    private static let filter = [
        "dag_id", "map_index", "task_ids", "task_group_id", "logical_dates", "run_ids", "states",
    ]

    private func call(_ method: HTTPMethod, _ target: (path: [String], query: Query), _ body: JSONValue? = nil)
        -> APICall
    {
        APICall(method, target.path, query: target.query, json: body)
    }

    /// Members as a query: a list is its name again and again, and what is null is left out.
    private func query(_ request: ServiceRequest, _ names: [String]) -> Query {
        names.flatMap { name -> Query in
            switch request.members[name] {
            case nil, .null?: []
            case .array(let elements)?: elements.map { (name: name, value: $0.templateText) }
            case let value?: [(name: name, value: value.templateText)]
            }
        }
    }
}
