// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel

/// One call of an API, before it is signed.
struct APICall: Sendable {
    var method: HTTPMethod
    /// The parts of the path, not encoded.
    var path: [String]
    /// The query, not encoded.
    var query: [(name: String, value: String)] = []
    /// The body in JSON; nil: none.
    var body: [UInt8]?

    init(_ method: HTTPMethod, _ path: [String], query: [(name: String, value: String)] = [], json: JSONValue? = nil) {
        self.method = method
        self.path = path
        self.query = query
        body = json.map(CanonicalJSON.bytes(of:))
    }

    /// The path and the query as they go over the wire.
    var target: String {
        let encoded = path.map { PercentCoding.quote($0) }.joined(separator: "/")
        guard !query.isEmpty else { return encoded }
        let pairs = query.map { "\(PercentCoding.quote($0.name))=\(PercentCoding.quote($0.value))" }
        return "\(encoded)?\(pairs.joined(separator: "&"))"
    }

    /// How errors name the call.
    var name: String { "\(method) \(path.joined(separator: "/"))" }

    /// The request for a server.
    ///
    /// - Parameter base: The URL that the path is relative to, with a slash at its end.
    /// - Returns: The request, without a token.
    func request(to base: String) -> HTTPRequest {
        var request = HTTPRequest(method, base + target, headers: ["Accept": "application/json"], body: body)
        if body != nil { request.headers["Content-Type"] = "application/json" }
        return request
    }
}
