// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How often a call is tried, and how long it waits in between.
///
/// Waits grow exponentially and are random, as Airflow's own clients have them, so that a fleet does not come back in
/// step.
public struct RequestRetries: Sendable, Hashable {
    /// The most attempts, the first one included; at least 1.
    public var attempts: Int
    /// The shortest wait.
    public var minimumWait: Duration
    /// The longest wait, unless the server asks for a longer one.
    public var maximumWait: Duration

    /// Makes a policy.
    ///
    /// - Parameters:
    ///   - attempts: The most attempts, the first one included; at least 1.
    ///   - minimumWait: The shortest wait.
    ///   - maximumWait: The longest wait.
    public init(attempts: Int, minimumWait: Duration = .seconds(1), maximumWait: Duration = .seconds(90)) {
        self.attempts = max(1, attempts)
        self.minimumWait = max(.zero, minimumWait)
        self.maximumWait = max(self.minimumWait, maximumWait)
    }

    /// The Edge API's: `[edge] api_retries` and its siblings.
    public static let edge = RequestRetries(attempts: 10)
    /// The Execution API's: `[workers] execution_api_retries` and its siblings.
    public static let execution = RequestRetries(attempts: 5)
    /// One attempt.
    public static let none = RequestRetries(attempts: 1)

    /// The wait behind a failed attempt.
    ///
    /// - Parameters:
    ///   - attempt: How many attempts failed, from 1.
    ///   - share: A random number from 0 to 1.
    /// - Returns: A time between the shortest wait and the double of the one before.
    func wait(after attempt: Int, share: Double) -> Duration {
        let growth = minimumWait * (1 << min(attempt, 20))
        let longest = min(maximumWait, max(growth, minimumWait))
        return minimumWait + (longest - minimumWait) * share
    }
}
