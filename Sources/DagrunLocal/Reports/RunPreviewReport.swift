// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import FoundationEssentials

/// What a run would do, for people and for programs: what `--dry-run` prints.
public struct RunPreviewReport: Sendable {
    private let preview: RunPreview

    /// Writes about a run that would be.
    ///
    /// - Parameter preview: The run.
    public init(_ preview: RunPreview) { self.preview = preview }

    /// The report as lines of text.
    public var lines: [String] {
        let facts = preview.facts
        var lines = ["DAG \(facts.dagID), run \(facts.runID)\(preview.isResumed ? ", gone on with" : "")"]
        lines.append("logical date   \(facts.logicalDate.map { ISO8601.format($0) } ?? "none")")
        if let start = facts.dataIntervalStart, let end = facts.dataIntervalEnd {
            lines.append("data interval  \(ISO8601.format(start)) to \(ISO8601.format(end))")
        }
        lines.append("params         \(CanonicalJSON.text(of: .object(facts.params)))")
        if !facts.conf.isEmpty { lines.append("conf           \(CanonicalJSON.text(of: .object(facts.conf)))") }
        for (number, step) in preview.steps.enumerated() {
            lines.append("step \(number + 1)")
            lines += step.map { "  \($0.definition.taskID)  (\(notes($0).joined(separator: ", ")))" }
        }
        if !preview.given.isEmpty {
            lines.append("not run, but needed")
            lines += preview.given.map { "  \($0.taskID)  (\($0.source))" }
        }
        if !preview.left.isEmpty { lines.append("not part of the run: \(preview.left.joined(separator: ", "))") }
        return lines
    }

    /// The report as an object.
    public var json: JSONValue {
        let facts = preview.facts
        func date(_ date: Date?) -> JSONValue { date.map { .string(ISO8601.format($0)) } ?? .null }
        return [
            "dag_id": .string(facts.dagID),
            "run_id": .string(facts.runID),
            "run_type": .string(facts.runType.rawValue),
            "resumed": .bool(preview.isResumed),
            "logical_date": date(facts.logicalDate),
            "data_interval_start": date(facts.dataIntervalStart),
            "data_interval_end": date(facts.dataIntervalEnd),
            "params": .object(facts.params),
            "conf": .object(facts.conf),
            "steps": .array(
                preview.steps.map { step in
                    .array(
                        step.map { task in
                            [
                                "task_id": .string(task.definition.taskID),
                                "mark_success": .bool(task.isMarkedSuccess),
                                "held_back": task.complaint.map(JSONValue.string) ?? .null,
                                "state": task.state.map { .string($0.rawValue) } ?? .null,
                            ]
                        })
                }),
            "given": .object(
                Dictionary(preview.given.map { ($0.taskID, .string($0.source)) }, uniquingKeysWith: { $1 })),
            "left_out": .array(preview.left.map(JSONValue.string)),
        ]
    }

    private func notes(_ task: RunPreview.Task) -> [String] {
        let definition = task.definition
        var notes = [definition.operatorName]
        if let expand = definition.expand {
            notes.append("mapped over \(expand.over.map { $0.task ?? "a literal" }.joined(separator: ", "))")
        }
        if definition.triggerRule != .allSuccess { notes.append(definition.triggerRule.rawValue) }
        if definition.retries > 0 { notes.append("retries \(definition.retries)") }
        if let state = task.state, state.isFinished { notes.append("\(state.rawValue) already") }
        if task.isMarkedSuccess { notes.append("marked as success") }
        if let complaint = task.complaint { notes.append("does not start: \(complaint)") }
        return notes
    }
}
