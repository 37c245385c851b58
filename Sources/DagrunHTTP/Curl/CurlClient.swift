// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An HTTP client over libcurl.
///
/// All its requests share one libcurl multi handle on one thread: connections are kept alive and used again, and
/// requests to one HTTP/2 server share a connection. The thread starts with the first request, and libcurl is loaded
/// then, by `dlopen`: a process that makes no request pays nothing for it, and on a machine without libcurl the first
/// request throws ``HTTPError/Code-swift.struct/libraryMissing``.
///
/// Make one client and keep it: each has its own thread and connections. They end with ``shutdown()``, or with the
/// client. A program that may exit while requests are under way shuts its client down first, because a TLS library
/// is taken down by `exit`.
public final class CurlClient: HTTPClient {
    /// How this client was set up.
    public let configuration: Configuration
    private let loop: CurlLoop

    /// Makes a client; nothing is loaded or started yet.
    ///
    /// - Parameter configuration: How it behaves.
    public init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        loop = CurlLoop(configuration: configuration)
    }

    deinit {
        loop.stop()
    }

    /// Sends a request and waits for its whole response.
    ///
    /// libcurl itself sends a request a second time when a connection that was kept alive turns out to be closed before
    /// a byte of the response came (RFC 9112, section 9.3.1).
    ///
    /// - Parameter request: What to send.
    /// - Returns: The final response.
    /// - Throws: An ``HTTPError``; cancellation of the calling task removes the transfer and throws `cancelled`.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await HTTPRedirects.send(request) { request throws(HTTPError) in
            try await self.exchange(request)
        }
    }

    /// Ends the requests that are under way with `clientShutDown`, closes all connections and ends the thread.
    ///
    /// Returns when that is done. Later requests throw `clientShutDown`. Calling it again does nothing.
    public func shutdown() async {
        await loop.shutdown()
    }

    private func exchange(_ request: HTTPRequest) async throws(HTTPError) -> HTTPRedirects.Exchange {
        let id = loop.makeID()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = CurlJob(id: id, request: request, continuation: continuation)
                // Once submitted it may be sent before a cancellation is heard of.
                guard !Task.isCancelled else { return job.fail(.cancelled, "the task was cancelled") }
                loop.submit(job)
                // A cancellation from before the submission found nothing to cancel.
                if Task.isCancelled { loop.cancel(id) }
            }
        } onCancel: {
            loop.cancel(id)
        }
        return try result.get()
    }
}
