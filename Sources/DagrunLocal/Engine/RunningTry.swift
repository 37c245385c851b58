// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A try that is being run by a worker, and can be cancelled from elsewhere.
///
/// Unchecked, because the worker's task is a pointer: any thread may cancel it, and it is there for as long as one does,
/// since the worker goes on only when ``isHeld`` is false.
@safe struct RunningTry: @unchecked Sendable {
    /// The task of the worker.
    private let task: UnsafeCurrentTask?
    /// How many are cancelling it now, without the engine's lock.
    private var cancellers = 0
    /// The worker, once it waits for them.
    private var worker: CheckedContinuation<Void, Never>?

    /// Begins a try that the calling task runs.
    static func ofCurrentTask() -> RunningTry { unsafe withUnsafeCurrentTask { unsafe RunningTry(task: $0) } }

    private init(task: UnsafeCurrentTask?) { unsafe self.task = task }

    /// Whether it is being cancelled: its worker must not go on yet.
    var isHeld: Bool { cancellers > 0 }

    /// Cancels the task; to be called between ``beginCancelling()`` and ``endCancelling()``, without the lock.
    func cancel() { unsafe task?.cancel() }

    mutating func beginCancelling() { cancellers += 1 }

    /// Ends what ``beginCancelling()`` began.
    ///
    /// - Returns: The worker, when it waits and nobody else is left.
    mutating func endCancelling() -> CheckedContinuation<Void, Never>? {
        cancellers -= 1
        guard cancellers == 0 else { return nil }
        defer { worker = nil }
        return worker
    }

    /// Has the worker wait until nobody cancels it any more.
    mutating func hold(_ continuation: CheckedContinuation<Void, Never>) { worker = continuation }
}
