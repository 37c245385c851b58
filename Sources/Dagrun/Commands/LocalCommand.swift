// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunSimulator
internal import FoundationEssentials

/// Runs a DAG in this process.
struct LocalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "local", abstract: "Run a DAG here, in this process.",
        discussion: """
            What tasks ask people, and neither --answer nor --answers-file answers, is asked at the terminal. \
            Ctrl-C once: nothing new is started and running tasks may end. Twice, at a question, or SIGTERM: running tasks are \
            cancelled. Either way the run can be resumed with --resume.
            """)

    @Argument(help: "The DAG's id.")
    var dag: String

    @OptionGroup(title: "What is run")
    var run: RunOptions

    @OptionGroup(title: "Which tasks")
    var tasks: TaskOptions

    @OptionGroup(title: "How")
    var engine: EngineOptions

    @OptionGroup(title: "Time")
    var time: ClockOptions

    @OptionGroup(title: "Hardware")
    var hardware: HardwareOptions

    @OptionGroup(title: "What is shown")
    var display: DisplayOptions

    func validate() throws {
        if run.resume != nil, run.beginsAnew {
            throw ValidationError(
                "--resume goes on with a run as it was begun; only a new one takes params, conf, a date and an id")
        }
        if run.resume != nil, !tasks.isEmpty {
            throw ValidationError("--resume goes on with a run as it was begun; it can't be given with a selection")
        }
    }

    func run() async throws {
        let bundle = LoadedBundle.current
        let dag = try bundle.dag(dag)
        var configuration = try engine.configuration(bundle)
        try time.apply(to: &configuration, run, dagID: dag.id)
        let board =
            display.dryRun ? nil : try hardware.open(&configuration, bundle, watch: SessionProgress.isLive(display))
        try run.apply(to: &configuration, dag: dag)
        try tasks.apply(to: &configuration)
        if display.dryRun {
            let report = RunPreviewReport(try RunPreview(dag, configuration))
            if display.output == .json {
                Output.result(report.json)
            } else {
                for line in report.lines { Output.result(line) }
            }
            return
        }
        let (record, scenario) = await (try LocalSession(dag, configuration, display, board)).run()
        if let scenario { Output.error("\(scenario)") }
        switch record.state {
        case .success: if scenario?.hasPassed == false { throw BundleFailure(exit: .runFailed) }
        case .failed: throw BundleFailure(exit: .runFailed)
        case .running, .queued:
            // A scenario that failed stops its run; that is no interruption from outside.
            throw BundleFailure(exit: scenario?.hasPassed == false ? .runFailed : .interrupted)
        }
    }
}
