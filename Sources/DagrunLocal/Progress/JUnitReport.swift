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
        var cases: [String] = []
        var (failures, errors, skipped) = (0, 0, 0)
        for (taskID, instances) in RunTimes.byTask(document, record) {
            if instances.isEmpty {
                skipped += 1
                cases.append(testCase(taskID, record, 0, ["<skipped message=\"not run\"/>"]))
            }
            for (id, instance) in instances {
                var parts = instance.state == .success || instance.state == .failed ? reruns(id, instance) : []
                let last = instance.attempts.last
                let message = last?.outcome?.message
                switch instance.state {
                case .success: break
                case .failed:
                    failures += 1
                    let attempt = last.map { lastLogLines(id, $0.tryNumber) } ?? []
                    parts.insert(element("failure", message ?? "failed", attempt), at: 0)
                case .skipped, .upstreamFailed, .removed:
                    skipped += 1
                    let word = StateStyle.of(instance.state).name
                    parts.append("<skipped message=\"\(XMLText.escape(message ?? word))\"/>")
                default:
                    errors += 1
                    parts.append(element("error", "did not finish: \(StateStyle.of(instance.state).name)", []))
                }
                let seconds = instance.attempts.compactMap { attempt in
                    attempt.end.map { max(0, $0.timeIntervalSince(attempt.start)) }
                }.reduce(0, +)
                cases.append(testCase(id.named(instance.mapLabel), record, seconds, parts))
            }
        }
        let seconds = record.end.map { $0.timeIntervalSince(record.start) } ?? 0
        let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
        let name = XMLText.escape(record.facts.dagID)
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"\(name)\" \(counts) time=\"\(Self.decimal(seconds))\">",
            "<testsuite name=\"\(name)\" \(counts) time=\"\(Self.decimal(seconds))\""
                + " timestamp=\"\(RunTimes.text(record.start))\">",
            "<properties><property name=\"run_id\" value=\"\(XMLText.escape(record.facts.runID))\"/>"
                + "<property name=\"state\" value=\"\(record.state.rawValue)\"/></properties>",
        ]
        lines += cases
        lines += ["</testsuite>", "</testsuites>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func reruns(_ id: TaskInstanceID, _ instance: RunRecord.Instance) -> [String] {
        let name = instance.state == .success ? "flakyFailure" : "rerunFailure"
        return instance.attempts.dropLast().compactMap { attempt in
            // A look of a sensor that gave its slot back is no failure.
            guard attempt.outcome?.state == .upForRetry || attempt.outcome?.state == .failed else { return nil }
            return element(name, attempt.outcome?.message ?? "failed", lastLogLines(id, attempt.tryNumber))
        }
    }

    private func testCase(_ name: String, _ record: RunRecord, _ seconds: Double, _ parts: [String]) -> String {
        let head =
            "<testcase classname=\"\(XMLText.escape(record.facts.dagID))\" name=\"\(XMLText.escape(name))\""
            + " time=\"\(Self.decimal(seconds))\""
        return parts.isEmpty ? head + "/>" : head + ">" + parts.joined() + "</testcase>"
    }

    private func element(_ name: String, _ message: String, _ lines: [String]) -> String {
        "<\(name) message=\"\(XMLText.escape(message))\" type=\"failed\">"
            + "\(XMLText.escape(lines.joined(separator: "\n")))</\(name)>"
    }

    /// Seconds with three decimals.
    private static func decimal(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds > 0, seconds < 1e12 else { return "0.000" }
        let all = Int((seconds * 1000).rounded())
        let rest = String(all % 1000)
        return "\(all / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
