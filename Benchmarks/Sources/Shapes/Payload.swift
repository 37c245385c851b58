// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What each task of a measured DAG returns.
struct Payload: Codable, Sendable {
    var n: Int
    var text: String

    /// The result of a task.
    ///
    /// - Parameter upstream: What the tasks in front of it returned.
    init(after upstream: [Payload]) {
        var most = 0
        for payload in upstream { most = max(most, payload.n) }
        n = 1 + most
        text = "the quick brown fox jumps over a"
    }
}
