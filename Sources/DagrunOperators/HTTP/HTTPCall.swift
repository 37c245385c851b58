// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
internal import DagrunRuntime

/// A request as an operator declares it: its inputs are read, and the connection is looked up, when the task runs.
struct HTTPCall: Sendable {
    /// As many redirects as Python's requests follows, and so Airflow's `HttpHook`.
    private static let mostRedirects = 30

    /// What came of a request.
    struct Reply: Sendable {
        /// The response.
        var response: HTTPResponse
        /// Whether its status is to be looked at; a connection may say that it is not.
        var checksStatus: Bool
    }

    let method: HTTPMethod
    let url: Input<String>
    let query: [NamedInput<String>]
    let headers: [NamedInput<String>]
    let body: HTTPBody?
    let connection: String?
    let timeout: Duration?
    let redirects: HTTPRedirects?
    let maximumOutput: Int
    let client: (any HTTPClient)?

    /// Sends the request.
    ///
    /// - Returns: The response, whatever its status.
    /// - Throws: ``DagrunHTTP/HTTPError`` when there is no response; ``DagrunRuntime/TaskSignal`` `.fail` when the request
    ///   can't be made; `CancellationError`.
    func send(_ context: TaskContext) async throws -> Reply {
        let (request, checksStatus) = try await request(context)
        do {
            let client = client ?? SharedHTTPClient.current
            let response = try await context.clock.withOutsideWork { () throws(HTTPError) in
                try await client.send(request)
            }
            return Reply(response: response, checksStatus: checksStatus)
        } catch {
            switch error.code {
            case .cancelled: throw CancellationError()
            // Another try would send the same.
            case .badURL, .invalidRequest: throw TaskSignal.fail("\(error)")
            default: throw error
            }
        }
    }

    /// The request in a few words, without secrets.
    static func name(_ method: HTTPMethod, _ url: String) -> String {
        // An HTTPError takes credentials and query out of its URL.
        "\(method) \(HTTPError(.other, url: url, reason: "").url)"
    }

    private func request(_ context: TaskContext) async throws -> (HTTPRequest, checksStatus: Bool) {
        var request = HTTPRequest(method, try await context.resolve(url))
        var checksStatus = true
        request.redirects = .followed(atMost: Self.mostRedirects)
        if let connection {
            guard !request.url.contains("://") else {
                throw TaskSignal.fail(
                    "\(Self.name(method, request.url)) has connection “\(connection)” too: write the path below the"
                        + " connection's host, so that its credentials go nowhere else")
            }
            let endpoint = try HTTPEndpoint(try await context.connection(connection))
            request.url = endpoint.url(request.url)
            request.headers = endpoint.headers
            request.tls = endpoint.tls
            request.proxy = endpoint.proxy
            if let timeout = endpoint.timeout { request.timeout = timeout }
            if let redirects = endpoint.redirects { request.redirects = redirects }
            checksStatus = endpoint.checksStatus
        }
        request.url = Self.adding(try await NamedInput.resolve(query, context), to: request.url)
        for (name, value) in try await NamedInput.resolve(headers, context).sorted(by: { $0.key < $1.key }) {
            request.headers[name] = value
        }
        if let body {
            let text: String = try await context.resolve(body.content)
            request.body = Array(text.utf8)
            if request.headers["Content-Type"] == nil { request.headers["Content-Type"] = body.contentType }
        }
        if let timeout { request.timeout = timeout }
        request.maximumBodySize = maximumOutput
        if let redirects { request.redirects = redirects }
        return (request, checksStatus)
    }

    private static func adding(_ query: [String: String], to url: String) -> String {
        guard !query.isEmpty else { return url }
        let pairs = query.sorted { $0.key < $1.key }.map { name, value in
            "\(PercentCoding.quote(name))=\(PercentCoding.quote(value))"
        }
        return url + (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    }
}
