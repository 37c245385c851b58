// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A thing that sends HTTP requests.
///
/// Two implementations come with it: ``CurlClient`` speaks to the network, ``InMemoryHTTPClient`` answers from a
/// closure. Code that takes `any HTTPClient` can be tested without a socket.
public protocol HTTPClient: Sendable {
    /// Sends a request and waits for its whole response.
    ///
    /// A response with any status is a response: 404 and 500 are not errors here. Cancelling the calling task ends
    /// the transfer at once and throws ``HTTPError/Code-swift.struct/cancelled``.
    ///
    /// - Parameter request: What to send.
    /// - Returns: The final response, after redirects if the request follows them.
    /// - Throws: An ``HTTPError`` when the request is malformed, no complete response arrived, or a limit was passed.
    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse
}
