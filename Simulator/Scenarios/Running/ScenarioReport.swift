// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// What came of a scenario.
public struct ScenarioReport: Sendable {
    /// What came of a step.
    public enum Outcome: Sendable, Hashable {
        /// It was done, and what it expects was so.
        case passed
        /// What it expects was not so.
        case failed(String)
        /// It was left out, and why.
        case skipped(String)
        /// The scenario ended before it.
        case notReached
    }

    /// A step and what came of it.
    public struct Step: Sendable {
        /// The step's number, from 1.
        public let number: Int
        /// The line of the file, from 1; nil for a scenario written in Swift.
        public let line: Int?
        /// What the step is called, or does.
        public let text: String
        /// When it began; nil when it was not reached.
        public internal(set) var start: Timestamp?
        /// When it ended; nil when it was not reached.
        public internal(set) var end: Timestamp?
        /// What came of it.
        public internal(set) var outcome: Outcome
    }

    /// What all signals were at a step.
    public struct Snapshot: Sendable {
        /// What the note is called.
        public let name: String
        /// When it was made.
        public let time: Timestamp
        /// The signals by name.
        public let values: [String: TraceValue]
    }

    /// What the scenario is called.
    public let name: String
    /// The seed of the board's chance: the same seed gives the same run.
    public let seed: UInt64
    /// The steps, in order.
    public internal(set) var steps: [Step]
    /// The rules that were watched, and how they stood at the end.
    public internal(set) var rules: [(rule: SignalRule, verdict: Verdict)] = []
    /// The notes that steps made.
    public internal(set) var snapshots: [Snapshot] = []
    /// The first thing that went wrong, with the signals around it; nil when nothing did.
    public internal(set) var failure: String?
    /// The board's time from the scenario's begin to its end.
    public internal(set) var duration: Duration = .zero

    /// Whether all was as expected.
    public var hasPassed: Bool { failure == nil }
}

extension ScenarioReport: CustomStringConvertible {
    /// Whether the scenario passed, and if not, at which step it failed and why.
    public var description: String {
        guard let failure else { return "scenario “\(name)” passed" }
        let step = steps.last { if case .failed = $0.outcome { true } else { false } }
        let place = step.map { " at step \($0.number)\($0.line.map { ", line \($0)" } ?? "") (\($0.text))" } ?? ""
        return "scenario “\(name)” failed\(place): \(failure)"
    }
}
