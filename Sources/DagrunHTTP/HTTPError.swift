// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why a request got no response.
///
/// Nothing in it is secret: the URL has lost its credentials, query and fragment, and no header value is kept.
public struct HTTPError: Error, Sendable, Hashable {
    /// The kind of failure, for code to decide by.
    public let code: Code
    /// The request's method, `nil` if it was not even looked at.
    public let method: HTTPMethod?
    /// The request's URL without user, password, query and fragment.
    public let url: String
    /// What happened, in words.
    public let reason: String
    /// libcurl's number for the failure (`CURLcode`), `nil` when the failure was not libcurl's.
    public let curlCode: Int?
    /// Whether the server may have seen the request, and so may have acted on it.
    ///
    /// When `false`, sending again repeats nothing, whatever the method.
    public let wasSent: Bool

    /// Makes an error, as a test or another transport does.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - method: The request's method.
    ///   - url: The request's URL, from which secrets are taken out.
    ///   - reason: What happened, in words, without secrets.
    ///   - curlCode: libcurl's number for the failure.
    ///   - wasSent: Whether the server may have seen the request.
    public init(
        _ code: Code, method: HTTPMethod? = nil, url: String, reason: String, curlCode: Int? = nil,
        wasSent: Bool = false
    ) {
        self.code = code
        self.method = method
        self.url = HTTPURL.redact(url)
        self.reason = reason
        self.curlCode = curlCode
        self.wasSent = wasSent
    }

    /// Whether sending the same request again may succeed without anyone changing anything.
    ///
    /// True for failures of the network: names that do not resolve, refused and lost connections, timeouts. It says
    /// nothing about whether repeating is harmless; that is ``wasSent`` and ``HTTPMethod/isIdempotent``.
    public var isRetryable: Bool {
        switch code {
        case .cannotResolve, .cannotConnect, .timedOut, .connectionLost: true
        // A handshake that broke off (CURLE_SSL_CONNECT_ERROR), not a certificate that was refused.
        case .tls: curlCode == 35
        default: false
        }
    }
}

extension HTTPError: CustomStringConvertible {
    /// The request, what happened to it, and what to do about it.
    public var description: String {
        let request = method.map { "\($0) \(url)" } ?? url
        let number = curlCode.map { " (curl \($0))" } ?? ""
        let advice = code.advice.map { ". \($0)" } ?? ""
        return "\(request): \(code): \(reason)\(number)\(advice)"
    }
}
