// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct ScheduleCommandTests {
    /// `cron.json` was produced by Apache Airflow 3.3.2.
    private static let cases: [JSONValue] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "DagrunModelTests/Fixtures/cron.json")
        guard let data = try? Data(contentsOf: file), case .array(let cases)? = try? JSONValue(parsing: Array(data))
        else {
            return []
        }
        return cases
    }()

    @Test func `fires when Airflow fires, and refuses what Airflow refuses`() throws {
        let program = try Program()
        #expect(Self.cases.count >= 80)
        for item in Self.cases {
            guard case .string(let expression)? = item["expression"], case .string(let zone)? = item["time_zone"],
                case .string(let start)? = item["start"], let expected = item["expected"]
            else {
                Issue.record("an odd case: \(item)")
                continue
            }
            let result = try program.run(
                "schedule", expression, "--timezone", zone, "--from", start, "--count", "6", "--output", "json")
            if case .array = expected {
                #expect(result.status == 0, "\(item)")
                #expect(try result.json == ["times": expected], "\(item)")
            } else {
                #expect(result.status == 2, "\(item)")
                #expect(result.output.isEmpty, "\(item)")
                #expect(result.errors.hasPrefix("error: cron expression"), "\(item)")
            }
        }
    }

    @Test(arguments: [
        (["* 24 * * *"], "field 2 (hour): 24 is out of range 0...23"),
        (["0 0 31 2 *"], "has no fire time"),
        (["0 6 * * *", "--timezone", "Mars/Base"], "time zone \"Mars/Base\""),
        (["flakey"], "did you mean the DAG “flaky”?"),
        (["@daily", "--from", "yesterday"], "--from: \"yesterday\" is not an instant"),
        (["@daily", "--count", "0"], "--count must be"),
        (["flaky", "--timezone", "UTC"], "--timezone is for a cron expression"),
    ])
    func `says what is wrong and why`(arguments: [String], reason: String) throws {
        let result = try Program().run(["schedule"] + arguments)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(reason), "\(result.errors)")
    }

    @Test func `keeps to the dates of a DAG`() throws {
        let program = try Program()
        #expect(
            try program.run("schedule", "flaky", "--from", "2024-01-01", "--count", "2").lines
                == ["2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z"])
        #expect(
            try program.run("schedule", "flaky", "--from", "2024-01-08T12:00:00Z").lines == ["2024-01-09T00:00:00Z"])
        let none = try program.run("schedule", "mapped", "--output", "json")
        #expect(none.status == 0)
        #expect(try none.json == ["times": []])
    }

    @Test func `tells five times from now on`() throws {
        let before = Date()
        let lines = try Program().run("schedule", "@hourly").lines
        #expect(lines.count == 5)
        #expect(try ISO8601.parse(#require(lines.first)) >= before)
    }
}
