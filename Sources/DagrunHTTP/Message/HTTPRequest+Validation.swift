// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HTTPRequest {
    /// Checks the request and takes its URL apart.
    ///
    /// Whatever could end a line early is refused, because it would let a value add header fields or a second request
    /// (RFC 9110, section 5.5; RFC 9112, section 11.1).
    ///
    /// - Returns: The URL's parts.
    /// - Throws: `badURL` or `invalidRequest`, saying which part is wrong.
    func validated() throws(HTTPError) -> HTTPURL {
        let parts: HTTPURL
        do {
            parts = try HTTPURL(url)
        } catch {
            throw HTTPError(.badURL, url: url, reason: error.reason)
        }
        guard !method.rawValue.isEmpty, method.rawValue.utf8.allSatisfy(\.isTokenCharacter) else {
            throw invalid("the method is not a token; use letters, such as GET")
        }
        if method == .head && body != nil {
            throw invalid("a HEAD request can't have a body")
        }
        for field in headers {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(\.isTokenCharacter) else {
                throw invalid("a header name holds characters that a name can't; use letters, digits and hyphens")
            }
            guard !field.value.utf8.contains(where: { $0.isASCIIControl && $0 != 0x09 }) else {
                throw invalid("the value of header \(field.name) holds a line end or another control character")
            }
            if field.isNamed("Content-Length") || field.isNamed("Transfer-Encoding") {
                throw invalid("header \(field.name) is set by the client from the body; remove it")
            }
        }
        if let timeout, timeout <= .zero { throw invalid("the timeout must be longer than 0") }
        if connectTimeout <= .zero { throw invalid("the connect timeout must be longer than 0") }
        if maximumBodySize < 0 { throw invalid("the maximum body size must not be negative") }
        return parts
    }

    private func invalid(_ reason: String) -> HTTPError {
        HTTPError(.invalidRequest, method: method, url: url, reason: reason)
    }
}
