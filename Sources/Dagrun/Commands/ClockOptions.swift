// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunSimulator
internal import FoundationEssentials

/// Which clock a run goes by.
struct ClockOptions: ParsableArguments {
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case real, virtual
    }

    @Option(
        help: """
            real, or virtual: nobody waits for real; the clock goes straight to the next instant that something is due at, \
            and stands still while a process or a request is under way.
            """)
    var clock = Choice.real

    @Option(help: "How many times as fast as in reality a virtual clock goes; as fast as possible, where not given.")
    var speed: Double?

    @Option(
        help: """
            When a virtual clock begins: 2026-01-31 or 2026-01-31T06:00:00+01:00. The logical date, or the last thing that \
            happened in a run that is resumed, or now, where not given.
            """)
    var clockStart: String?

    func validate() throws {
        if clock == .real, speed != nil || clockStart != nil {
            throw ValidationError("--speed and --clock-start are about a virtual clock: add --clock virtual")
        }
        if let speed, !(speed >= 1e-3 && speed <= 1e6) {
            throw ValidationError("--speed must be from 0.001 to 1000000")
        }
    }

    /// Sets the clock; before all that asks for the present instant.
    ///
    /// - Parameters:
    ///   - configuration: How the run is made.
    ///   - start: When a virtual clock begins unless it is told; nil: now.
    /// - Throws: For a start that is no instant; what `start` throws.
    func apply(to configuration: inout LocalRunConfiguration, start: () throws -> Date? = { nil }) throws {
        guard clock == .virtual else { return }
        let begin =
            try clockStart.map { try InstantText.date($0, option: "--clock-start") } ?? start()
            ?? configuration.clock.now()
        configuration.clock = VirtualClock(begin, speed.map { .realTime(factor: $0) } ?? .asFastAsPossible)
    }

    /// Sets the clock for a run, which begins at what the run stands for or where it was left.
    func apply(to configuration: inout LocalRunConfiguration, _ run: RunOptions, dagID: String) throws {
        let root = configuration.root
        try apply(to: &configuration) {
            if let runID = run.resume, let root {
                return try RunHistory(root: root).contents(dagID: dagID, runID: runID).record.latestInstant
            }
            guard let text = run.logicalDate, text != "none" else { return nil }
            return try InstantText.date(text, option: "--logical-date")
        }
    }
}

extension RunRecord {
    /// When the last thing happened.
    fileprivate var latestInstant: Date {
        instances.values.flatMap { [$0.end] + $0.attempts.flatMap { [$0.start, $0.end] } }.compactMap { $0 }
            .reduce(end ?? start, max)
    }
}
