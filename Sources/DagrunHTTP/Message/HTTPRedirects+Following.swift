// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HTTPRedirects {
    /// One request and its response, with the time that they took.
    struct Exchange: Sendable {
        /// The response.
        var response: HTTPResponse
        /// The time from start to end.
        let elapsed: Duration
    }

    /// Sends a request and, if it says so, follows where the responses lead.
    ///
    /// - Parameters:
    ///   - request: What to send first.
    ///   - exchange: Sends one request to the end.
    /// - Returns: The first response that leads nowhere else.
    /// - Throws: What `exchange` throws; `tooManyRedirects`; `timedOut` when the time is used up between two of them;
    ///   `badURL` when the place named is neither `http` nor `https`.
    static func send(
        _ request: HTTPRequest,
        exchange: (HTTPRequest) async throws(HTTPError) -> Exchange
    ) async throws(HTTPError) -> HTTPResponse {
        var request = request
        var followed = 0
        while true {
            let url = try request.validated()
            var result = try await exchange(request)
            result.response.url = url.withoutCredentials
            guard request.redirects.maximum > 0,
                let next = try nextRequest(after: result.response, to: request, at: url)
            else { return result.response }
            followed += 1
            guard followed <= request.redirects.maximum else {
                throw HTTPError(
                    .tooManyRedirects, method: request.method, url: request.url,
                    reason: "more than \(request.redirects.maximum) redirects in a row", wasSent: true)
            }
            request = next
            if let timeout = request.timeout {
                request.timeout = timeout - result.elapsed
                if timeout <= result.elapsed {
                    throw HTTPError(
                        .timedOut, method: request.method, url: request.url,
                        reason: "the time was used up by \(followed) redirects", wasSent: true)
                }
            }
        }
    }

    /// Headers that tell nobody a secret.
    private static let harmless: Set<String> = [
        "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "content-encoding",
        "content-language", "content-location", "content-type", "user-agent",
    ]

    private static func nextRequest(
        after response: HTTPResponse, to request: HTTPRequest, at url: HTTPURL
    ) throws(HTTPError) -> HTTPRequest? {
        guard [301, 302, 303, 307, 308].contains(response.status), let location = response.headers["Location"] else {
            return nil
        }
        var target: HTTPURL
        do {
            target = try url.resolve(location)
        } catch {
            throw HTTPError(
                .badURL, method: request.method, url: request.url,
                reason: "the server redirects to a place that can't be followed: \(error.reason)", wasSent: true)
        }
        var next = request
        if response.status == 303 && request.method != .head || response.status <= 302 && request.method == .post {
            next.method = .get
            next.body = nil
            for name in ["Content-Type", "Content-Encoding", "Content-Language", "Content-Location"] {
                next.headers[name] = nil
            }
        }
        if target.hasOrigin(of: url) || target.isSecured(url) {
            target.userinfo = target.userinfo ?? url.userinfo
        } else {
            // Any other may be a key: a header of one's own as well as `Authorization`.
            for header in next.headers where !harmless.contains(header.name.lowercased()) {
                next.headers[header.name] = nil
            }
        }
        next.url = target.text
        return next
    }
}
