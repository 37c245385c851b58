// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One HTTP response, complete.
public struct HTTPResponse: Sendable, Hashable {
    /// The status code (RFC 9110, section 15), 200 to 599 from a server that keeps to it.
    public var status: Int
    /// The header fields, in order, as the server sent them.
    ///
    /// `Content-Encoding` and `Content-Length` describe what was sent, not ``body``, which is decompressed.
    public var headers: HTTPHeaders
    /// The body, decompressed.
    public var body: [UInt8]
    /// The version of HTTP that the server answered with.
    public var httpVersion: HTTPVersion
    /// The URL that gave this response, without user and password: the last one if redirects were followed.
    public var url: String

    /// Makes a response, as a test or an in-memory server does.
    ///
    /// - Parameters:
    ///   - status: The status code.
    ///   - headers: The header fields.
    ///   - body: The body.
    ///   - httpVersion: The version of HTTP.
    ///   - url: The URL; an in-memory client fills it in.
    public init(
        status: Int = 200, headers: HTTPHeaders = [:], body: [UInt8] = [], httpVersion: HTTPVersion = .http11,
        url: String = ""
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.httpVersion = httpVersion
        self.url = url
    }

    /// Whether the status is one of the 2xx.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as text; bytes that are not UTF-8 become replacement characters.
    public var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Version, status, harmless header values and the size of the body.
    public var description: String {
        "\(httpVersion) \(status) from \(HTTPURL.redact(url)) \(headers) (\(body.count) bytes)"
    }

    /// The same as the description: a debugger's output ends up in logs too.
    public var debugDescription: String { description }

    /// A mirror that `dump` can't look through.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
