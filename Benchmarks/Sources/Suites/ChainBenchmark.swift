// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunLocal

/// A hundred tasks, one behind the other: what passing on from task to task takes.
enum ChainBenchmark: Benchmark {
    static let name = "chain"
    private static let runs = 60
    private static let warmUp = 10

    @concurrent static func run() async throws {
        let folder = try TemporaryFolder()
        let dag = RunShape.chain()
        var wall: [Double] = []
        var bare: [Double] = []
        for number in 0..<(warmUp + runs) {
            let run = try LocalRun.prepared(dag, number: number, in: folder.path)
            let begin = Process.monotonicSeconds
            let record = await run.execute()
            let middle = Process.monotonicSeconds
            guard record.state == .success, try await BareTaskGroup.chain() > 0 else {
                throw BenchmarkError(description: "a run of chain ended as \(record.state)")
            }
            guard number >= warmUp else { continue }
            wall.append((middle - begin) * 1e3)
            bare.append((Process.monotonicSeconds - middle) * 1e3)
        }
        try Figure(
            name, "run_time_of_100", Samples(wall), unit: "ms", target: .atMost(10),
            baseline: ("bare task group", Samples(bare))
        ).print()
    }
}
