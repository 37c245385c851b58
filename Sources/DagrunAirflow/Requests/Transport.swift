// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
internal import DagrunRuntime

/// Makes calls, again while that may help.
struct Transport: Sendable {
    let client: any HTTPClient
    let clock: any RunClock
    let retries: RequestRetries

    /// Makes a call.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - retries: How often it is tried; nil: as configured.
    ///   - correlationID: How it is named in the server's log.
    ///   - isAccepted: Whether a status is an answer; others are errors.
    ///   - makeRequest: Makes the request of an attempt: a token may have to be a new one.
    ///   - look: Is shown every answer, of whatever status.
    /// - Returns: The answer.
    /// - Throws: ``AirflowError`` of the last attempt.
    func send(
        _ call: APICall, retries: RequestRetries? = nil, correlationID: String? = nil,
        accepting isAccepted: (Int) -> Bool = { (200..<300).contains($0) },
        makeRequest: () throws(AirflowError) -> HTTPRequest, look: (HTTPResponse) -> Void = { _ in }
    ) async throws(AirflowError) -> HTTPResponse {
        let retries = retries ?? self.retries
        var attempt = 1
        while true {
            var error: AirflowError
            var wait: Duration = .zero
            do {
                let response = try await client.send(makeRequest())
                look(response)
                if isAccepted(response.status) { return response }
                error = AirflowError(refusal: response, call: call.name, correlationID: correlationID)
                if let seconds = response.headers["Retry-After"].flatMap(Double.init), seconds > 0, seconds < 86_400 {
                    wait = .seconds(seconds)
                }
            } catch let failure as HTTPError {
                if failure.code == .cancelled {
                    throw AirflowError(.cancelled, call: call.name, reason: "the task was cancelled")
                }
                error = AirflowError(
                    .unreachable, call: call.name, reason: failure.description, correlationID: correlationID)
                error.mayHaveArrived = failure.wasSent
                if !failure.isRetryable { throw error }
            } catch let failure as AirflowError {
                throw failure
            } catch {
                throw AirflowError(.unreachable, call: call.name, reason: "\(error)", correlationID: correlationID)
            }
            guard error.isTransient, attempt < retries.attempts else { throw error }
            wait = max(wait, retries.wait(after: attempt, share: .random(in: 0...1)))
            do {
                try await clock.sleep(for: wait)
            } catch {
                throw AirflowError(.cancelled, call: call.name, reason: "the task was cancelled")
            }
            attempt += 1
        }
    }
}
