// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// From the start of a bundle's process to its first task, and how much memory a run takes.
///
/// The child is this executable as a bundle: its command line, its DAG and its journal are read and made as in a real one.
enum StartBenchmark: Benchmark {
    static let name = "start"
    private static let runs = 40

    @concurrent static func run() async throws {
        let folder = try TemporaryFolder()
        func run(_ role: ChildRole, _ dag: String, _ number: Int) throws -> (delay: Double, memory: Double) {
            try ChildProcess.run(
                role,
                ["local", dag, "--progress", "none", "--runs-folder", folder.path, "--run-id", "run_\(number)"])
        }
        _ = try run(.one, "one", -1)
        _ = try run(.wide, "wide", -1)
        var bare: [(delay: Double, memory: Double)] = []
        var one = bare
        var wide = bare
        for number in 0..<runs {
            bare.append(try ChildProcess.run(.bare))
            one.append(try run(.one, "one", number))
            wide.append(try run(.wide, "wide", number))
        }
        func delay(_ list: [(delay: Double, memory: Double)]) -> Samples { Samples(list.map { $0.delay * 1e3 }) }
        func memory(_ list: [(delay: Double, memory: Double)]) -> Samples { Samples(list.map(\.memory)) }
        try Figure(
            name, "process_start_to_first_body", delay(one), unit: "ms", target: .atMost(10),
            baseline: ("process start to main", delay(bare))
        ).print()
        try Figure(
            name, "process_start_to_first_body_of_1000", delay(wide), unit: "ms",
            baseline: ("process start to main", delay(bare))
        ).print()
        try Figure(
            name, "peak_memory_of_1000", memory(wide), unit: "MiB", target: .atMost(20),
            baseline: ("process that does nothing", memory(bare))
        ).print()
        try Figure(name, "peak_memory_of_1", memory(one), unit: "MiB").print()
    }
}
