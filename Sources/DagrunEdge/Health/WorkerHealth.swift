// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How well a worker is, and why it is not better.
struct WorkerHealth: Sendable, Hashable {
    /// The bounds from which on something is wrong.
    private enum Bound {
        /// Seconds between the clocks: the server's leeway for tokens is 10.
        static let skewWarning = 5.0
        static let skewError = 10.0
        /// Bytes that logs and results of tasks need at least.
        static let diskWarning: Int64 = 128 << 20
        static let diskError: Int64 = 16 << 20
        /// From 80 °C on a Raspberry Pi runs slower.
        ///
        /// Source: Raspberry Pi documentation, “Frequency management and thermal control”.
        static let temperature = 80.0
    }

    /// The worst of all.
    private(set) var level = HealthLevel.info
    /// What is wrong, in words.
    private(set) var reasons: [String] = []

    /// A worker of which nothing is known yet.
    init() {}

    /// Judges.
    ///
    /// - Parameters:
    ///   - facts: What the machine tells.
    ///   - skew: How far its clock is ahead of the server's, in seconds; nil: not known.
    ///   - versionsMatch: Whether worker and server have the same versions.
    init(_ facts: MachineFacts, skew: Double?, versionsMatch: Bool) {
        if !versionsMatch { note(.warning, "the versions of worker and server differ") }
        if let skew, abs(skew) > Bound.skewWarning {
            note(
                abs(skew) > Bound.skewError ? .error : .warning,
                "the clock is \(Int(abs(skew).rounded())) s \(skew > 0 ? "ahead of" : "behind") the server's")
        }
        if let free = facts.freeDisk, free < Bound.diskWarning {
            note(free < Bound.diskError ? .error : .warning, "\(free >> 20) MiB are free on the disk")
        }
        if let temperature = facts.temperature, temperature >= Bound.temperature {
            note(.warning, "the processor has \(Int(temperature.rounded())) °C, and runs slower")
        }
    }

    private mutating func note(_ level: HealthLevel, _ reason: String) {
        self.level = max(self.level, level)
        reasons.append(reason)
    }
}
