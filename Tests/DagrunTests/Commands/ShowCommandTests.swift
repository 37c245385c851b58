// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct ShowCommandTests {
    /// Where the fixture's DAGs stand.
    private static let source = #filePath.replacing(
        "DagrunTests/Commands/ShowCommandTests.swift", with: "FixtureBundle/DAGs.swift")

    @Test func `shows settings, params, tasks, groups, data edges and docs`() throws {
        let result = try Program().run("show", "shop")
        #expect(result.status == 0)
        let changing = ["next runs", "version "]
        let text = result.output.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { line in !changing.contains { line.hasPrefix($0) } }.joined(separator: "\n")
        #expect(
            text == """
                shop
                Counts homes

                schedule    0 6 * * * (Europe/Berlin): every day at 06:00, Europe/Berlin
                start date  2024-01-01T00:00:00+00:00
                catchup     no
                tags        demo, homes
                owner       ann
                limits      16 runs at once
                source      \(Self.source):8

                params
                  PARAM  TYPE     DEFAULT  ALLOWED        DESCRIPTION
                  top    integer  2        ≥ 1, ≤ 5       how many
                  unit   string   "usd"    "usd" | "eur"

                tasks
                  TASK            OPERATOR         TRIGGER RULE  RETRIES  POOL          RETURNS
                  parse           ClosureOperator  all_success         0  default_pool  [Sale]
                  counting.total  ClosureOperator  all_success         2  default_pool  Int

                groups
                  GROUP     TASKS
                  counting      1

                data
                  parse → counting.total: [Sale]

                docs
                  # Shop
                  All homes.

                """)
        #expect(result.lines.contains { $0.hasPrefix("next runs   ") && $0.split(separator: ",").count == 3 })
    }

    @Test func `gives programs the document and what is made of it`() throws {
        let json = try Program().run("show", "shop", "--output", "json").json
        #expect(json["data_edges"] == [["from": "parse", "to": "counting.total", "type": "[Sale]"]])
        #expect(json["document"]?["dag"]?["dag_id"] == "shop")
        #expect(json["schedule_in_words"] == "every day at 06:00, Europe/Berlin")
        guard case .array(let runs)? = json["next_runs"] else {
            Issue.record("no next runs")
            return
        }
        #expect(runs.count == 3)
    }

    @Test func `refuses a DAG that there is none of`() throws {
        let result = try Program().run("show", "shpo")
        #expect(result.status == 2)
        #expect(result.errors.contains("did you mean “shop”?"))
    }
}
