// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a client does with a response that names another place (RFC 9110, section 15.4).
public struct HTTPRedirects: Sendable, Hashable {
    /// The response is returned to the caller as it is.
    public static let returned = HTTPRedirects(maximum: 0)

    /// The request is sent again to the place named.
    ///
    /// 303 turns every method but HEAD into GET, 301 and 302 turn POST into GET, and the body goes; 307 and 308 repeat
    /// the request. Towards another scheme, host or port only headers go along that tell nobody a secret: `Accept` and its
    /// kind, `Cache-Control`, `User-Agent`, and those that describe the body. From http to https on the same host, at the
    /// ports that both have by themselves, all go along.
    ///
    /// - Parameter maximum: The most redirects in a row; one more is an error. 0 means that none is followed.
    /// - Returns: The policy.
    public static func followed(atMost maximum: Int) -> HTTPRedirects {
        HTTPRedirects(maximum: max(0, maximum))
    }

    /// The most redirects that are followed.
    let maximum: Int
}
