// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunSystem
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
            What a person answers to a task that asks: task=option, and task.field=value for a field of its form. Repeatable; \
            several options of one task are chosen together.
            """)
    var answer: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            A JSON file of such answers by task: an option, a list of options, or an object with `options` and `fields`. What \
            --answer says goes before.
            """, valueName: "file"))
    var answersFile: String?

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
        configuration.answers = try answers(dag)
        configuration.runID = runID
        configuration.resume = resume
        switch logicalDate {
        case "none": configuration.logicalDate = nil
        case let text?: configuration.logicalDate = try InstantText.date(text, option: "--logical-date")
        case nil: configuration.logicalDate = configuration.clock.now()
        }
    }

    private func answers(_ dag: DAG) throws -> [String: HumanAnswer] {
        var given: [String: HumanAnswer] = [:]
        for text in answer {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw ValidationError("--answer \(text): write task=option")
            }
            let name = String(text[..<sign])
            let value = String(text[text.index(after: sign)...])
            if dag.document.tasks.contains(where: { $0.taskID == name }) {
                given[name, default: []].options.append(value)
                continue
            }
            // Ids of tasks have dots, too: the longest one in front of a field is meant.
            let tasks = dag.document.tasks.map(\.taskID).filter { name.hasPrefix("\($0).") }
            guard let task = tasks.max(by: { $0.count < $1.count }) else {
                throw ValidationError("--answer \(text): the DAG has no task “\(name)”")
            }
            given[task, default: []].texts[String(name.dropFirst(task.count + 1))] = value
        }
        guard let answersFile else { return given }
        return try Self.answers(in: answersFile, dag).merging(given) { filed, said in
            var answer = said
            if said.options.isEmpty { answer.options = filed.options }
            answer.fields = filed.fields.filter { said.texts[$0.key] == nil }
            return answer
        }
    }

    private static func answers(in file: String, _ dag: DAG) throws -> [String: HumanAnswer] {
        func fault(_ text: String) -> ValidationError { ValidationError("--answers-file \(file): \(text)") }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: try Folders.read(file))
        } catch let error as JSONSyntaxError {
            throw fault("\(error)")
        } catch let error as FileError {
            throw fault("\(error)")
        }
        guard case .object(let members) = value else { throw fault("write a JSON object with an answer for each task") }
        var answers: [String: HumanAnswer] = [:]
        for (task, value) in members.sorted(by: { $0.key < $1.key }) {
            guard dag.document.tasks.contains(where: { $0.taskID == task }) else {
                throw fault("the DAG has no task “\(task)”")
            }
            guard let answer = HumanAnswer(value) else {
                throw fault(
                    "the answer of \(task) is an option, a list of options, or an object with options and fields, not"
                        + " \(value.templateText.prefix(40))")
            }
            answers[task] = answer
        }
        return answers
    }
}
