// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import DagrunSystem

/// Runs programs as child processes.
///
/// Each child leads a session of its own and has one thread here that serves it. A child ends with all that it started:
/// on cancellation the whole session gets SIGTERM, and SIGKILL after a grace time. A child that ended by itself while
/// others keep its output open gets two seconds more; then they are ended. Processes that it left with their output
/// elsewhere go on, as they do under Airflow.
enum ChildProcess {
    /// The time between SIGTERM and SIGKILL.
    static let grace: Duration = .seconds(5)

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - command: The program.
    ///   - clock: What waits for it; the grace time is measured with its `outside`.
    ///   - receive: Takes what the child writes, in pieces, on one thread; it may block, then the child waits too. An
    ///     error that it throws ends the child.
    /// - Returns: How the child ended.
    /// - Throws: ``OperatorError`` when it can't be started; `CancellationError` when the task was cancelled and the child
    ///   is gone; what `receive` threw.
    static func run(
        _ command: ChildCommand, clock: any RunClock,
        receive: @escaping @Sendable (ChildStream, [UInt8]) throws -> Void
    ) async throws -> ChildExit {
        try Task.checkCancellation()
        let control = try ChildControl(clock: clock.outside, grace: grace)
        return try await clock.withOutsideWork {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let code = DetachedThread.start {
                        continuation.resume(
                            with: Result {
                                var loop = try ChildLoop(command, control: control, receive: receive)
                                return try loop.run()
                            })
                    }
                    if code != 0 {
                        continuation.resume(
                            throwing: OperatorError(
                                .cannotStart, "there is no thread for a child process: too many run at once"))
                    }
                }
            } onCancel: {
                control.stop(.cancelled)
            }
        }
    }
}
