// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What came out of a campaign.
public struct ChaosReport: Sendable, Hashable, CustomStringConvertible {
    /// A run that broke the experiment.
    public struct Finding: Sendable, Hashable {
        /// The run's seed.
        public let seed: UInt64
        /// What broke, with the fewest faults.
        public internal(set) var violation: String
        /// The faults that the run had.
        public let drawn: [Fault]
        /// The faults that are enough: without any single one of them nothing breaks.
        public internal(set) var minimal: [Fault]
        /// How many more runs that took to find out.
        public internal(set) var shrinkingRuns = 0
    }

    /// How many seeds were run.
    public internal(set) var runs = 0
    /// How many faults those runs had in all.
    public internal(set) var faults = 0
    /// The run that broke the experiment; nil where none did.
    public internal(set) var finding: Finding?

    /// What broke and what it takes, in words and as fault values to be pasted into a scenario.
    public var description: String {
        guard let finding else { return "nothing broke in \(runs) runs with \(faults) faults" }
        let list = finding.minimal.map { "\n  \($0)" }.joined()
        let cause = finding.minimal.isEmpty ? "without any fault" : "it takes no more than:"
        let words = finding.violation.reversed().drop { $0.isNewline }.reversed()
        return "seed \(finding.seed), the last of \(runs) runs: \(String(words))\n\(cause)\(list)\n"
            + "(of \(finding.drawn.count) faults, found by \(finding.shrinkingRuns) more runs)"
    }
}
