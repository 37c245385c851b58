// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import DagrunSystem

/// Calls that may block, such as those on files of another machine.
enum BlockingCall {
    /// Runs code on a thread of its own.
    ///
    /// - Parameters:
    ///   - clock: What waits for it.
    ///   - body: The code.
    /// - Returns: What the code returns.
    /// - Throws: What the code throws; ``OperatorError`` when there is no thread to be had.
    static func run<Value: Sendable>(
        _ clock: any RunClock, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await clock.withOutsideWork {
            try await withCheckedThrowingContinuation { continuation in
                let code = DetachedThread.start { continuation.resume(with: Result { try body() }) }
                if code != 0 {
                    continuation.resume(
                        throwing: OperatorError(.cannotStart, "there is no thread for a call that may block"))
                }
            }
        }
    }
}
