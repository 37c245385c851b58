// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Many runs of one experiment, each with another seed and other faults, and the smallest list of faults that breaks it.
///
/// ```swift
/// let campaign = ChaosCampaign(
///     [Fault(.openWire, at: "ntc:1"), Fault(.stuckAt(.high), at: "float:1"), Fault(.noise(volts: 0.1), at: "adc:CH0")],
///     seeds: 0..<100, within: .minutes(5))
/// let report = try await campaign.run { seed, faults in
///     let board = try CoffeeMachine.board(seed: seed)
///     for fault in faults { try board.inject(fault) }
///     …
///     return wasHot ? "the boiler was at 140 °C" : nil
/// }
/// #expect(report.finding == nil, "\(report)")
/// ```
///
/// The first run that breaks ends the campaign. Its faults are then left out, first many at a time and then one by one, as
/// long as what is left still breaks the experiment.
///
/// Source: Zeller, Hildebrandt, Simplifying and Isolating Failure-Inducing Input, IEEE TSE 28(2), 2002 (ddmin).
public struct ChaosCampaign: Sendable {
    /// What may go wrong; when it does is drawn anew for each run.
    public var faults: [Fault]
    /// The seeds, one run each.
    public var seeds: Range<UInt64>
    /// The time within which faults begin and end.
    public var horizon: Duration
    /// How many faults a run has.
    public var count: ClosedRange<Int>

    /// Makes a campaign.
    ///
    /// - Parameters:
    ///   - faults: What may go wrong; their times don't count.
    ///   - seeds: The seeds, one run each.
    ///   - horizon: The time within which faults begin and end; more than zero.
    ///   - count: How many faults a run has; nil: none up to all of them.
    public init(
        _ faults: [Fault], seeds: Range<UInt64>, within horizon: Duration, count: ClosedRange<Int>? = nil
    ) {
        self.faults = faults
        self.seeds = seeds
        self.horizon = horizon
        self.count = count ?? 0...faults.count
    }

    /// The faults of one run: the same for the same seed.
    ///
    /// - Parameter seed: The run's seed.
    /// - Returns: Some of the campaign's faults, each with its time and a seed of its own; about half of them last to the end.
    public func faults(seed: UInt64) -> [Fault] {
        var random = SeededRandom(seed: seed, name: "chaos")
        let wanted = Int.random(in: count, using: &random)
        let chosen = faults.indices.shuffled(using: &random).prefix(wanted).sorted()
        return chosen.map { index in
            var fault = faults[index]
            let instants = [random.nextUnit(), random.nextUnit()].sorted()
            fault.from = Self.rounded(horizon * instants[0])
            fault.until = Bool.random(using: &random) ? Self.rounded(horizon * instants[1]) : nil
            fault.seed = random.next()
            return fault
        }
    }

    /// Runs the experiment with each seed, until one run breaks it.
    ///
    /// - Parameter experiment: Runs the experiment with a seed and faults, and tells what broke; nil for nothing. It must do
    ///   the same for the same seed and faults.
    /// - Returns: What came out.
    /// - Throws: What the experiment throws: that counts as no answer, and ends the campaign.
    public func run(
        _ experiment: (_ seed: UInt64, _ faults: [Fault]) async throws -> String?
    ) async throws -> ChaosReport {
        var report = ChaosReport()
        for seed in seeds {
            let faults = faults(seed: seed)
            report.runs += 1
            report.faults += faults.count
            guard let violation = try await experiment(seed, faults) else { continue }
            var finding = ChaosReport.Finding(seed: seed, violation: violation, drawn: faults, minimal: faults)
            try await Self.shrink(&finding, experiment)
            report.finding = finding
            return report
        }
        return report
    }

    private static func shrink(
        _ finding: inout ChaosReport.Finding, _ experiment: (UInt64, [Fault]) async throws -> String?
    ) async throws {
        var size = max(1, finding.minimal.count / 2)
        while !finding.minimal.isEmpty {
            var start = 0
            var hasShrunk = false
            while start < finding.minimal.count {
                var fewer = finding.minimal
                fewer.removeSubrange(start..<min(start + size, fewer.count))
                finding.shrinkingRuns += 1
                if let violation = try await experiment(finding.seed, fewer) {
                    finding.minimal = fewer
                    finding.violation = violation
                    hasShrunk = true
                } else {
                    start += size
                }
            }
            if size == 1, !hasShrunk { return }
            size = max(1, size / 2)
        }
    }

    // Whole milliseconds, so that a list of faults can be read and written down.
    private static func rounded(_ duration: Duration) -> Duration {
        .milliseconds(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)
    }
}
