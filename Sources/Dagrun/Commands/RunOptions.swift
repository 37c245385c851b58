// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import ArgumentParser
internal import DagrunLocal
internal import FoundationEssentials

/// What is fixed about a run that is begun on the command line.
struct RunOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "A param's value: name=value. Repeatable.")
    var param: [String] = []

    @Option(help: "JSON object handed over to the run; members named as params are their values.")
    var conf: String?

    @Option(help: "The instant the run stands for: 2026-01-31 or 2026-01-31T06:00:00+01:00; `none` for a run without one. Now, where not given.")
    var logicalDate: String?

    @Option(help: "The run's id, in place of one made from its date.")
    var runID: String?

    @Option(
        defaultAsFlag: "latest",
        help: "Go on with a run: its id, the beginning of its id, or nothing for the latest. What ended is not run again.")
    var resume: String?

    func apply(to configuration: inout LocalRunConfiguration, dag: DAG) throws {
        for text in param {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw ValidationError("--param \(text): write name=value")
            }
            configuration.params[String(text[..<sign])] = String(text[text.index(after: sign)...])
        }
        if let conf {
            do {
                guard case .object(let members) = try JSONValue(parsing: conf) else {
                    throw ValidationError("--conf: write a JSON object, such as '{\"name\": 1}'")
                }
                configuration.conf = members
            } catch let error as JSONSyntaxError {
                throw ValidationError("--conf: \(error)")
            }
        }
        configuration.runID = runID
        configuration.resume = resume
        switch logicalDate {
        case "none": configuration.logicalDate = nil
        case let text?:
            do { configuration.logicalDate = try ISO8601.parse(text) } catch {
                throw ValidationError("--logical-date: \(error)")
            }
        case nil: configuration.logicalDate = configuration.clock.now()
        }
    }
}
