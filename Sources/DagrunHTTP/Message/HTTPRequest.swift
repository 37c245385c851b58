// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One HTTP request: what to send, and the bounds within which an answer must come.
///
/// ```swift
/// var request = HTTPRequest(.post, "https://example.org/api", body: Array("{}".utf8))
/// request.headers["Content-Type"] = "application/json"
/// request.timeout = .seconds(5)
/// let response = try await client.send(request)
/// ```
///
/// Its description shows neither credentials nor the query nor the body, so a request can be logged.
public struct HTTPRequest: Sendable, Hashable {
    /// The method.
    ///
    /// Default: GET.
    public var method: HTTPMethod
    /// The absolute URL, `http` or `https`.
    ///
    /// Characters that a URL can't hold, such as a space, are percent-encoded by the caller. User and password before
    /// the host are sent as Basic authentication (RFC 7617). A fragment is not sent.
    public var url: String
    /// The header fields, sent in this order.
    ///
    /// `Host`, `User-Agent`, `Accept` and `Accept-Encoding` are added where they are missing; `Content-Length` and
    /// `Transfer-Encoding` belong to the client and are refused.
    public var headers: HTTPHeaders
    /// The body, or `nil` for none.
    ///
    /// An empty array is a body of length 0.
    public var body: [UInt8]?
    /// The time allowed for everything, redirects included; `nil` means no limit.
    ///
    /// Default: 60 seconds.
    public var timeout: Duration? = .seconds(60)
    /// The time allowed for finding and connecting to the server, TLS included.
    ///
    /// Default: 10 seconds.
    public var connectTimeout: Duration = .seconds(10)
    /// The most bytes that a response's body may have after decompression.
    ///
    /// Default: 16 MiB.
    public var maximumBodySize: Int = 16 << 20
    /// What to do when the server answers with another place.
    ///
    /// Default: hand that answer to the caller.
    public var redirects: HTTPRedirects = .returned
    /// How to secure this request's connection; `nil` means as the client is configured.
    public var tls: HTTPTLSOptions?
    /// Which proxy this request takes; `nil` means as the client is configured.
    public var proxy: HTTPProxy?

    /// Makes a request with default bounds.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - url: The absolute URL, `http` or `https`.
    ///   - headers: The header fields.
    ///   - body: The body, or `nil` for none.
    public init(_ method: HTTPMethod = .get, _ url: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Method, URL without secrets, harmless header values and the size of the body.
    public var description: String {
        var text = "\(method) \(HTTPURL.redact(url)) \(headers)"
        if let body { text += " (\(body.count) bytes)" }
        return text
    }

    /// The same as the description: a debugger's output ends up in logs too.
    public var debugDescription: String { description }

    /// A mirror that `dump` can't look through.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
