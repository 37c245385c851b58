// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunSimulator
internal import FoundationEssentials

/// Runs a DAG for each interval of a span of time.
struct BackfillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill", abstract: "Run a DAG for each interval of a range.",
        discussion: """
            There is a run for each interval of the schedule from --from to --to, both included, that has ended. Runs that \
            go on at once share the workers and the slots of pools, and the board and the clock where they are given. A \
            backfill that was interrupted goes on when it is made again.
            """)

    enum Reprocess: String, ExpressibleByArgument, CaseIterable {
        case none, failed, completed

        var plan: BackfillPlan.Reprocess {
            switch self {
            case .none: .none
            case .failed: .failed
            case .completed: .completed
            }
        }
    }

    @Argument(help: "The DAG's id.")
    var dag: String

    @Option(help: "The first possible logical date: 2026-01-31 or 2026-01-31T06:00:00+01:00.")
    var from: String

    @Option(help: "The last possible logical date.")
    var to: String

    @Option(help: "The most runs at once; as many as the DAG allows, where not given.")
    var maxActiveRuns: Int?

    @Flag(help: "Run the latest interval first.")
    var runBackwards = false

    @Option(help: "Which runs of the same logical date are run again: none, failed, or completed (failed or not).")
    var reprocess = Reprocess.none

    @Flag(help: "Show what would be run, and run nothing.")
    var dryRun = false

    @OptionGroup(title: "What the runs are given")
    var params: ParamOptions

    @OptionGroup(title: "How")
    var engine: EngineOptions

    @OptionGroup(title: "Time")
    var time: ClockOptions

    @OptionGroup(title: "Hardware")
    var hardware: HardwareOptions

    @Option(help: "auto: a line a run; plain: also a line an event; none.")
    var progress = BackfillProgress.Choice.auto

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func validate() throws {
        if let maxActiveRuns, maxActiveRuns < 1 { throw ValidationError("--max-active-runs must be at least 1") }
    }

    func run() async throws {
        let bundle = LoadedBundle.current
        let dag = try bundle.dag(dag)
        var configuration = try engine.configuration(bundle)
        try params.apply(to: &configuration)
        try time.apply(to: &configuration)
        let plan = try BackfillPlan(
            dag.document, from: InstantText.date(from, option: "--from"), to: InstantText.date(to, option: "--to"),
            reprocess: reprocess.plan, isReversed: runBackwards, history: RunHistory(root: engine.runsFolder),
            now: configuration.clock.now())
        guard !dryRun else { return show(BackfillReport(plan)) }
        let board = try hardware.open(&configuration, bundle)
        let progress = BackfillProgress(progress, dag.document)
        configuration.onWarning = { progress.warn($0) }
        if let console = board?.console { configuration.onLog = { _, _, line in console.append(line + "\n") } }
        let backfill = try Backfill(
            dag, plan, configuration, maxActiveRuns: maxActiveRuns, onEvents: { progress.handle($0, $1) },
            onEnd: { progress.end($0) })
        let signals = StopSignals(
            stop: { backfill.stop() }, cancel: { backfill.cancelRunning() },
            abandon: {
                // First of all: what is on must not stay on.
                board?.close()
                backfill.abandon()
                BundleExit.interrupted.end()
            })
        // What tasks print must not get between the lines of the result.
        let aside = StandardOutputAside()
        let (outcomes, scenario) = await signals.watch { await Self.execute(backfill, board) }
        aside?.restore()
        let report = BackfillReport(outcomes)
        show(report)
        if let fault = board?.traceFault { Output.error("warning: \(fault)") }
        if let scenario {
            Output.error("\(scenario)")
            // It stopped the backfill; that is no interruption from outside.
            if !scenario.hasPassed { throw BundleFailure(exit: .runFailed) }
        }
        if backfill.isStopping {
            throw BundleFailure(exit: .interrupted, message: "interrupted; the same command goes on")
        }
        if report.hasFailures { throw BundleFailure(exit: .runFailed) }
    }

    private static func execute(
        _ backfill: Backfill, _ board: BoardSession?
    ) async -> ([Backfill.Outcome], scenario: ScenarioReport?) {
        guard let board else { return (await backfill.execute(), nil) }
        return await board.execute(cancel: { backfill.cancelRunning() }, isOver: { _ in !backfill.isStopping }) {
            await backfill.execute()
        }
    }

    private func show(_ report: BackfillReport) {
        switch output {
        case .text: for line in report.lines(width: Output.width) { Output.result(line) }
        case .json: Output.result(report.json)
        }
    }
}
