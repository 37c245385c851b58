// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// Declares a DAG of a thousand tasks, checks it and makes its document.
enum LoadingBenchmark: Benchmark {
    static let name = "loading"
    private static let runs = 20

    @concurrent static func run() async throws {
        try measure("wide", RunShape.wide)
        try measure("diamond") { RunShape.diamond() }
    }

    private static func measure(_ shape: String, _ make: (Int) -> DAG) throws {
        try measure(shape) { make(1_000) }
    }

    private static func measure(_ shape: String, _ make: () -> DAG) throws {
        var whole: [Double] = []
        var declaration: [Double] = []
        for _ in 0..<runs {
            let begin = Process.processorSeconds
            let dag = make()
            let middle = Process.processorSeconds
            guard dag.faults.isEmpty, dag.document.prettyBytes.count > 1_000, dag.document.contentHash.count == 64
            else {
                throw BenchmarkError(description: "the DAG \(shape) has faults: \(dag.faults)")
            }
            whole.append((Process.processorSeconds - begin) * 1e3)
            declaration.append((middle - begin) * 1e3)
        }
        try Figure("\(name)/\(shape)", "cpu_of_1000_tasks", Samples(whole), unit: "ms", target: .atMost(50)).print()
        try Figure("\(name)/\(shape)", "cpu_of_declaration_and_validation", Samples(declaration), unit: "ms").print()
    }
}
