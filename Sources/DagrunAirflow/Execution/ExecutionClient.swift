// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHTTP
internal import DagrunModel
public import DagrunRuntime
internal import FoundationEssentials
internal import Synchronization

/// The Execution API of an Airflow server, for one try of one task instance.
///
/// It holds the try's token and takes over each new one that an answer brings.
///
/// Source: Airflow 3.3, `airflow.api_fastapi.execution_api`.
public final class ExecutionClient: Sendable {
    /// The newest version of the API that is known here; older servers answer with their newest one.
    public static let apiVersion = "2026-06-30"

    /// The id of the task instance, a UUID.
    public let instanceID: String
    let base: String
    let transport: Transport
    private let traceParent: String?
    private let token: Mutex<String>
    private let workloadToken: String
    /// What the try was begun with; nil before that.
    private let beginning = Mutex<APICall?>(nil)

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - url: `[core] execution_api_server_url`.
    ///   - instanceID: The id of the task instance.
    ///   - token: The token that came with the job.
    ///   - traceParent: The trace that calls belong to: the header `traceparent`.
    ///   - client: What sends its requests.
    ///   - clock: Where the time comes from.
    ///   - retries: How often a call is tried.
    public init(
        url: String, instanceID: String, token: String, traceParent: String? = nil, client: any HTTPClient,
        clock: any RunClock = SystemClock(), retries: RequestRetries = .execution
    ) {
        base = url.hasSuffix("/") ? url : url + "/"
        self.instanceID = instanceID
        self.traceParent = traceParent
        workloadToken = token
        self.token = Mutex(token)
        transport = Transport(client: client, clock: clock, retries: retries)
    }

    /// Makes a call and takes over a new token, whatever the status of the answer.
    ///
    /// A token that expired while the server was away is replaced by beginning the try once more, which the server lets the same
    /// owner do as long as the job's own token is good.
    func send(
        _ call: APICall, retries: RequestRetries? = nil, timeout: Duration? = nil,
        accepting isAccepted: (Int) -> Bool = { (200..<300).contains($0) }
    ) async throws(AirflowError) -> HTTPResponse {
        let used = token.withLock { $0 }
        do {
            return try await send(call, retries, timeout: timeout, accepting: isAccepted)
        } catch {
            guard error.isTokenRefused, let beginning = beginning.withLock({ $0 }) else { throw error }
            // Another call may have got a new one meanwhile.
            if token.withLock({ $0 }) == used {
                do {
                    _ = try await send(beginning, RequestRetries.none, useWorkloadToken: true)
                } catch let failure {
                    throw failure.isTransient ? failure : error
                }
            }
            return try await send(call, retries, timeout: timeout, accepting: isAccepted)
        }
    }

    /// Begins the try.
    func sendBeginning(_ call: APICall) async throws(AirflowError) -> HTTPResponse {
        let response = try await send(call, nil, useWorkloadToken: true)
        beginning.withLock { $0 = call }
        return response
    }

    private func send(
        _ call: APICall, _ retries: RequestRetries?, useWorkloadToken: Bool = false, timeout: Duration? = nil,
        accepting isAccepted: (Int) -> Bool = { (200..<300).contains($0) }
    ) async throws(AirflowError) -> HTTPResponse {
        let correlationID = CorrelationID.make(now: transport.clock.now())
        return try await transport.send(
            call, retries: retries, correlationID: correlationID, accepting: isAccepted,
            makeRequest: { () throws(AirflowError) in
                var request = call.request(to: base)
                let token = useWorkloadToken ? workloadToken : self.token.withLock { $0 }
                request.headers["Authorization"] = "Bearer \(token)"
                request.headers["Airflow-API-Version"] = Self.apiVersion
                request.headers["correlation-id"] = correlationID
                if let traceParent { request.headers["traceparent"] = traceParent }
                if let timeout { request.timeout = timeout }
                return request
            },
            look: { response in
                guard let new = response.headers["Refreshed-API-Token"] else { return }
                token.withLock { $0 = new }
            })
    }

    func fields(
        _ call: APICall, accepting isAccepted: (Int) -> Bool = { (200..<300).contains($0) }
    ) async throws(AirflowError) -> AnswerFields {
        try AnswerFields(try await send(call, accepting: isAccepted).body, call: call.name)
    }

    /// Makes a call whose object may not be there.
    ///
    /// - Returns: The answer; nil where the server has no such object.
    /// - Throws: ``AirflowError``: with the status 404 when it is the route that the server has not.
    func find(_ call: APICall) async throws(AirflowError) -> AnswerFields? {
        let response = try await send(call) { (200..<300).contains($0) || $0 == 404 }
        let fields = try? AnswerFields(response.body, call: call.name)
        if response.status == 404 {
            // What FastAPI answers for a path it doesn't know; an object that is not there has a reason.
            if case .string("Not Found")? = fields?.value["detail"] {
                throw AirflowError(
                    .refused(status: 404), call: call.name, reason: "the server's version of Airflow has no such call")
            }
            return nil
        }
        guard let fields else { throw AirflowError(.malformed, call: call.name, reason: "the answer is not JSON") }
        return fields
    }

    /// The part of paths that names this try.
    var instance: [String] { ["task-instances", instanceID] }
}
