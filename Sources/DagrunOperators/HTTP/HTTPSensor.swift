// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHTTP
public import DagrunRuntime

/// Waits until a server answers as it should.
///
/// ```swift
/// task("up", HTTPSensor(url: "https://example.org/health").interval(.seconds(5)).timeout(.minutes(10)))
/// task("done", HTTPSensor(url: "jobs/\(job.output)", connection: "shop") { $0.text.contains("\"done\"") })
/// ```
///
/// It goes on waiting while the answer is 404 or the condition does not hold. Any other status but success fails the try,
/// as does a server that can't be reached; `waitingStatuses` and `waitsForServer` say otherwise. Connections, redirects and
/// timeouts are those of ``HTTPOperator``.
///
/// Airflow's `HttpSensor`.
public struct HTTPSensor: Sensor {
    /// It has no result.
    public typealias Output = NoOutput

    private let call: HTTPCall
    private let waitingStatuses: Set<Int>
    private let waitsForServer: Bool
    private let condition: @Sendable (HTTPResponse) throws -> Bool

    /// Makes the sensor.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - url: The URL; with a connection, the path below its host. What a URL can't hold is percent-encoded by you.
    ///   - query: More parts of the query, by name; they are percent-encoded.
    ///   - headers: Header fields by name; they replace those of the connection.
    ///   - connection: The id of a connection.
    ///   - timeout: The time allowed for one look; without one, that of the connection, or a minute.
    ///   - redirects: What to do when the server points elsewhere, as for ``HTTPOperator``.
    ///   - waitingStatuses: The statuses that mean that it is not so yet. Airflow's `response_error_codes_allowlist`.
    ///   - waitsForServer: Whether a server that can't be reached means the same.
    ///   - client: What sends the request; nil for the client that all operators share.
    ///   - condition: Whether a response with a status from 200 to 399 is the one waited for. Airflow's `response_check`.
    public init(
        _ method: HTTPMethod = .get, url: Input<String>, query: [String: Input<String>] = [:],
        headers: [String: Input<String>] = [:], connection: String? = nil, timeout: Duration? = nil,
        redirects: HTTPRedirects? = nil, waitingStatuses: Set<Int> = [404], waitsForServer: Bool = false,
        client: (any HTTPClient)? = nil,
        until condition: @escaping @Sendable (HTTPResponse) throws -> Bool = { _ in true }
    ) {
        call = HTTPCall(
            method: method, url: url, query: NamedInput.list(query), headers: NamedInput.list(headers), body: nil,
            connection: connection, timeout: timeout, redirects: redirects, maximumOutput: 64 << 20, client: client)
        self.waitingStatuses = waitingStatuses
        self.waitsForServer = waitsForServer
        self.condition = condition
    }

    /// Looks once.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Whether the server answers as it should.
    /// - Throws: ``DagrunHTTP/HTTPError`` when there is no response; ``OperatorError`` or ``DagrunRuntime/TaskSignal`` when
    ///   its status means failure; what the condition throws.
    public func poke(_ context: TaskContext) async throws -> PokeResult<NoOutput> {
        let reply: HTTPCall.Reply
        do {
            reply = try await call.send(context)
        } catch let error as HTTPError where waitsForServer && error.isRetryable {
            return .notYet
        }
        let response = reply.response
        // As in Airflow, a connection that has no status looked at has the condition alone decide.
        guard reply.checksStatus else { return .when(try condition(response)) }
        if waitingStatuses.contains(response.status) { return .notYet }
        guard (200..<400).contains(response.status) else {
            throw HTTPFailure.error(response, call.method, now: context.clock.now(), masking: context.masker)
        }
        return .when(try condition(response))
    }
}
