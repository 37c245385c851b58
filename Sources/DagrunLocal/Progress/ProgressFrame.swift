// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials

/// One picture of a run that goes on: a pure function of the run, the time and the size of the terminal.
struct ProgressFrame {
    let model: ProgressModel
    let now: Date
    let size: Terminal.Size
    let theme: ProgressTheme

    /// The lines of the picture: none is wider than the terminal, and at least one row of the terminal stays free.
    func lines() -> [String] {
        var room = max(1, size.rows - 1)
        var result: [String] = []
        func take(_ lines: [String]) {
            let part = lines.prefix(room)
            result += part
            room -= part.count
        }
        take([header(), totals()])
        let last = footer()
        room -= last.count
        if room < 0 { return Array((last + result).prefix(max(1, size.rows - 1))) }
        take(section(failureLines(), most: max(1, room / 4), what: "failed"))
        let waits = waitingLines()
        let busy = mappedLines() + runningLines()
        let ended = min(4, recentLines(4).count)
        let spare = room - min(busy.count, room)
        // Waiting and finished ones get at least a third of the room when there is more than fits.
        let side = min(waits.count + ended, max(spare, room / 3))
        take(section(busy, most: room - side, what: "running"))
        take(section(waits, most: min(waits.count, max(room - ended, room / 2)), what: "waiting"))
        take(recentLines(min(room, 5)))
        return result + last
    }

    private func section(_ lines: [String], most: Int, what: String) -> [String] {
        if lines.count <= most { return lines }
        if most < 1 { return [] }
        var more = line()
        more.add("  \(theme.usesUnicode ? "…" : "...") \(lines.count - most + 1) more \(what)", "2")
        return lines.prefix(most - 1) + [more.text]
    }

    private func line() -> StyledLine { StyledLine(width: size.columns, usesColor: theme.usesColor) }

    private var nameWidth: Int { max(8, min(model.nameWidth, size.columns * 2 / 5)) }

    private func header() -> String {
        var line = line()
        line.add(model.facts?.dagID ?? model.dagID, "1")
        let elapsed =
            model.start.map { TimeText.duration((model.end ?? now).timeIntervalSince($0), tenths: false) } ?? "0s"
        var right = elapsed
        if model.end == nil, let rest = RemainingTime.estimate(model, now: now), rest.seconds >= 1 {
            right += rest.isAtLeast ? ", more than " : ", about "
            right += TimeText.duration(rest.seconds, tenths: false) + " left"
        }
        if let run = model.facts?.runID {
            let space = line.room - DisplayWidth.of(right) - 4
            if space > 8 { line.add("  " + DisplayWidth.truncate(run, to: space), "2") }
        }
        line.add(String(repeating: " ", count: max(2, line.room - DisplayWidth.of(right))))
        line.add(right)
        return line.text
    }

    private func totals() -> String {
        var line = line()
        let (finished, expected) = model.progress
        let counts = TaskState.allCases.filter { $0 != .running && model.stateCounts[$0, default: 0] > 0 }
        let words = ([.running] + counts).filter { model.stateCounts[$0, default: 0] > 0 }.map { state in
            (state, "  \(theme.mark(state)) \(model.stateCounts[state, default: 0])")
        }
        let number = " \(finished)/\(expected)"
        let needed = DisplayWidth.of(number) + words.reduce(0) { $0 + DisplayWidth.of($1.1) }
        let width = max(4, min(40, size.columns - needed))
        let share = Double(finished) / Double(max(1, expected))
        line.add(theme.bar(share, width: width), model.stateCounts[.failed, default: 0] > 0 ? "31" : "32")
        line.add(number)
        for (state, word) in words { line.add(word, theme.sgr(state)) }
        return line.text
    }

    private func failureLines() -> [String] {
        model.failures.map { failed in
            var line = line()
            line.add("\(theme.mark(.failed)) ", theme.sgr(.failed))
            line.add(failed.name, column: nameWidth, theme.sgr(.failed))
            line.add(" try \(failed.tryNumber ?? 1)  ")
            line.add(failed.message ?? "failed", theme.sgr(.failed))
            return line.text
        }
    }

    private func mappedLines() -> [String] {
        model.taskIDs.compactMap { taskID -> String? in
            guard let tally = model.tallies[taskID], tally.isMapped, let expected = tally.expected,
                tally.finished < expected, tally.finished > 0 || tally.states.values.contains(where: { $0 > 0 })
            else { return nil }
            let running = tally.states[.running, default: 0]
            var line = line()
            line.add(running > 0 ? theme.spinner(now.timeIntervalSince1970) : theme.mark(.queued), theme.sgr(.running))
            line.add(" ")
            line.add(taskID, column: nameWidth)
            let width = max(4, min(20, size.columns / 6))
            line.add(" " + theme.bar(Double(tally.finished) / Double(max(1, expected)), width: width), "32")
            line.add(" \(tally.finished)/\(expected)")
            for state in [TaskState.running, .failed, .upForRetry, .upForReschedule, .deferred, .skipped] {
                let count = tally.states[state, default: 0]
                if count > 0 { line.add("  \(theme.mark(state)) \(count)", theme.sgr(state)) }
            }
            return line.text
        }
    }

    private func isCollapsed(_ id: TaskInstanceID) -> Bool {
        guard let tally = model.tallies[id.taskID] else { return false }
        return tally.isMapped && (tally.expected ?? 0) > 1
    }

    private func runningLines() -> [String] {
        let alone = model.running.filter { !isCollapsed($0.key) }
        return alone.sorted { ($0.value.start, $0.key) < ($1.value.start, $1.key) }.map { id, running in
            var line = line()
            line.add(theme.spinner(now.timeIntervalSince1970) + " ", theme.sgr(.running))
            line.add(id.description, column: nameWidth)
            let elapsed = TimeText.duration(now.timeIntervalSince(running.start), tenths: false)
            line.add(" " + elapsed, column: 8, right: true)
            if running.tryNumber > 1 { line.add("  try \(running.tryNumber)", theme.sgr(.upForRetry)) }
            return line.text
        }
    }

    private func waitingLines() -> [String] {
        let sorted = model.waiting.sorted { ($0.value.next ?? now, $0.key) < ($1.value.next ?? now, $1.key) }
        return sorted.map { id, waiting in
            var line = line()
            line.add(theme.mark(waiting.state) + " ", theme.sgr(waiting.state))
            line.add(id.named(waiting.label), column: nameWidth)
            let what =
                switch waiting.state {
                case .upForRetry: "try \(waiting.tryNumber + 1)"
                case .upForReschedule: "next look"
                default: "deferred"
                }
            let rest = waiting.next.map { $0.timeIntervalSince(now) }
            let when = rest.map { $0 > 0 ? " in \(TimeText.duration($0.rounded(.up), tenths: false))" : " now" } ?? ""
            line.add(" \(what)\(when)", theme.sgr(waiting.state))
            if let message = waiting.message { line.add("  \(message)", "2") }
            return line.text
        }
    }

    private func recentLines(_ most: Int) -> [String] {
        if most < 1 { return [] }
        return model.recent.suffix(40).filter { $0.state != .failed }.suffix(most).reversed().map { finished in
            var line = line()
            line.add(theme.mark(finished.state) + " ", theme.sgr(finished.state))
            line.add(finished.name, column: nameWidth, "2")
            if let seconds = finished.duration {
                line.add(" " + TimeText.duration(seconds), column: 8, "2", right: true)
            }
            if finished.state != .success {
                line.add("  " + StateStyle.of(finished.state).name, theme.sgr(finished.state))
                if let message = finished.message { line.add("  \(message)", "2") }
            }
            return line.text
        }
    }

    private func footer() -> [String] {
        guard model.isStopping, model.end == nil else { return [] }
        var line = line()
        line.add(
            model.isCancelling
                ? "cancelling: \(model.running.count) running"
                : "stopping: \(model.running.count) running; Ctrl-C again cancels them", "1;33")
        return [line.text]
    }
}
