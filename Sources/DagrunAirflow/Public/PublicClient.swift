// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHTTP
internal import DagrunModel
public import DagrunRuntime
internal import Synchronization

/// Airflow's public API, as far as it tells what is deployed.
///
/// Source: Airflow 3.3, `airflow.api_fastapi.core_api`.
public final class PublicClient: Sendable {
    private let base: String
    private let credential: PublicCredential
    private let transport: Transport
    private let token = Mutex<String?>(nil)

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - url: The URL of Airflow's page, such as `https://airflow.example.org`.
    ///   - credential: Who asks.
    ///   - client: What sends its requests.
    ///   - clock: Where the time comes from.
    public init(
        url: String, credential: PublicCredential, client: any HTTPClient, clock: any RunClock = SystemClock()
    ) {
        base = url.hasSuffix("/") ? url : url + "/"
        self.credential = credential
        transport = Transport(client: client, clock: clock, retries: RequestRetries(attempts: 2))
    }

    /// The version of the server.
    ///
    /// - Returns: Such as `3.3.2`.
    /// - Throws: ``AirflowError`` when it can't be asked.
    public func version() async throws(AirflowError) -> String {
        try await answer(["api", "v2", "version"], isPublic: true).string("version")
    }

    /// A DAG.
    ///
    /// - Parameter id: Its id.
    /// - Returns: What Airflow has of it; nil where it has none.
    /// - Throws: ``AirflowError`` when it can't be asked.
    public func dag(_ id: String) async throws(AirflowError) -> DeployedDAG? {
        guard let dag = try await found(["api", "v2", "dags", id]) else { return nil }
        let tasks = try await answer(["api", "v2", "dags", id, "tasks"])
        let source = try await found(["api", "v2", "dagSources", id])?.optionalString("content")
        return DeployedDAG(
            source: source, isPaused: dag.optionalBool("is_paused") ?? false,
            hasImportErrors: dag.optionalBool("has_import_errors") ?? false,
            tasks: try Self.list("tasks", of: tasks).map { task throws(AirflowError) in
                DeployedDAG.Task(
                    taskID: try task.string("task_id"), queue: task.optionalString("queue") ?? "default",
                    pool: task.optionalString("pool") ?? "default_pool")
            })
    }

    /// Why files could not be read, by the file's name.
    ///
    /// - Returns: The errors.
    /// - Throws: ``AirflowError`` when it can't be asked.
    public func importErrors() async throws(AirflowError) -> [(file: String, text: String)] {
        try await all("import_errors", at: ["api", "v2", "importErrors"]).map { error in
            (error.optionalString("filename") ?? "", error.optionalString("stack_trace") ?? "")
        }
    }

    /// The names of the pools.
    ///
    /// - Returns: The names.
    /// - Throws: ``AirflowError`` when it can't be asked.
    public func pools() async throws(AirflowError) -> Set<String> {
        Set(
            try await all("pools", at: ["api", "v2", "pools"]).map { pool throws(AirflowError) in
                try pool.string("name")
            })
    }

    /// Settings of a section of the server's configuration.
    ///
    /// Each is asked for by itself: a section whose settings have no defaults and stand in the environment alone Airflow 3.3.2 does
    /// not find as a whole.
    ///
    /// - Parameters:
    ///   - section: The section's name.
    ///   - names: The settings' names.
    /// - Returns: Those that are set, by their names; nil where the server does not show its configuration.
    /// - Throws: ``AirflowError`` when it can't be asked.
    public func settings(_ section: String, _ names: [String]) async throws(AirflowError) -> [String: String]? {
        var settings: [String: String] = [:]
        for name in names {
            let answer: AnswerFields
            do {
                guard let found = try await found(["api", "v2", "config", "section", section, "option", name]) else {
                    continue
                }
                answer = found
            } catch {
                // `[api] expose_config` is off, or this user may not look.
                if error.status == 403 { return nil }
                throw error
            }
            for section in try Self.list("sections", of: answer) {
                for option in try Self.list("options", of: section) where option.optionalString("key") == name {
                    settings[name] = option.optionalString("value")
                }
            }
        }
        return settings
    }

    /// The edge workers.
    ///
    /// - Returns: The workers; nil where the server has no Edge Executor.
    /// - Throws: ``AirflowError`` when it can't be asked.
    public func workers() async throws(AirflowError) -> [ListedWorker]? {
        guard let answer = try await found(["edge_worker", "ui", "worker"]) else { return nil }
        return try Self.list("workers", of: answer).map { worker throws(AirflowError) in
            ListedWorker(
                name: try worker.string("worker_name"), state: worker.optionalString("state") ?? "unknown",
                queues: worker.strings("queues"))
        }
    }

    // MARK: Calls

    private func answer(
        _ path: [String], query: [(name: String, value: String)] = [], isPublic: Bool = false
    ) async throws(AirflowError) -> AnswerFields {
        let call = APICall(.get, path, query: query)
        return try AnswerFields(try await send(call, isPublic: isPublic).body, call: call.name)
    }

    /// All elements of a list, page by page: whatever is asked for, a server gives `[api] maximum_page_limit` at most.
    private func all(_ name: String, at path: [String]) async throws(AirflowError) -> [AnswerFields] {
        var elements: [AnswerFields] = []
        while true {
            let answer = try await answer(path, query: [("limit", "100"), ("offset", String(elements.count))])
            let page = try Self.list(name, of: answer)
            elements += page
            if page.isEmpty || elements.count >= answer.optionalInt("total_entries") ?? 0 { return elements }
        }
    }

    private func found(
        _ path: [String], query: [(name: String, value: String)] = []
    ) async throws(AirflowError) -> AnswerFields? {
        do {
            return try await answer(path, query: query)
        } catch {
            if error.status == 404 { return nil }
            throw error
        }
    }

    private func send(_ call: APICall, isPublic: Bool) async throws(AirflowError) -> HTTPResponse {
        let token = isPublic ? nil : try await ownToken()
        return try await transport.send(call) { () throws(AirflowError) in
            var request = call.request(to: base)
            if let token { request.headers["Authorization"] = "Bearer \(token)" }
            return request
        }
    }

    private func ownToken() async throws(AirflowError) -> String {
        if let token = token.withLock({ $0 }) { return token }
        let call: APICall
        switch credential {
        case .token(let token): return token
        case .password(let user, let password):
            call = APICall(
                .post, ["auth", "token"], json: ["username": .string(user), "password": .string(password)])
        case .nobody: call = APICall(.get, ["auth", "token"])
        }
        let response = try await transport.send(call) { () throws(AirflowError) in call.request(to: base) }
        let new = try AnswerFields(response.body, call: call.name).string("access_token")
        token.withLock { $0 = new }
        return new
    }

    private static func list(_ name: String, of answer: AnswerFields) throws(AirflowError) -> [AnswerFields] {
        guard case .array(let elements)? = answer.value[name] else {
            throw AirflowError(.malformed, call: answer.call, reason: "the answer has no list “\(name)”")
        }
        return elements.map { AnswerFields($0, call: answer.call) }
    }
}
