// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import FoundationEssentials

/// One try of one task, as a worker would run it.
struct Try {
    var definition = TaskDefinition(taskID: "t")
    var tryNumber = 1
    var mapIndex = -1
    var firstStart: Date?
    var rescheduleCount = 0
    var callbacks = TaskCallbacks()
    var retryPolicy: (@Sendable (any Error) -> RetryDecision)?
    var mapLabel: (@Sendable (TaskContext) async throws -> String)?
    var clock = ManualClock()
    var services = MemoryServices()
    var log = LogLines()
    var facts = RunFacts(dagID: "d", runID: "r", runAfter: Date(timeIntervalSince1970: 0))

    init(retries: Int = 0) { definition.retries = retries }

    var context: TaskContext {
        TaskContext(
            run: facts, task: definition, mapIndex: mapIndex, tryNumber: tryNumber,
            firstStartDate: firstStart ?? clock.now(), rescheduleCount: rescheduleCount, clock: clock,
            services: services, sink: log)
    }

    /// Runs a body that returns a value, and says how it ended.
    func run<Value: Codable & Sendable>(_ body: @escaping @Sendable (TaskContext) async throws -> Value) async -> String
    {
        await run(context, body)
    }

    func run<Value: Codable & Sendable>(
        _ context: TaskContext, _ body: @escaping @Sendable (TaskContext) async throws -> Value
    ) async -> String {
        let task = ExecutableTask(
            definition: definition, retryPolicy: retryPolicy, callbacks: callbacks, mapLabel: mapLabel
        ) { context in try XComValue(try await body(context)) }
        return Self.text(await TaskRunner.run(task, context))
    }

    /// An outcome in one line.
    static func text(_ outcome: TaskOutcome) -> String {
        switch outcome {
        case .success(let value): "success \(value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nothing")"
        case .failed(let text): "failed: \(text)"
        case .retry(let delay, let text): "retry\(delay.map { " after \($0)" } ?? ""): \(text)"
        case .skipped(let text): "skipped: \(text)"
        case .rescheduled(let delay): "rescheduled after \(delay)"
        case .deferred(let deferral): "deferred \(deferral.method)"
        case .cancelled: "cancelled"
        }
    }
}
