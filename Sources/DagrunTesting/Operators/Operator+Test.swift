// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import DagrunRuntime
internal import FoundationEssentials

extension Operator {
    /// Runs one try of this operator or sensor to its outcome.
    ///
    /// ```swift
    /// let result = await FileSensor("/data/in.csv").timeout(.hours(1)).test()
    /// #expect(result.message == "timed out: …")
    /// ```
    ///
    /// It is run by the same code as in a real run: its timeout, its errors and its log are treated as there. A sensor
    /// that gives its slot back is called again when it is due.
    ///
    /// - Parameter context: What it finds around it.
    /// - Returns: How it ended; an operator that fails is no error.
    public func test(in context: TestContext = TestContext()) async -> OperatorResult<Output> {
        do {
            // The calling test may be on another executor, whose work the clock could not see.
            return try await context.clock.run(onStandstill: { _ in false }) { await run(in: context) }
        } catch {
            return OperatorResult(outcome: .failed("\(error)"), logs: [], looks: 0)
        }
    }

    private func run(in context: TestContext) async -> OperatorResult<Output> {
        let sink = LineSink()
        var definition = context.task
        taskDefaults.apply(to: &definition)
        let box = OutputBox<Output>()
        let task = ExecutableTask(definition: definition) { context in
            let output = try await run(context)
            box.set(output)
            return Output.self == NoOutput.self ? nil : try XComValue(output)
        }
        let facts = context.facts()
        let first = context.clock.now()
        let masker = SecretMasker()
        var looks = 0
        while true {
            let outcome = await TaskRunner.run(
                task,
                TaskContext(
                    run: facts, task: definition, mapIndex: context.mapIndex, tryNumber: context.tryNumber,
                    firstStartDate: first, rescheduleCount: looks, clock: context.clock, services: context.services,
                    masker: masker, board: context.board, sink: sink))
            looks += 1
            func result(_ outcome: OperatorResult<Output>.Outcome) -> OperatorResult<Output> {
                OperatorResult(outcome: outcome, logs: sink.lines.map(masker.mask), looks: looks)
            }
            switch outcome {
            case .success:
                guard let output = box.value else { return result(.failed("the operator returned nothing")) }
                return result(.success(output))
            case .failed(let message): return result(.failed(message))
            case .retry(let delay, let message): return result(.retry(after: delay, message))
            case .skipped(let message): return result(.skipped(message))
            case .deferred: return result(.failed("the operator waits for something that only Airflow can wait for"))
            case .cancelled: return result(.failed("the operator was cancelled"))
            case .rescheduled(let delay):
                do { try await context.clock.sleep(for: delay) } catch {
                    return result(.failed("the operator was cancelled"))
                }
            }
        }
    }
}
