// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import FoundationEssentials

/// Tells when a DAG or a cron expression fires.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Tell when a DAG or a cron expression runs next.",
        discussion: """
            Times are in UTC. An expression that is refused, or that never fires, ends with status 2 and says which field \
            is wrong and why.
            """)

    @Argument(help: "A DAG's id; else a cron expression in quotes, or a preset such as @daily.")
    var schedule: String

    @Option(help: "The IANA time zone in which a cron expression is read; UTC where not given.")
    var timezone: String?

    @Option(help: "The first possible instant: 2026-01-31 or 2026-01-31T06:00:00+01:00. Now, where not given.")
    var from: String?

    @Option(help: "How many times are told.")
    var count = 5

    @Option(help: "text: a time a line; json: {\"times\":[…]}.")
    var output = OutputFormat.text

    func validate() throws {
        guard (1...100_000).contains(count) else { throw ValidationError("--count must be from 1 to 100000") }
    }

    func run() throws {
        let times = try times(from: from.map { try InstantText.date($0, option: "--from") } ?? Date())
            .map { ISO8601.format($0) }
        switch output {
        case .json: Output.result(["times": .array(times.map(JSONValue.string))])
        case .text:
            for time in times { Output.result(time) }
            if times.isEmpty { Output.error("no time: the schedule makes no runs by itself from then on") }
        }
    }

    private func times(from start: Date) throws -> [Date] {
        do {
            guard let dag = LoadedBundle.current.dags.first(where: { $0.id == schedule }) else {
                return try FireTimes(schedule, timeZone: timezone ?? "UTC").times(from: start, count: count)
            }
            guard timezone == nil else {
                throw ValidationError("--timezone is for a cron expression; DAG \(dag.id) has a time zone of its own")
            }
            return try FireTimes(of: dag.document.dag).times(from: start, count: count)
        } catch let error as ScheduleError {
            throw BundleFailure(exit: .usage, message: "error: \(error)\(hint)")
        }
    }

    /// A DAG that was meant, perhaps.
    private var hint: String {
        let ids = LoadedBundle.current.dags.map(\.id)
        return Suggestion.closest(to: schedule, in: ids).map { "; or did you mean the DAG “\($0)”?" } ?? ""
    }
}
