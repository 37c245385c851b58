// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunAuthoring
internal import DagrunRuntime
internal import Logging

/// One call of a callback.
///
/// Airflow has neither a heartbeat nor a log nor another try for it; what became of it is the state of its job.
struct CallbackAttempt {
    /// How long one that was cancelled may take to end.
    private static let grace: Duration = .seconds(5)

    let workload: CallbackWorkload
    let bundle: WorkerBundle
    let configuration: EdgeWorkerConfiguration
    let logger: Logger

    /// Calls it.
    ///
    /// - Returns: What the server is told of the job.
    func run() async -> EdgeJobState {
        guard let handler = bundle.callbacks[workload.path] else {
            let known = bundle.callbacks.keys.sorted().joined(separator: ", ")
            logger.error(
                "the bundle has no callback of this name; \(known.isEmpty ? "it has none" : "it has \(known)")",
                metadata: ["path": "\(workload.path)"])
            return .failed
        }
        var arguments = workload.arguments
        let context = arguments.removeValue(forKey: "context")
        let call = CallbackCall(
            id: workload.id, path: workload.path, arguments: arguments, context: context, logger: logger)
        let clock = configuration.clock
        let first = FirstResult<Void>()
        let work = Task(executorPreference: clock.executor) {
            do {
                try await handler(call)
                first.offer(.success(()))
            } catch {
                first.offer(.failure(error))
            }
        }
        let limit = configuration.callbackTimeout.map { timeout in
            Task(executorPreference: clock.executor) {
                guard (try? await clock.sleep(for: timeout)) != nil else { return }
                Self.stop(work, first, clock)
            }
        }
        defer { limit?.cancel() }
        do {
            try await withTaskCancellationHandler {
                await first.value()
            } onCancel: {
                Self.stop(work, first, clock)
            }.get()
            // One that was cancelled and says nothing of it did not do its work.
            guard !work.isCancelled else { throw TaskSignal.fail("it was cancelled before it ended") }
            return .success
        } catch {
            logger.error("a callback failed", metadata: ["path": "\(workload.path)", "error": "\(error)"])
            return .failed
        }
    }

    /// Cancels a call, and leaves it behind when it takes too long to end.
    private static func stop(_ work: Task<Void, Never>, _ first: FirstResult<Void>, _ clock: any RunClock) {
        work.cancel()
        Task(executorPreference: clock.executor) {
            guard (try? await clock.sleep(for: grace)) != nil else { return }
            first.offer(.failure(TaskSignal.fail("it did not end within \(grace) after it was cancelled")))
        }
    }
}
