// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
import FoundationEssentials

/// What is shown after a run: how it ended, a line with a bar of time for each task, the critical path, and the failures
/// with the ends of their logs.
public struct RunSummary: Sendable {
    /// The most lines that a failure's message takes.
    private static let messageLines = 8

    /// The columns it may use, at least 40.
    public var width: Int
    /// Colours and characters.
    public var theme: ProgressTheme
    /// The most tasks that get a line; failed ones come first to stay.
    public var maximumTasks: Int
    /// The most failures that are shown with their logs.
    public var maximumFailures: Int
    /// The last lines of a try's log.
    public var lastLogLines: @Sendable (TaskInstanceID, Int) -> [String]
    /// The path of a try's log.
    public var logPath: @Sendable (TaskInstanceID, Int) -> String?

    /// Makes a summary writer.
    ///
    /// - Parameters:
    ///   - width: The columns it may use; less than 40 counts as 40.
    ///   - theme: Colours and characters.
    ///   - maximumTasks: The most tasks that get a line.
    ///   - maximumFailures: The most failures that are shown with their logs.
    ///   - lastLogLines: The last lines of a try's log.
    ///   - logPath: The path of a try's log.
    public init(
        width: Int, theme: ProgressTheme, maximumTasks: Int = 60, maximumFailures: Int = 5,
        lastLogLines: @escaping @Sendable (TaskInstanceID, Int) -> [String] = { _, _ in [] },
        logPath: @escaping @Sendable (TaskInstanceID, Int) -> String? = { _, _ in nil }
    ) {
        self.width = max(40, width)
        self.theme = theme
        self.maximumTasks = max(1, maximumTasks)
        self.maximumFailures = max(0, maximumFailures)
        self.lastLogLines = lastLogLines
        self.logPath = logPath
    }

    /// Writes the summary of a run.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: The run.
    /// - Returns: The lines, none wider than ``width`` except paths of logs, which are not cut.
    public func lines(document: DAGDocument, record: RunRecord) -> [String] {
        var result = [headline(record)]
        result += SummaryTable(document: document, record: record, width: width, theme: theme, most: maximumTasks)
            .lines()
        result += criticalPath(document, record)
        result += failures(record)
        return result
    }

    /// Writes how a run ended that did not succeed, and its failures.
    ///
    /// - Parameter record: The run.
    /// - Returns: The lines; none for a run that succeeded.
    public func failureLines(_ record: RunRecord) -> [String] {
        record.state == .success ? [] : [headline(record)] + failures(record)
    }

    private func line() -> StyledLine { StyledLine(width: width, usesColor: theme.usesColor) }

    private func headline(_ record: RunRecord) -> String {
        var line = line()
        let state: TaskState? =
            switch record.state {
            case .success: .success
            case .failed: .failed
            case .queued: .queued
            // It was interrupted, and is to go on.
            case .running: .restarting
            }
        line.add("\(theme.mark(state)) ", theme.sgr(state))
        line.add(record.facts.dagID, "1")
        line.add("  \(record.facts.runID)  ", "2")
        let word =
            record.state.isFinished ? record.state.rawValue : record.wasInterrupted ? "interrupted" : "not finished"
        line.add(word, theme.sgr(state))
        if let end = record.end { line.add(" in \(TimeText.duration(end.timeIntervalSince(record.start)))") }
        if let reason = record.reason { line.add(": \(reason)") }
        return line.text
    }

    private func criticalPath(_ document: DAGDocument, _ record: RunRecord) -> [String] {
        let path = CriticalPath(document: document, record: record)
        guard path.steps.count > 1 else { return [] }
        var head = line()
        head.add("critical path", "1")
        head.add("  \(TimeText.duration(path.running + path.waiting)): ")
        head.add("running \(TimeText.duration(path.running)), waiting \(TimeText.duration(path.waiting))")
        let arrow = theme.usesUnicode ? " → " : " > "
        var words = path.steps.map { step in
            (step.waiting >= 0.05 ? "(\(TimeText.duration(step.waiting))) " : "")
                + "\(DisplayWidth.oneLine(step.id.named(step.label))) \(TimeText.duration(step.running))"
        }
        if words.count > 30 { words.replaceSubrange(15..<words.count - 15, with: ["… \(words.count - 30) more"]) }
        var lines: [String] = []
        var text = " "
        for (index, word) in words.enumerated() {
            let piece = (index == 0 ? " " : arrow) + word
            if text.count > 1, DisplayWidth.of(text) + DisplayWidth.of(piece) > width {
                lines.append(text)
                text = "   "
            }
            text += piece
        }
        lines.append(text)
        return ["", head.text] + lines.map { DisplayWidth.truncate($0, to: width) }
    }

    private func failures(_ record: RunRecord) -> [String] {
        let failed = record.instances.filter { $0.value.state == .failed }.sorted {
            ($0.value.end ?? record.start, $0.key) < ($1.value.end ?? record.start, $1.key)
        }
        var result: [String] = []
        for (id, instance) in failed.prefix(maximumFailures) {
            let attempt = instance.attempts.last
            var head = line()
            head.add("\(theme.mark(.failed)) \(id.named(instance.mapLabel))", theme.sgr(.failed))
            head.add("  try \(attempt?.tryNumber ?? 0)  ")
            // What is to be done often stands at the end.
            let words = DisplayWidth.oneLine(attempt?.outcome?.message ?? "failed")
            var told = DisplayWidth.wrap(words, to: width - 4, first: head.room)
            if told.count > Self.messageLines {
                let end = told[(Self.messageLines - 1)...].joined(separator: " ")
                told[(Self.messageLines - 1)...] = [end]
            }
            head.add(told.removeFirst(), theme.sgr(.failed))
            result += ["", head.text]
            for text in told {
                var more = line()
                more.add("    ")
                more.add(text, theme.sgr(.failed))
                result.append(more.text)
            }
            guard let number = attempt?.tryNumber else { continue }
            for text in lastLogLines(id, number).suffix(10) {
                var log = line()
                log.add("    \(text)", "2")
                result.append(log.text)
            }
            if let path = logPath(id, number) { result.append("    log: \(path)") }
        }
        if failed.count > maximumFailures { result += ["", "… \(failed.count - maximumFailures) more failed"] }
        return result
    }
}
