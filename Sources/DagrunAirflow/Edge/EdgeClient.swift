// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHTTP
internal import DagrunModel
public import DagrunRuntime
public import FoundationEssentials
internal import Synchronization

/// The Edge API of an Airflow server: what an edge worker asks and tells.
///
/// Source: the Edge provider 5.1, `airflow.providers.edge3.worker_api`.
public final class EdgeClient: Sendable {
    /// The URL that paths are relative to.
    public let base: String
    private let credential: EdgeCredential
    private let transport: Transport
    private let skewBox = Mutex<Double?>(nil)

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - url: `[edge] api_url`.
    ///   - credential: How it shows who it is.
    ///   - client: What sends its requests.
    ///   - clock: Where the time comes from.
    ///   - retries: How often a call is tried.
    public init(
        url: String, credential: EdgeCredential, client: any HTTPClient, clock: any RunClock = SystemClock(),
        retries: RequestRetries = .edge
    ) {
        base = EdgeURL.base(of: url)
        self.credential = credential
        transport = Transport(client: client, clock: clock, retries: retries)
    }

    /// How far this machine's clock is ahead of the server's, in seconds, as the last answer told; nil before the first one.
    ///
    /// The server tells whole seconds. Where the difference is more than a few, it refuses tokens without saying why.
    public var clockSkew: Double? { skewBox.withLock { $0 } }

    /// Registers a worker.
    ///
    /// - Parameters:
    ///   - name: The worker's name.
    ///   - report: What it tells of itself.
    ///   - retries: How often it is tried; nil: as configured.
    /// - Returns: Whether its versions are the server's.
    /// - Throws: ``AirflowError``: with status 400 when the server doesn't take its versions, 403 when it doesn't take its
    ///   credential, 404 or 405 when the Edge API is not there, 409 when a worker of that name is active.
    public func register(
        _ name: String, _ report: WorkerReport, retries: RequestRetries? = nil
    ) async throws(AirflowError) -> Bool {
        let answer = try await fields(
            APICall(.post, ["worker", name], json: report.json(withComment: false)), retries: retries)
        return answer.optionalBool("versions_match") ?? true
    }

    /// Tells what a worker does, and that it is there.
    ///
    /// - Parameters:
    ///   - name: The worker's name.
    ///   - report: What it tells of itself.
    ///   - retries: How often it is tried; nil: as configured.
    /// - Returns: What the server wants of it.
    /// - Throws: ``AirflowError``: with status 400 when the server doesn't take its versions any more, 404 when it doesn't
    ///   know the worker.
    public func report(
        _ name: String, _ report: WorkerReport, retries: RequestRetries? = nil
    ) async throws(AirflowError) -> WorkerOrders {
        WorkerOrders(
            try await fields(APICall(.patch, ["worker", name], json: report.json(withComment: true)), retries: retries))
    }

    /// Adds queues to a worker and takes queues from it.
    ///
    /// - Parameters:
    ///   - name: The worker's name.
    ///   - added: The queues to add.
    ///   - removed: The queues to take away.
    /// - Throws: ``AirflowError``: with status 404 when the server doesn't know the worker.
    public func changeQueues(
        of name: String, adding added: [String] = [], removing removed: [String] = []
    ) async throws(AirflowError) {
        func list(_ names: [String]) -> JSONValue { names.isEmpty ? .null : .array(names.map(JSONValue.string)) }
        _ = try await send(
            APICall(
                .patch, ["worker", "queues", name],
                json: .object(["new_queues": list(added), "remove_queues": list(removed)])))
    }

    /// Takes a job.
    ///
    /// It is tried once: a job whose answer was lost would be taken a second time, and the server gives it to others
    /// after a while by itself.
    ///
    /// - Parameters:
    ///   - name: The worker's name.
    ///   - queues: The queues it serves; nil: all.
    ///   - slots: How many slots are free; jobs that take more are left.
    ///   - team: The team whose jobs it takes.
    /// - Returns: A job; nil where there is none.
    /// - Throws: ``AirflowError``.
    public func fetchJob(
        for name: String, queues: [String]?, slots: Int, team: String? = nil
    ) async throws(AirflowError) -> EdgeJob? {
        let call = APICall(
            .post, ["jobs", "fetch", name],
            json: .object([
                "queues": queues.map { .array($0.map(JSONValue.string)) } ?? .null,
                "free_concurrency": .int(Int64(slots)),
                "team_name": team.map(JSONValue.string) ?? .null, "supports_task_instance_uuid": true,
            ]))
        let answer = try await fields(call, retries: RequestRetries.none)
        return answer.value == .null ? nil : try EdgeJob(answer)
    }

    /// Tells what became of a job.
    ///
    /// A job that the server doesn't know any more is no error.
    ///
    /// - Parameters:
    ///   - state: What became of it.
    ///   - job: The job.
    /// - Throws: ``AirflowError``.
    public func report(_ state: EdgeJobState, of job: EdgeJob) async throws(AirflowError) {
        let body: JSONValue? = job.taskInstanceID.map { .object(["task_instance_id": .string($0)]) }
        _ = try await send(APICall(.patch, ["jobs", "state"] + job.key.path + [state.rawValue], json: body))
    }

    /// Asks where the log of a job belongs.
    ///
    /// - Parameter job: The job; for callbacks the server has no answer.
    /// - Returns: A path relative to the folder of logs.
    /// - Throws: ``AirflowError``.
    public func logPath(of job: EdgeJob) async throws(AirflowError) -> String {
        let query = job.taskInstanceID.map { [(name: "task_instance_id", value: $0)] } ?? []
        let call = APICall(.get, ["logs", "logfile_path"] + job.key.path, query: query)
        guard case .string(let path) = try await fields(call).value else {
            throw AirflowError(.malformed, call: call.name, reason: "the answer is no text")
        }
        return path
    }

    /// Appends to the log of a job.
    ///
    /// The server appends what it is sent, also when it answers with an error, so a chunk must not be sent twice unless it
    /// surely did not arrive. Two chunks of a job must not have the same instant.
    ///
    /// - Parameters:
    ///   - text: What is appended.
    ///   - instant: When it was written.
    ///   - job: The job; not that of a callback, for which the server has no log.
    ///   - retries: How often it is tried.
    /// - Throws: ``AirflowError``.
    public func pushLog(
        _ text: String, at instant: Date, of job: EdgeJob, retries: RequestRetries = .none
    ) async throws(AirflowError) {
        try await pushLog(text, at: instant, of: job.key, taskInstanceID: job.taskInstanceID, retries: retries)
    }

    /// Appends to the log of a job that is known by its key.
    package func pushLog(
        _ text: String, at instant: Date, of key: EdgeJobKey, taskInstanceID: String?,
        retries: RequestRetries = .none
    ) async throws(AirflowError) {
        var members: [String: JSONValue] = [
            "log_chunk_time": .string(ISO8601.ts(instant)), "log_chunk_data": .string(text),
        ]
        if let taskInstanceID { members["task_instance_id"] = .string(taskInstanceID) }
        _ = try await send(
            APICall(.post, ["logs", "push"] + key.path, json: .object(members)), retries: retries)
    }

    /// Asks whether the server is there; needs no credential.
    ///
    /// - Throws: ``AirflowError`` when it is not, or has no Edge API.
    public func checkHealth() async throws(AirflowError) {
        _ = try await send(APICall(.get, ["health"]), retries: RequestRetries.none)
    }

    private func fields(
        _ call: APICall, retries: RequestRetries? = nil
    ) async throws(AirflowError) -> AnswerFields {
        try AnswerFields(try await send(call, retries: retries).body, call: call.name)
    }

    private func send(
        _ call: APICall, retries: RequestRetries? = nil
    ) async throws(AirflowError) -> HTTPResponse {
        do {
            return try await transport.send(
                call, retries: retries,
                makeRequest: { () throws(AirflowError) in
                    var request = call.request(to: base)
                    request.headers["Authorization"] = try credential.token(for: call.path, now: transport.clock.now())
                    return request
                }, look: noteSkew)
        } catch {
            guard error.status == 403 else { throw error }
            throw refused(error)
        }
    }

    private func noteSkew(_ response: HTTPResponse) {
        guard let date = response.headers["Date"].flatMap(HTTPDate.parse) else { return }
        let skew = transport.clock.now().timeIntervalSince(date)
        skewBox.withLock { $0 = skew }
    }

    /// Says what the server does not: why it may have refused a token.
    private func refused(_ error: AirflowError) -> AirflowError {
        var error = error
        if let skew = clockSkew, abs(skew) > 5 {
            error.reason +=
                "; this machine's clock is \(Int(abs(skew).rounded())) s \(skew > 0 ? "ahead of" : "behind") the server's: set it"
        } else {
            error.reason += "; check that [api_auth] jwt_secret is the server's"
        }
        return error
    }
}
