// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHTTP
internal import DagrunModel
public import DagrunRuntime
internal import Logging

/// Sends an HTTP request.
///
/// ```swift
/// let page = task("page", HTTPOperator(.get, url: "https://example.org/prices/\(\.ds)"))    // the body, as String
/// let prices = task("prices", HTTPOperator(.get, url: "prices", connection: "shop", as: [Price].self))
/// task("push", HTTPOperator(.post, url: "totals", body: .json(totals.output), connection: "shop", as: NoOutput.self))
/// ```
///
/// A status from 200 to 399 is success. 408, 429 and those from 500 on fail the try; where 429 or 503 comes with
/// `Retry-After`, the next try keeps to it. Any other status fails the task for good, because the same request would get
/// the same answer. The message has the status and the beginning of the body, and no header or query.
///
/// With a connection, the URL is a path below its host. Its login and password are sent as basic authentication, and the
/// members of its extra as headers, but for the settings that Airflow's `HttpHook` knows: `timeout`, `verify`, `cert`,
/// `proxies`, `trust_env`, `allow_redirects`, `max_redirects`, `check_response`, `stream`.
///
/// Redirects are followed, thirty at most. Towards another host no header goes along that may be a secret: neither
/// credentials nor headers of your own. `redirects` says otherwise.
///
/// Airflow's `HttpOperator`, whose method is `POST` where none is given, and which knows no other hosts than a connection's.
public struct HTTPOperator<Output: Codable & Sendable>: Operator {
    private let call: HTTPCall
    private let acceptedStatuses: ClosedRange<Int>
    private let responseCheck: (@Sendable (HTTPResponse) throws -> Bool)?

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - url: The URL; with a connection, the path below its host. What a URL can't hold is percent-encoded by you.
    ///   - query: More parts of the query, by name; they are percent-encoded.
    ///   - headers: Header fields by name; they replace those of the connection.
    ///   - body: The body.
    ///   - connection: The id of a connection.
    ///   - type: `String` for the body as text; `NoOutput` for none; any other type is read from JSON, an empty body as
    ///     null.
    ///   - timeout: The time allowed for everything; without one, that of the connection, or a minute.
    ///   - redirects: What to do when the server points elsewhere; nil: as the connection says, else they are followed.
    ///   - acceptedStatuses: The statuses that mean success; all of them where the connection has `check_response` false.
    ///   - responseCheck: Looks at a response that has such a status; false fails the try. Airflow's `response_check`.
    ///   - maximumOutput: How many bytes the body may have; more fails the try.
    ///   - client: What sends the request; nil for the client that all operators share.
    public init(
        _ method: HTTPMethod = .get, url: Input<String>, query: [String: Input<String>] = [:],
        headers: [String: Input<String>] = [:], body: HTTPBody? = nil, connection: String? = nil,
        as type: Output.Type = String.self, timeout: Duration? = nil, redirects: HTTPRedirects? = nil,
        acceptedStatuses: ClosedRange<Int> = 200...399,
        responseCheck: (@Sendable (HTTPResponse) throws -> Bool)? = nil, maximumOutput: Int = 64 << 20,
        client: (any HTTPClient)? = nil
    ) {
        call = HTTPCall(
            method: method, url: url, query: NamedInput.list(query), headers: NamedInput.list(headers), body: body,
            connection: connection, timeout: timeout, redirects: redirects, maximumOutput: maximumOutput,
            client: client)
        self.acceptedStatuses = acceptedStatuses
        self.responseCheck = responseCheck
    }

    /// Sends the request and reads the response.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The body.
    /// - Throws: ``DagrunHTTP/HTTPError`` when there is no response; ``OperatorError`` or ``DagrunRuntime/TaskSignal`` when
    ///   its status means failure or its body is of another type; `CancellationError` when the task is told to stop.
    public func execute(_ context: TaskContext) async throws -> Output {
        let reply = try await call.send(context)
        let response = reply.response
        let name = HTTPCall.name(call.method, response.url)
        context.logger.info(
            "got a response",
            metadata: [
                "request": "\(context.masker.mask(name))", "status": "\(response.status)",
                "bytes": "\(response.body.count)",
            ])
        guard !reply.checksStatus || acceptedStatuses.contains(response.status) else {
            throw HTTPFailure.error(response, call.method, now: context.clock.now(), masking: context.masker)
        }
        if let responseCheck, try !responseCheck(response) {
            throw OperatorError(
                .httpStatus,
                "\(name) answered \(response.status), but the response check refused it; its body begins with:"
                    + " \(OutputReader.beginning(of: response.body, masking: context.masker))")
        }
        return try value(response, name, context.masker)
    }

    private func value(_ response: HTTPResponse, _ name: String, _ masker: SecretMasker) throws -> Output {
        if let nothing = NoOutput() as? Output { return nothing }
        if Output.self == String.self, let text = response.text as? Output { return text }
        let isBlank = response.body.allSatisfy { $0 <= 0x20 }
        do {
            return try XComValue(json: isBlank ? Array("null".utf8) : response.body).decode(as: Output.self)
        } catch {
            let isJSON = !isBlank && (try? XComValue(json: response.body).decode(as: JSONValue.self)) != nil
            throw OperatorError(
                .badOutput,
                "\(name) answered what is not a \(Output.self): \(isJSON ? OutputReader.reason(error) : "it is no JSON");"
                    + " it begins with: \(OutputReader.beginning(of: response.body, masking: masker))")
        }
    }
}
