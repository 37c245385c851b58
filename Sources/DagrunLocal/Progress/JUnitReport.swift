// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
import FoundationEssentials

/// Writes a run as a JUnit report, for CI systems that show test results.
///
/// A run is a test suite, a task instance a test case, named with its map label where it has one. Tries before the last one are told as Maven Surefire does
/// (https://maven.apache.org/surefire/maven-surefire-plugin/examples/rerun-failing-tests.html): `flakyFailure` where the
/// task succeeded at last, `rerunFailure` where it did not. Upstream failed counts as skipped: the fault is elsewhere.
public struct JUnitReport: Sendable {
    /// The last lines of a try's log, put into the report of what failed.
    public var lastLogLines: @Sendable (TaskInstanceID, Int) -> [String]

    /// Makes a report writer.
    ///
    /// - Parameter lastLogLines: The last lines of a try's log.
    public init(lastLogLines: @escaping @Sendable (TaskInstanceID, Int) -> [String] = { _, _ in [] }) {
        self.lastLogLines = lastLogLines
    }

    /// Writes the report of a run.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: The run.
    /// - Returns: An XML document, with a newline at its end.
    public func text(document: DAGDocument, record: RunRecord) -> String {
        let seconds = record.end.map { $0.timeIntervalSince(record.start) } ?? 0
        var suite = JUnitSuite(
            record.facts.dagID, seconds: seconds, timestamp: RunTimes.text(record.start),
            properties: [("run_id", record.facts.runID), ("state", record.state.rawValue)])
        for (taskID, instances) in RunTimes.byTask(document, record) {
            if instances.isEmpty { suite.add(taskID, seconds: 0, .skipped, [JUnitSuite.skipped("not run")]) }
            for (id, instance) in instances {
                var parts = instance.state == .success || instance.state == .failed ? reruns(id, instance) : []
                let last = instance.attempts.last
                let message = last?.outcome?.message
                var result = JUnitSuite.Result.passed
                switch instance.state {
                case .success: break
                case .failed:
                    result = .failure
                    let attempt = last.map { lastLogLines(id, $0.tryNumber) } ?? []
                    parts.insert(JUnitSuite.element("failure", message ?? "failed", attempt), at: 0)
                case .skipped, .upstreamFailed, .removed:
                    result = .skipped
                    parts.append(JUnitSuite.skipped(message ?? StateStyle.of(instance.state).name))
                default:
                    result = .error
                    let state = StateStyle.of(instance.state).name
                    parts.append(JUnitSuite.element("error", "did not finish: \(state)", []))
                }
                let seconds = instance.attempts.compactMap { attempt in
                    attempt.end.map { max(0, $0.timeIntervalSince(attempt.start)) }
                }.reduce(0, +)
                suite.add(id.named(instance.mapLabel), seconds: seconds, result, parts)
            }
        }
        return suite.text
    }

    private func reruns(_ id: TaskInstanceID, _ instance: RunRecord.Instance) -> [String] {
        let name = instance.state == .success ? "flakyFailure" : "rerunFailure"
        return instance.attempts.dropLast().compactMap { attempt in
            // A look of a sensor that gave its slot back is no failure.
            guard attempt.outcome?.state == .upForRetry || attempt.outcome?.state == .failed else { return nil }
            return JUnitSuite.element(name, attempt.outcome?.message ?? "failed", lastLogLines(id, attempt.tryNumber))
        }
    }
}
