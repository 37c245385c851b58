// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

/// The expected delays were computed by Airflow 3.3.2's `TaskInstance.next_retry_datetime`.
struct RetryPolicyTests {
    static let date = "2026-01-02 03:04:05+00:00"

    @Test(arguments: airflowDelays)
    func `delays and their jitter are those of Airflow`(_ sample: DelaySample) {
        let policy = RetryPolicy(delay: sample.delay, backoff: sample.backoff, maximum: sample.maximum)
        let seed = RetryPolicy.seed(
            dagID: "sales", taskID: "g.load", logicalDate: sample.hasDate ? Self.date : nil, tryNumber: sample.tryNumber
        )
        #expect(policy.delay(afterTry: sample.tryNumber, seed: seed) == sample.expected)
    }

    @Test(arguments: [Double.infinity, .nan, -5, 1e300], [Int.min, -1, 0, 1, 5000, Int.max])
    func `odd settings give a delay within a day`(_ delay: Double, _ tryNumber: Int) {
        let wait = RetryPolicy(delay: delay, backoff: 2).delay(afterTry: tryNumber, seed: "")
        #expect((0...RetryPolicy.longestDelay).contains(wait))
    }
}
