// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLocal
internal import DagrunSimulator

/// A scenario's report, for programs: steps are told as the tasks of a run are.
struct ScenarioDocument {
    private let report: ScenarioReport
    private let board: String
    private let diagnostics: [Diagnostic]

    init(_ report: ScenarioReport, board: String, _ diagnostics: [Diagnostic]) {
        self.report = report
        self.board = board
        self.diagnostics = diagnostics
    }

    /// As JSON; times and durations are seconds of the board.
    var json: JSONValue {
        [
            "scenario": .string(report.name), "board": .string(board),
            // A seed of more than 63 bits is no number of JSON's.
            "seed": Int64(exactly: report.seed).map { .int($0) } ?? .string(String(report.seed)),
            "state": report.hasPassed ? "success" : "failed", "duration": .double(report.duration.inSeconds),
            "message": Self.text(report.failure), "steps": .array(report.steps.map(step)),
            "rules": .array(
                report.rules.map { rule, verdict in
                    ["rule": .string("\(rule)"), "state": verdict == .held ? "success" : "failed"]
                }),
            "snapshots": .array(
                report.snapshots.map { snapshot in
                    [
                        "name": .string(snapshot.name), "time": Self.seconds(snapshot.time),
                        "values": .object(snapshot.values.mapValues(Self.value)),
                    ]
                }),
            "diagnostics": .array(
                diagnostics.map { diagnostic in
                    [
                        "time": Self.seconds(diagnostic.time), "kind": .string(diagnostic.kind.rawValue),
                        "subject": .string(diagnostic.subject), "message": .string(diagnostic.message),
                    ]
                }),
        ]
    }

    /// As a JUnit report: a test for each step, and one for the rules that were watched.
    var junit: String {
        var suite = JUnitSuite(
            report.name, seconds: report.duration.inSeconds,
            properties: [("board", board), ("seed", String(report.seed))])
        for step in report.steps {
            let seconds = step.start.flatMap { start in step.end.map { ($0 - start).inSeconds } } ?? 0
            let title = "\(step.number) \(step.text)"
            switch step.outcome {
            case .passed: suite.add(title, seconds: seconds, .passed, [])
            case .failed(let reason): suite.add(title, seconds: seconds, .failure, [Self.failure(reason)])
            case .skipped(let reason): suite.add(title, seconds: seconds, .skipped, [JUnitSuite.skipped(reason)])
            case .notReached: suite.add(title, seconds: 0, .skipped, [JUnitSuite.skipped("not reached")])
            }
        }
        if let failure = report.failure, !report.steps.contains(where: { $0.outcome == .failed(failure) }) {
            suite.add("rules", seconds: 0, .failure, [Self.failure(failure)])
        } else if !report.rules.isEmpty {
            suite.add("rules", seconds: 0, .passed, [])
        }
        return suite.text
    }

    private static func failure(_ reason: String) -> String {
        let lines = reason.split(separator: "\n").map(String.init)
        return JUnitSuite.element("failure", lines.first ?? "failed", Array(lines.dropFirst()))
    }

    private func step(_ step: ScenarioReport.Step) -> JSONValue {
        let (state, message): (JSONValue, String?) =
            switch step.outcome {
            case .passed: ("success", nil)
            case .failed(let reason): ("failed", reason)
            case .skipped(let reason): ("skipped", reason)
            case .notReached: (.null, nil)
            }
        return [
            "number": .int(Int64(step.number)), "line": step.line.map { .int(Int64($0)) } ?? .null,
            "text": .string(step.text), "state": state, "message": Self.text(message),
            "start": step.start.map(Self.seconds) ?? .null, "end": step.end.map(Self.seconds) ?? .null,
        ]
    }

    private static func value(_ value: TraceValue) -> JSONValue {
        switch value {
        case .logic(let level): .string("\(level)")
        case .real(let number): number.isFinite ? .double(number) : .null
        case .text(let text): .string(text)
        }
    }

    private static func seconds(_ time: Timestamp) -> JSONValue { .double((time - .zero).inSeconds) }

    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
