// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import FoundationEssentials

/// What is fixed about a run that is begun on the command line.
struct RunOptions: ParsableArguments {
    @OptionGroup var params: ParamOptions

    @Option(
        help: """
            The instant the run stands for: 2026-01-31 or 2026-01-31T06:00:00+01:00; `none` for a run without one. Now, \
            where not given.
            """)
    var logicalDate: String?

    @Option(
        help: """
            What a person answers to a task that asks: task=option. Repeatable; several options of one task are chosen \
            together.
            """)
    var answer: [String] = []

    @Option(help: "The run's id, in place of one made from its date.")
    var runID: String?

    @Option(
        defaultAsFlag: "latest",
        help: """
            Go on with a run: its id, the beginning of its id, or nothing for the latest. What ended is not run again.
            """)
    var resume: String?

    /// Whether anything was said that only a new run can be given.
    var beginsAnew: Bool { !params.param.isEmpty || params.conf != nil || logicalDate != nil || runID != nil }

    func apply(to configuration: inout LocalRunConfiguration, dag: DAG) throws {
        try params.apply(to: &configuration)
        for text in answer {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw ValidationError("--answer \(text): write task=option")
            }
            let task = String(text[..<sign])
            guard dag.document.tasks.contains(where: { $0.taskID == task }) else {
                throw ValidationError("--answer \(text): the DAG has no task “\(task)”")
            }
            configuration.answers[task, default: []].append(String(text[text.index(after: sign)...]))
        }
        configuration.runID = runID
        configuration.resume = resume
        switch logicalDate {
        case "none": configuration.logicalDate = nil
        case let text?: configuration.logicalDate = try InstantText.date(text, option: "--logical-date")
        case nil: configuration.logicalDate = configuration.clock.now()
        }
    }
}
