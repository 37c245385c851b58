// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import FoundationEssentials

/// One try of one task, with what a test wants to look at.
struct Bench: Sendable {
    let log = RecordingLog()
    let clock: ManualClock
    let context: TaskContext
    let definition: TaskDefinition

    init(
        params: [String: JSONValue] = [:], dataIntervalEnd: Date? = nil, runAfter: Date? = nil, retries: Int = 1,
        timeout: Duration? = nil, services: TestServices = TestServices(), clock: ManualClock = ManualClock(),
        firstStartDate: Date? = nil
    ) {
        self.clock = clock
        var definition = TaskDefinition(taskID: "work")
        definition.retries = retries
        definition.executionTimeout = timeout?.seconds
        definition.owner = "ada"
        self.definition = definition
        let run = RunFacts(
            dagID: "sales", runID: "manual__1", logicalDate: Date(timeIntervalSince1970: 1_767_225_600),
            dataIntervalEnd: dataIntervalEnd, runAfter: runAfter ?? clock.start, params: params)
        context = TaskContext(
            run: run, task: definition, firstStartDate: firstStartDate ?? clock.start, clock: clock, services: services,
            sink: log)
    }

    /// Runs an operator as a runner does.
    func run<Work: Operator>(_ work: Work) async -> TaskOutcome {
        let task = ExecutableTask(definition: definition) { context in try XComValue(try await work.run(context)) }
        return await TaskRunner.run(task, context)
    }
}

extension TaskOutcome {
    /// The kind and the text of the outcome.
    var summary: String {
        switch self {
        case .success(let value): "success \(value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil")"
        case .failed(let text): "failed \(text)"
        case .retry(nil, let text): "retry \(text)"
        case .retry(let delay?, let text): "retry after \(delay) \(text)"
        case .skipped(let text): "skipped \(text)"
        case .rescheduled(let delay): "rescheduled after \(delay)"
        case .deferred(let deferral): "deferred \(deferral.method)"
        case .cancelled: "cancelled"
        }
    }
}
