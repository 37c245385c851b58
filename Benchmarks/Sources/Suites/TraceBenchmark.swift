// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator

/// Traces: what it costs to write a value change dump.
enum TraceBenchmark: Benchmark {
    static let name = "trace"
    private static let signals = 64
    private static let changes = 1_000_000

    @concurrent static func run() async throws {
        // Both must make the same dump, or they are no comparison.
        let (bytes, text) = (writer(changes: 1000), formatted(changes: 1000))
        guard text.utf8.elementsEqual(bytes.suffix(text.utf8.count)) else {
            throw BenchmarkError(description: "the two dumps differ")
        }
        let samples = await Samples(7) { seconds { _ = writer(changes: changes) } }
        let baseline = await Samples(5) { seconds { _ = formatted(changes: changes) } }
        try Figure(
            "\(name)/vcd", "cpu_of_a_change", samples.scaled(by: 1e9 / Double(changes)), unit: "ns",
            baseline: ("the same lines put together as Strings", baseline.scaled(by: 1e9 / Double(changes)))
        ).print()
    }

    private static func seconds(_ body: () -> Void) -> Double {
        let begin = Process.processorSeconds
        body()
        return Process.processorSeconds - begin
    }

    /// A change each microsecond, of one signal after the other.
    private static func writer(changes: Int) -> [UInt8] {
        let nets = (0..<signals).map { TraceSignal("n\($0):1", .logic) }
        var writer = VCDWriter(nets, nets.map { _ in .logic(.low) })
        var bytes: [UInt8] = []
        for number in 1...changes {
            let level: Logic = number / signals % 2 == 0 ? .high : .low
            writer.change(level, of: number % signals, at: Timestamp(nanoseconds: Int64(number) * 1000))
            if writer.used > 60_000 { bytes += writer.take() }
        }
        return bytes + writer.take()
    }

    private static func formatted(changes: Int) -> String {
        func code(_ signal: Int) -> Character { Character(Unicode.Scalar(UInt8(33 + signal))) }
        var text = "#0\n$dumpvars\n"
        for signal in 0..<signals { text += "0\(code(signal))\n" }
        text += "$end\n"
        for number in 1...changes {
            text += "#\(number)\n\(number / signals % 2 == 0 ? 1 : 0)\(code(number % signals))\n"
        }
        return text
    }
}
