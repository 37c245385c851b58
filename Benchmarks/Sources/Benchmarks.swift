// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
import Glibc
#endif

/// Measures Dagrun and prints a JSON line for each figure, beside its target and the baseline of the same run.
///
/// `make bench` runs all of it; names of benchmarks as arguments choose some. A target that is missed is no failure: it is
/// seen by `"met":false`.
@main enum Benchmarks {
    private static let all: [any Benchmark.Type] = [
        StartBenchmark.self, RunBenchmark.self, ChainBenchmark.self, LoadingBenchmark.self, PlanningBenchmark.self,
        VirtualTimeBenchmark.self, StubBenchmark.self,
        BoardBenchmark.self, CoffeeBenchmark.self, TraceBenchmark.self, PinsBenchmark.self,
    ]

    @concurrent static func main() async {
        if let role = ChildRole.ofProcess {
            await role.run()
            return
        }
        let chosen = CommandLine.arguments.dropFirst()
        for name in chosen where !all.contains(where: { $0.name == name }) {
            print("there is no benchmark “\(name)”; there are \(all.map { $0.name }.joined(separator: ", "))")
            exit(2)
        }
        for benchmark in all where chosen.isEmpty || chosen.contains(benchmark.name) {
            do {
                try await benchmark.run()
            } catch {
                print("\(benchmark.name): \(error)")
                exit(1)
            }
        }
    }
}
