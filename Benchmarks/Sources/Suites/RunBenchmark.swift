// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunLocal

/// Whole runs of a thousand small tasks, journal on, against the same bodies in bare task groups.
enum RunBenchmark: Benchmark {
    static let name = "run"
    private static let runs = 40
    private static let warmUp = 10

    @concurrent static func run() async throws {
        try await measure("wide", RunShape.wide()) { try await BareTaskGroup.wide() }
        try await measure("diamond", RunShape.diamond()) { try await BareTaskGroup.diamond() }
    }

    private static func measure(_ shape: String, _ dag: DAG, bare: () async throws -> Int) async throws {
        let folder = try TemporaryFolder()
        var preparation: [Double] = []
        var processor: [Double] = []
        var rate: [Double] = []
        var bareProcessor: [Double] = []
        var bareRate: [Double] = []
        let tasks = Double(dag.tasks.count)
        for number in 0..<(warmUp + runs) {
            let before = Process.processorSeconds
            let run = try LocalRun.prepared(dag, number: number, in: folder.path)
            let begin = (processor: Process.processorSeconds, wall: Process.monotonicSeconds)
            let record = await run.execute()
            let end = (processor: Process.processorSeconds, wall: Process.monotonicSeconds)
            // Taking down what the preparation built is none of the run.
            withExtendedLifetime(run) {}
            guard record.state == .success, record.instances.count == dag.tasks.count else {
                throw BenchmarkError(description: "a run of \(shape) ended as \(record.state)")
            }
            let bareBegin = (processor: Process.processorSeconds, wall: Process.monotonicSeconds)
            guard try await bare() > 0 else { throw BenchmarkError(description: "nothing was encoded") }
            let bareEnd = (processor: Process.processorSeconds, wall: Process.monotonicSeconds)
            guard number >= warmUp else { continue }
            preparation.append((begin.processor - before) * 1e3)
            processor.append((end.processor - begin.processor) / tasks * 1e6)
            rate.append(tasks / (end.wall - begin.wall))
            bareProcessor.append((bareEnd.processor - bareBegin.processor) / tasks * 1e6)
            bareRate.append(tasks / (bareEnd.wall - bareBegin.wall))
        }
        try Figure(
            "\(name)/\(shape)", "throughput", Samples(rate), unit: "tasks/s", target: .atLeast(40_000),
            baseline: ("bare task group", Samples(bareRate))
        ).print()
        try Figure(
            "\(name)/\(shape)", "cpu_per_task", Samples(processor), unit: "us", target: .ratioAtMost(2),
            baseline: ("bare task group", Samples(bareProcessor))
        ).print()
        try Figure("\(name)/\(shape)", "cpu_of_preparation", Samples(preparation), unit: "ms").print()
    }
}
