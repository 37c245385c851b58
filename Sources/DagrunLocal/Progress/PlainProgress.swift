// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials
import Synchronization

/// Writes a line for each event, for logs and for outputs that are no terminal.
///
/// Columns are stable: time of day, task, state, try, duration, message.
public final class PlainProgress: ProgressSink {
    private let theme: ProgressTheme
    private let nameWidth: Int
    private let timeOfDay: @Sendable (Date) -> String
    private let logPath: @Sendable (TaskInstanceID, Int) -> String?
    private let write: @Sendable (String) -> Void
    private let starts = Mutex<[TaskInstanceID: Date]>([:])
    private let runStart = Mutex<Date?>(nil)

    /// Makes a writer of lines.
    ///
    /// - Parameters:
    ///   - document: The DAG, to make the columns wide enough.
    ///   - theme: Whether colours are used.
    ///   - timeOfDay: Writes an instant; `nil`: the local time of day with milliseconds.
    ///   - logPath: The path of a try's log, shown with a failure.
    ///   - write: Takes whole lines with their line ends.
    public init(
        document: DAGDocument, theme: ProgressTheme, timeOfDay: (@Sendable (Date) -> String)? = nil,
        logPath: @escaping @Sendable (TaskInstanceID, Int) -> String? = { _, _ in nil },
        write: @escaping @Sendable (String) -> Void
    ) {
        self.theme = theme
        let widths = document.tasks.map { DisplayWidth.of($0.taskID) + ($0.expand == nil ? 0 : 5) }
        nameWidth = max(12, min(40, widths.max() ?? 0))
        self.timeOfDay = timeOfDay ?? { TimeText.timeOfDay($0) }
        self.logPath = logPath
        self.write = write
    }

    /// Writes the lines of some events.
    ///
    /// - Parameter events: The events, in order.
    public func handle(_ events: [RunEvent]) {
        let text = events.compactMap { line($0).map { $0 + "\n" } }.joined()
        if !text.isEmpty { write(text) }
    }

    /// Writes lines as they are.
    ///
    /// - Parameter lines: The lines, without line ends.
    public func print(above lines: [String]) {
        if !lines.isEmpty { write(lines.map { $0 + "\n" }.joined()) }
    }

    /// Does nothing: all lines are written already.
    ///
    /// - Parameter record: The run as it ended.
    public func finish(_ record: RunRecord) async {}

    private func line(_ event: RunEvent) -> String? {
        let time = timeOfDay(event.time) + "  "
        switch event.kind {
        case .runStarted(let facts, let resumed, _):
            if !resumed { runStart.withLock { $0 = event.time } }
            return time + "run \(facts.runID) of \(facts.dagID) \(resumed ? "resumed" : "started")"
        case .mapped(let taskID, let count):
            return time + row(taskID, "mapped", nil) + "\(count) instances"
        case .started(let id, let tryNumber):
            starts.withLock { $0[id] = event.time }
            return time + row(id.description, "running", .running) + "try \(tryNumber)"
        case .ended(let id, let tryNumber, let end):
            return time + row(id.description, end.state.rawValue, end.state) + details(id, tryNumber, end, event.time)
        case .pushed: return nil
        case .decided(let id, let state, let message):
            let text = time + row(id.description, state.rawValue, state) + (message ?? "")
            return String(text.reversed().drop { $0 == " " }.reversed())
        case .interrupted(let forced):
            return time
                + (forced ? "cancelling running tasks" : "stopping: waits for running tasks; Ctrl-C again cancels them")
        case .runEnded(let state, let reason):
            let seconds = runStart.withLock { $0 }.map { event.time.timeIntervalSince($0) }
            return time + "run \(state.rawValue)" + (seconds.map { " after \(TimeText.duration($0))" } ?? "")
                + (reason.map { ": \(DisplayWidth.oneLine($0))" } ?? "")
        }
    }

    private func row(_ name: String, _ word: String, _ state: TaskState?) -> String {
        let column = DisplayWidth.fit(word, to: 17)
        let sgr = theme.sgr(state)
        let gap = DisplayWidth.oneLine(name)
        // A long id is not cut: lines are searched for it.
        let first = gap + String(repeating: " ", count: max(0, nameWidth - DisplayWidth.of(gap)))
        return first + "  " + (theme.usesColor && state != nil ? "\u{1B}[\(sgr)m\(column)\u{1B}[0m" : column) + "  "
    }

    private func details(_ id: TaskInstanceID, _ tryNumber: Int, _ end: RunEvent.AttemptEnd, _ time: Date) -> String {
        let start = starts.withLock { $0.removeValue(forKey: id) }
        var text = "try \(tryNumber)"
        if let label = end.mapLabel { text += "  \(DisplayWidth.oneLine(label))" }
        if let start { text += "  \(TimeText.duration(time.timeIntervalSince(start)))" }
        if let next = end.nextTry {
            let rest = TimeText.duration(next.timeIntervalSince(time))
            text += end.state == .upForRetry ? "  next try in \(rest)" : "  next look in \(rest)"
        }
        if let message = end.message { text += "  \(DisplayWidth.oneLine(message))" }
        if end.state == .failed || end.state == .upForRetry, let path = logPath(id, tryNumber) {
            text += "  log: \(path)"
        }
        return text
    }
}
