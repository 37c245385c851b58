// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a child tells the benchmarks on its standard output.
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

    static func began() { print("began \(Process.monotonicSeconds)") }
    static func ended() { print("peak \(Process.peakMemory)") }
}
