// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// An HTTP client that asks a closure instead of a server, and remembers what it was asked.
///
/// It keeps to the rules of ``CurlClient``: malformed requests are refused before the closure sees them, redirects are
/// followed if a request says so, a body over the limit is an error, and so is a cancelled task. It knows no time, so
/// nothing times out; throw ``HTTPError/Code-swift.struct/timedOut`` from the closure instead.
///
/// ```swift
/// let client = InMemoryHTTPClient { request in
///     request.url.hasSuffix("/health") ? HTTPResponse(status: 200) : HTTPResponse(status: 404)
/// }
/// ```
public final class InMemoryHTTPClient: HTTPClient {
    /// What answers a request.
    ///
    /// It throws plainly, because Swift does not infer a typed throw in a closure; an error that is no ``HTTPError``
    /// becomes one with the code ``HTTPError/Code-swift.struct/other``.
    public typealias Handler = @Sendable (HTTPRequest) async throws -> HTTPResponse

    private let handler: Handler
    private let recorded = Mutex<[HTTPRequest]>([])

    /// Makes a client that answers by a closure.
    ///
    /// - Parameter handler: Answers a request; it may run for several requests at once.
    public init(_ handler: @escaping Handler) {
        self.handler = handler
    }

    /// Makes a client that answers every request alike.
    ///
    /// - Parameter response: The answer.
    public convenience init(answering response: HTTPResponse) {
        self.init { _ in response }
    }

    /// The requests that reached the closure, in order; each redirect that was followed counts.
    public var requests: [HTTPRequest] { recorded.withLock { $0 } }

    /// Has the closure answer a request.
    ///
    /// - Parameter request: What to send.
    /// - Returns: The closure's response, with the request's URL.
    /// - Throws: What the closure throws; `badURL`, `invalidRequest`, `tooLarge`, `tooManyRedirects` and `cancelled`
    ///   as ``CurlClient`` does.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await HTTPRedirects.send(request) { request throws(HTTPError) in
            try self.checkCancellation(request)
            self.recorded.withLock { $0.append(request) }
            var response = try await self.answer(request)
            try self.checkCancellation(request)
            if request.method == .head { response.body = [] }
            guard response.body.count <= request.maximumBodySize else {
                throw HTTPError(
                    .tooLarge, method: request.method, url: request.url,
                    reason: "the body has more than \(request.maximumBodySize) bytes", wasSent: true)
            }
            return HTTPRedirects.Exchange(response: response, elapsed: .zero)
        }
    }

    private func answer(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        do {
            return try await handler(request)
        } catch let error as HTTPError {
            throw error
        } catch is CancellationError {
            throw HTTPError(.cancelled, method: request.method, url: request.url, reason: "the task was cancelled")
        } catch {
            throw HTTPError(.other, method: request.method, url: request.url, reason: "\(error)")
        }
    }

    private func checkCancellation(_ request: HTTPRequest) throws(HTTPError) {
        if Task.isCancelled {
            throw HTTPError(.cancelled, method: request.method, url: request.url, reason: "the task was cancelled")
        }
    }
}
