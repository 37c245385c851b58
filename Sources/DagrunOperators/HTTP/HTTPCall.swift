// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
internal import DagrunRuntime

/// A request as an operator declares it: its inputs are read, and the connection is looked up, when the task runs.
struct HTTPCall: Sendable {
    /// Headers that tell nobody a secret, or that are kept from other hosts anyway.
    private static let harmless: Set<String> = [
        "accept", "accept-encoding", "accept-language", "authorization", "cache-control", "content-type", "user-agent",
    ]

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
    func send(_ context: TaskContext) async throws -> HTTPResponse {
        let request = try await request(context)
        do {
            return try await (client ?? SharedHTTPClient.current).send(request)
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

    private func request(_ context: TaskContext) async throws -> HTTPRequest {
        var request = HTTPRequest(method, try await context.resolve(url))
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
            request.redirects = endpoint.redirects ?? .returned
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
        if let redirects {
            request.redirects = redirects
        } else if connection == nil, request.headers.allSatisfy({ Self.harmless.contains($0.name.lowercased()) }) {
            // A header of one's own may be a key, and would be sent to wherever the server points.
            request.redirects = .followed(atMost: 10)
        }
        return request
    }

    private static func adding(_ query: [String: String], to url: String) -> String {
        guard !query.isEmpty else { return url }
        let pairs = query.sorted { $0.key < $1.key }.map { name, value in
            "\(PercentCoding.quote(name))=\(PercentCoding.quote(value))"
        }
        return url + (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    }
}
