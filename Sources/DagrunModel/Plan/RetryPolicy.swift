// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How long a failed task waits for its next try.
///
/// Source: Airflow 3.3.2, `TaskInstance.next_retry_datetime`.
public struct RetryPolicy: Sendable, Hashable {
    /// No backoff grows beyond this many seconds: a day, Airflow's `max_task_retry_delay`.
    public static let longestDelay = 86_400.0

    /// Seconds between two tries.
    public var delay: Double
    /// The factor by which the delay grows with each try; 0 and 1: it does not.
    public var backoff: Double
    /// The longest delay of one that grows, in seconds.
    public var maximum: Double?

    /// Makes a policy.
    ///
    /// - Parameters:
    ///   - delay: Seconds between two tries.
    ///   - backoff: The factor by which the delay grows with each try; 0 and 1: it does not.
    ///   - maximum: The longest delay of one that grows, in seconds.
    public init(delay: Double, backoff: Double = 0, maximum: Double? = nil) {
        self.delay = delay
        self.backoff = backoff
        self.maximum = maximum
    }

    /// Takes the policy of a task.
    ///
    /// - Parameter task: The task.
    public init(_ task: TaskDefinition) {
        self.init(delay: task.retryDelay, backoff: task.retryExponentialBackoff, maximum: task.maxRetryDelay)
    }

    /// The wait after a try that failed.
    ///
    /// A delay that grows is the base times the factor to the power of the earlier tries, rounded up to whole seconds,
    /// plus up to as much again: a jitter made from the seed, the same for equal seeds. It is capped at
    /// ``longestDelay``, then at ``maximum``. A delay that does not grow is taken as it is.
    ///
    /// - Parameters:
    ///   - tryNumber: The number of the try that failed, from 1.
    ///   - seed: What the jitter is made from; see ``seed(dagID:taskID:logicalDate:tryNumber:)``.
    /// - Returns: Seconds, not negative.
    public func delay(afterTry tryNumber: Int, seed: String) -> Double {
        guard backoff > 0, backoff != 1 else { return delay > 0 ? delay : 0 }
        let factor = pow(backoff, Double(tryNumber) - 1)
        let grown = max(1, (delay * factor).rounded(.up))
        var result = Self.longestDelay
        // A factor beyond all bounds gives the longest delay even where the base is 0, as in Airflow; and what is no
        // number is not less.
        if factor.isFinite, grown < Self.longestDelay {
            let base = UInt64(grown)
            let jitter = SHA1.digest(seed.utf8).reduce(UInt64(0)) { (($0 << 32) + UInt64($1)) % base }
            result = min(Double(base + jitter), Self.longestDelay)
        }
        if let maximum, maximum > 0 { result = min(result, maximum) }
        return result
    }

    /// The text that Airflow makes the jitter from.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - taskID: The task's full id.
    ///   - logicalDate: The logical date as Python writes it, `2026-01-02 03:04:05+00:00`; nil where there is none.
    ///   - tryNumber: The number of the try that failed.
    /// - Returns: A seed for ``delay(afterTry:seed:)``.
    public static func seed(dagID: String, taskID: String, logicalDate: String?, tryNumber: Int) -> String {
        "\(dagID)#\(taskID)#\(logicalDate ?? "None")#\(tryNumber)"
    }
}
