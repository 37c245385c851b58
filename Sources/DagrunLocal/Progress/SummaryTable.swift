// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials

/// The table of a run's tasks: state, tries, duration, and when each one ran as a bar on one scale.
struct SummaryTable {
    private struct Row {
        var taskID: String
        var instances: [(id: TaskInstanceID, instance: RunRecord.Instance)]
        var state: TaskState?
        var span: RunTimes.Span?
        var seconds = 0.0
    }

    let document: DAGDocument
    let record: RunRecord
    let width: Int
    let theme: ProgressTheme
    let most: Int

    /// The lines of the table, with a scale below.
    func lines() -> [String] {
        let all = RunTimes.byTask(document, record).map { row($0.taskID, $0.instances) }
        var shown = all
        if all.count > most {
            // What needs attention stays, then what took longest; the order stays that of the document.
            let ranked = all.indices.sorted {
                let left = (all[$0].state?.isFailure == true ? 0 : 1, -all[$0].seconds, $0)
                let right = (all[$1].state?.isFailure == true ? 0 : 1, -all[$1].seconds, $1)
                return left < right
            }
            let kept = Set(ranked.prefix(most))
            shown = all.indices.filter(kept.contains).map { all[$0] }
        }
        let name = min(max(8, shown.map { DisplayWidth.of(title($0)) }.max() ?? 8), width * 3 / 10)
        let word = min(max(8, shown.map { DisplayWidth.of(words($0)) }.max() ?? 8), width * 3 / 10)
        let bar = width - 2 - name - 2 - word - 6 - 9 - 2
        let spans = all.compactMap(\.span)
        let start = min(record.start, spans.map(\.start).min() ?? record.start)
        let end = max(record.end ?? record.start, spans.map(\.end).max() ?? record.start)
        let scale = RunTimes.Span(start: start, end: end)
        var lines = shown.map { row in
            var line = StyledLine(width: width, usesColor: theme.usesColor)
            line.add(theme.mark(row.state) + " ", theme.sgr(row.state))
            line.add(title(row), column: name)
            line.add("  ")
            line.add(words(row), column: word, theme.sgr(row.state))
            let tries = row.instances.map { RunTimes.tries($0.instance) }.max() ?? 0
            line.add(tries > 1 ? "×\(tries)" : "", column: 6, right: true)
            line.add(row.span == nil ? "" : TimeText.duration(row.seconds), column: 9, right: true)
            if bar >= 8, row.span != nil {
                line.add("  ")
                line.add(drawing(row, scale, bar), theme.sgr(row.state))
            }
            return String(line.text.reversed().drop { $0 == " " }.reversed())
        }
        if shown.count < all.count { lines.append("  … \(all.count - shown.count) more tasks") }
        if bar >= 16, scale.seconds > 0 {
            let label = TimeText.duration(scale.seconds)
            let rule = String(repeating: theme.usesUnicode ? "─" : "-", count: max(0, bar - label.count - 3))
            lines.append(String(repeating: " ", count: width - bar) + "0 " + rule + " " + label)
        }
        return lines
    }

    private func row(_ taskID: String, _ instances: [(id: TaskInstanceID, instance: RunRecord.Instance)]) -> Row {
        var row = Row(taskID: taskID, instances: instances)
        row.state = StateStyle.summary(Set(instances.map(\.instance.state)))
        let spans = instances.compactMap { RunTimes.span($0.instance) }
        if let start = spans.map(\.start).min(), let end = spans.map(\.end).max() {
            row.span = RunTimes.Span(start: start, end: end)
            row.seconds = end.timeIntervalSince(start)
        }
        return row
    }

    private func title(_ row: Row) -> String {
        let count = record.mappedCounts[row.taskID] ?? (row.instances.count > 1 ? row.instances.count : nil)
        guard let count else { return DisplayWidth.oneLine(row.taskID) }
        return DisplayWidth.oneLine(row.taskID) + " [\(theme.usesUnicode ? "×" : "x")\(count)]"
    }

    private func words(_ row: Row) -> String {
        var counts: [TaskState?: Int] = [:]
        for one in row.instances { counts[one.instance.state, default: 0] += 1 }
        if counts.isEmpty { return "not run" }
        // Instances that a run which was interrupted did not come to.
        let missing = (record.mappedCounts[row.taskID] ?? 0) - row.instances.count
        if missing > 0 { counts[nil, default: 0] += missing }
        if counts.count == 1 { return row.state == nil ? "not run" : StateStyle.of(row.state).name }
        // Where the column is too narrow for all, the bad news is seen.
        let order =
            StateStyle.states.filter { $0?.isFailure == true } + StateStyle.states.filter { $0?.isFailure != true }
        func name(_ state: TaskState?) -> String { state == nil ? "not run" : StateStyle.of(state).name }
        return order.compactMap { state in counts[state].map { "\($0) \(name(state))" } }
            .joined(separator: ", ")
    }

    /// When it ran: full while a try ran, light between tries.
    private func drawing(_ row: Row, _ scale: RunTimes.Span, _ width: Int) -> String {
        guard width > 0, scale.seconds > 0 else { return "" }
        func column(_ date: Date) -> Int {
            let share = date.timeIntervalSince(scale.start) / scale.seconds
            return Int((min(max(share, 0), 1) * Double(width)).rounded(.down))
        }
        let (blank, light, full): (Character, Character, Character) =
            theme.usesUnicode ? (" ", "░", "█") : (" ", ".", "#")
        var cells = Array(repeating: blank, count: width)
        func fill(_ start: Date, _ end: Date, _ sign: Character) {
            let first = min(column(start), width - 1)
            // Even the shortest try is seen.
            for place in first...max(first, min(column(end), width) - 1) { cells[place] = sign }
        }
        for one in row.instances {
            for (before, after) in zip(one.instance.attempts, one.instance.attempts.dropFirst()) {
                if let end = before.end, end < after.start { fill(end, after.start, light) }
            }
        }
        for one in row.instances {
            for attempt in one.instance.attempts {
                if let end = attempt.end { fill(attempt.start, max(attempt.start, end), full) }
            }
        }
        return String(cells)
    }
}
