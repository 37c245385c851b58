// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One exchange on its way through the loop: what to send, and who waits for the outcome.
struct CurlJob: Sendable {
    /// What an exchange ends with.
    typealias Outcome = Result<HTTPRedirects.Exchange, HTTPError>

    /// The number by which a cancellation finds it.
    let id: UInt64
    /// What to send; it has been validated.
    let request: HTTPRequest
    /// Who waits.
    ///
    /// The loop resumes each exactly once.
    let continuation: CheckedContinuation<Outcome, Never>

    /// Ends the job.
    func finish(_ outcome: Outcome) {
        continuation.resume(returning: outcome)
    }

    /// Ends the job with an error about its request.
    func fail(_ code: HTTPError.Code, _ reason: String, wasSent: Bool = false) {
        finish(
            .failure(HTTPError(code, method: request.method, url: request.url, reason: reason, wasSent: wasSent)))
    }
}
