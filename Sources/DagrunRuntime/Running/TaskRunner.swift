// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import Logging

/// Runs one try of one task instance to exactly one outcome.
///
/// The same code serves a local run, a worker under Airflow and a test; only the ``TaskServices`` differ.
package enum TaskRunner {
    /// Runs a try.
    ///
    /// - Parameters:
    ///   - task: The task.
    ///   - context: The context of the try.
    ///   - whenCancelled: What it means that the try was cancelled.
    /// - Returns: How the try ended.
    package static func run(
        _ task: ExecutableTask, _ context: TaskContext, whenCancelled: () -> TaskOutcome = { .cancelled }
    ) async -> TaskOutcome {
        let outcome: TaskOutcome
        var failure: (any Error)?
        do {
            if context.tryNumber > 1, context.rescheduleCount == 0, context.resumption == nil {
                // What an earlier try pushed must not pass for this one's.
                try await context.services.clearXComs(of: task.definition.taskID, mapIndex: context.mapIndex)
            }
            let value = try await execute(task, context)
            // Whatever it made of it: a stream that ends when it is cancelled gives a result that nobody waited for.
            if Task.isCancelled, case .failed(let reason) = whenCancelled() { throw TaskSignal.fail(reason) }
            try await push(value, of: task.definition, context)
            outcome = .success(value)
        } catch {
            failure = error
            outcome = judge(error, task, context, whenCancelled)
        }
        await call(task, outcome, failure, context)
        return outcome
    }

    private static func execute(_ task: ExecutableTask, _ context: TaskContext) async throws -> XComValue? {
        while true {
            do {
                return try await limited(task, context)
            } catch let signal as TaskSignal {
                guard case .deferred(let deferral) = signal.kind,
                    let event = try await context.services.event(of: deferral, context)
                else { throw signal }
                // Nobody else waits for it: the same try goes on here.
                context.resume(
                    Resumption(method: deferral.method, arguments: deferral.arguments, event: event))
            }
        }
    }

    private static func limited(_ task: ExecutableTask, _ context: TaskContext) async throws -> XComValue? {
        guard let limit = task.definition.executionTimeout else { return try await work(task, context) }
        return try await TimeLimit.run(.seconds(limit), clock: context.clock) { try await work(task, context) }
    }

    private static func work(_ task: ExecutableTask, _ context: TaskContext) async throws -> XComValue? {
        if let mapLabel = task.mapLabel { context.setMapLabel(try await mapLabel(context)) }
        return try await task.body(context)
    }

    private static func push(_ value: XComValue?, of task: TaskDefinition, _ context: TaskContext) async throws {
        guard task.doXComPush, let value, !value.isNull else { return }
        var members: [String: JSONValue] = [:]
        if task.multipleOutputs {
            guard case .object(let found) = try value.decode(as: JSONValue.self) else {
                let shown = context.masker.mask(value.json).prefix(40)
                throw TaskSignal.fail(
                    "task \(task.taskID) has multiple outputs, so it must return an object; it returned"
                        + " \(String(decoding: shown, as: UTF8.self))")
            }
            members = found
        }
        try await context.services.push(value, as: XComKey(taskID: task.taskID, mapIndex: context.mapIndex))
        for (key, member) in members.sorted(by: { $0.key < $1.key }) {
            try await context.services.push(
                XComValue(member), as: XComKey(taskID: task.taskID, mapIndex: context.mapIndex, key: key))
        }
    }

    /// What an error means for the try.
    private static func judge(
        _ error: any Error, _ task: ExecutableTask, _ context: TaskContext, _ whenCancelled: () -> TaskOutcome
    ) -> TaskOutcome {
        let text = context.masker.mask(describe(error))
        if let signal = error as? TaskSignal {
            switch signal.kind {
            case .skip: return .skipped(text)
            case .fail: return .failed(text)
            case .retry(let delay): return retry(after: delay, text, context)
            case .reschedule(let delay): return .rescheduled(after: delay)
            case .deferred(let deferral): return .deferred(deferral)
            }
        }
        if Task.isCancelled { return whenCancelled() }
        // The upstream has ended: another try would read the same value.
        if error is UnfitXCom || error is ServiceUnavailable { return .failed(text) }
        switch task.retryPolicy?(error) ?? .standard {
        case .standard: return retry(after: nil, text, context)
        case .retry(let delay): return retry(after: delay, text, context)
        case .fail: return .failed(text)
        }
    }

    private static func retry(after delay: Duration?, _ text: String, _ context: TaskContext) -> TaskOutcome {
        context.tryNumber < context.maximumTries ? .retry(after: delay, text) : .failed(text)
    }

    /// An error as a person reads it.
    private static func describe(_ error: any Error) -> String {
        (error as? DecodingError).map { "a value can't be decoded: \($0.reason)" } ?? "\(error)"
    }

    private static func call(
        _ task: ExecutableTask, _ outcome: TaskOutcome, _ failure: (any Error)?, _ context: TaskContext
    ) async {
        let callbacks: [TaskCallbacks.Callback] =
            switch outcome {
            case .success: task.callbacks.onSuccess
            case .failed: task.callbacks.onFailure
            case .retry: task.callbacks.onRetry
            case .skipped: task.callbacks.onSkip
            case .rescheduled, .deferred, .cancelled: []
            }
        for callback in callbacks {
            do {
                try await callback(context, failure)
            } catch {
                context.logger.error(
                    "callback failed", metadata: ["error": "\(context.masker.mask(describe(error)))"])
            }
        }
    }
}
