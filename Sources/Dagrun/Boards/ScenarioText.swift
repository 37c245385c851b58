// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSimulator

/// A scenario's report, for people.
struct ScenarioText {
    private let theme: ProgressTheme

    init(_ theme: ProgressTheme) { self.theme = theme }

    /// A step, and below it what was wrong.
    func lines(_ step: ScenarioReport.Step) -> [String] {
        var (state, reason): (TaskState?, String?) = (nil, nil)
        switch step.outcome {
        case .passed: state = .success
        case .failed(let why): (state, reason) = (.failed, why)
        case .skipped(let why): (state, reason) = (.skipped, why)
        case .notReached: break
        }
        let number = DisplayWidth.fit("\(step.number)", to: 3, right: true)
        let mark = theme.colored(theme.mark(state), theme.sgr(state))
        let time = step.end.map { "at \(TraceText.instant($0))" } ?? "not reached"
        // A long one pushes its time aside: what was done must be told whole.
        let text = DisplayWidth.oneLine(step.text)
        let head = "\(mark) \(number)  \(DisplayWidth.fit(text, to: max(48, DisplayWidth.of(text)))) \(time)"
        let below = reason.map { $0.split(separator: "\n", omittingEmptySubsequences: false) } ?? []
        return [head] + below.filter { !$0.isEmpty }.map { "       \($0)" }
    }

    /// What came of all of it, behind the steps.
    func summary(_ report: ScenarioReport, _ diagnostics: [Diagnostic]) -> [String] {
        var lines: [String] = []
        if let failure = report.failure, !report.steps.contains(where: { $0.outcome == .failed(failure) }) {
            lines += ["", "a rule did not hold:"]
            lines += failure.split(separator: "\n").map { "       \($0)" }
        }
        if !diagnostics.isEmpty {
            lines += ["", "what the board said"]
            lines += diagnostics.prefix(20).map { "  at \(TraceText.instant($0.time))  \($0.subject): \($0.message)" }
            if diagnostics.count > 20 { lines.append("  and \(diagnostics.count - 20) more") }
        }
        let state: TaskState = report.hasPassed ? .success : .failed
        let mark = theme.colored(theme.mark(state), theme.sgr(state))
        let steps = "\(report.steps.count) step\(report.steps.count == 1 ? "" : "s")"
        let words = report.hasPassed ? "passed" : "failed"
        return lines + [
            "", "\(mark) scenario “\(report.name)” \(words): \(steps), \(TraceText.duration(report.duration))",
        ]
    }
}
