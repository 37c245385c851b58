// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How an operator ended in a test.
public struct OperatorResult<Output: Sendable>: Sendable {
    /// The one way in which a try ends.
    public enum Outcome: Sendable {
        /// It succeeded.
        case success(Output)
        /// It failed for good.
        case failed(String)
        /// It failed and would be tried again, after the task's own delay where none is given.
        case retry(after: Duration?, String)
        /// It skipped itself.
        case skipped(String)
    }

    /// How it ended.
    public var outcome: Outcome
    /// The lines it logged; secrets are hidden in them.
    public var logs: [String]
    /// How often it was run: more than once for a sensor that gave its slot back.
    public var looks: Int

    /// What it returned; nil where it did not succeed.
    public var output: Output? { if case .success(let output) = outcome { output } else { nil } }

    /// Why it failed or skipped itself; nil where it succeeded.
    public var message: String? {
        switch outcome {
        case .success: nil
        case .failed(let message), .retry(_, let message), .skipped(let message): message
        }
    }
}

extension OperatorResult {
    /// Whether it skipped itself.
    public var isSkipped: Bool { if case .skipped = outcome { true } else { false } }

    /// Whether it failed for good.
    public var isFailed: Bool { if case .failed = outcome { true } else { false } }
}
