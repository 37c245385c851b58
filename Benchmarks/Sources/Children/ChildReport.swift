// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
import Glibc
#endif

/// What a child tells the benchmarks on the standard output that it was started with.
struct ChildReport {
    /// When the first body began, in seconds of ``Process/monotonicSeconds``.
    var firstBody: Double
    /// The most memory the process had at once, in MiB.
    var peakMemory: Double

    /// Reads what a child wrote.
    init(parsing text: String) throws {
        var facts: [Substring: Double] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            // Only the first body of all counts.
            if words.count == 2, facts[words[0]] == nil { facts[words[0]] = Double(words[1]) }
        }
        guard let firstBody = facts["began"], let peakMemory = facts["peak"] else {
            throw BenchmarkError(description: "a child that was to report wrote: \(text.prefix(200))")
        }
        self.firstBody = firstBody
        self.peakMemory = peakMemory
    }

    static func began() { say("began \(Process.monotonicSeconds)") }
    static func ended() { say("peak \(Process.peakMemory)") }

    /// A copy of the first standard output: a run turns aside what its tasks print.
    private static let output = dup(STDOUT_FILENO)

    /// Keeps the standard output of now for what is told later.
    static func prepare() { _ = output }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = unsafe write(output, bytes, bytes.count)
    }
}
