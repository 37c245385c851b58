// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunEdge
internal import DagrunLocal
internal import FoundationEssentials

/// Tells how a running worker is.
struct WorkerStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how a worker that runs on this machine is, and what it runs.")

    @OptionGroup var target: WorkerTarget

    func run() async throws {
        try target.send(.status) { Self.lines($0, now: SystemClock().now()) }
    }

    /// The answer of a worker for people.
    static func lines(_ answer: JSONValue, now: Date) -> [String] {
        func text(_ name: String) -> String? { if case .string(let text)? = answer[name] { text } else { nil } }
        func number(_ name: String) -> Int64 { if case .int(let number)? = answer[name] { number } else { 0 } }
        func list(_ name: String) -> [JSONValue]? { if case .array(let list)? = answer[name] { list } else { nil } }
        func age(_ text: String?) -> String {
            guard let text, let date = try? ISO8601.parse(text) else { return "never" }
            return TimeText.duration(now.timeIntervalSince(date), tenths: false) + " ago"
        }
        let words = { (list: [JSONValue]) in
            list.compactMap { if case .string(let text) = $0 { text } else { nil } }.joined(separator: ", ")
        }
        var rows = [("worker", "\(text("name") ?? ""), \(text("state") ?? "")")]
        if let comment = text("maintenance_comment") { rows.append(("why", comment)) }
        rows += [
            ("server", text("server") ?? ""), ("heartbeat", age(text("last_heartbeat"))),
            ("slots", "\(number("free_concurrency")) of \(number("concurrency")) are free"),
            ("queues", list("queues").map(words) ?? "all"),
        ]
        let reasons = words(list("health_reasons") ?? [])
        rows.append(("health", (text("health") ?? "").lowercased() + (reasons.isEmpty ? "" : ": \(reasons)")))
        rows.append(("process", "\(number("pid")), started \(age(text("started")))"))
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        func line(_ title: String, _ text: String) -> String {
            title + String(repeating: " ", count: width - title.count) + text
        }
        var lines = rows.map { line($0.0, $0.1) }
        for job in list("jobs") ?? [] {
            guard case .string(let dag)? = job["dag_id"], case .string(let task)? = job["task_id"],
                case .string(let run)? = job["run_id"], case .int(let attempt)? = job["try_number"],
                case .int(let index)? = job["map_index"], case .string(let started)? = job["started"]
            else { continue }
            let place = index < 0 ? "" : "[\(index)]"
            lines.append(line("job", "\(dag).\(task)\(place) of \(run), try \(attempt), taken \(age(started))"))
        }
        return lines
    }
}
