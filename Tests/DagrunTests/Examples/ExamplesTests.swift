// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

/// The examples, run by their own program as a user runs them.
@Suite(.enabled(if: Program.hasExamples, "the examples are not built"), .timeLimit(.minutes(15)))
struct ExamplesTests {
    @Test(arguments: [
        "branch_and_rules", "mapping_product", "sensors", "retries_and_backoff", "callbacks",
    ])
    func anExampleSucceeds(dag: String) throws {
        let program = try Program(executable: Program.examples)
        let result = try program.run("local", dag, "--output", "json")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try result.json["state"] == "success")
    }

    // The figures were worked out from the file by another program.
    @Test func salesCountsWhatTheFileHas() throws {
        let program = try Program(executable: Program.examples)
        let result = try program.run("local", "sales", "--output", "json")
        #expect(result.status == 0, "\(result.errors)")
        let report = try result.json["results"]?["report"]
        #expect(report?["rows"] == 8602)
        #expect(report?["skipped"] == 568)
        #expect(report?["cities"] == 46)
        #expect(report?["homes_sold"] == 4_415_202)
        #expect(report?["volume"] == 858_502_159_353)
        #expect(report?["best_month"] == ["year": 2015, "month": 7, "homes_sold": 37651])
        guard case .array(let cities) = report?["top_cities"] else {
            Issue.record("there is no list of cities")
            return
        }
        #expect(cities.count == 5)
        #expect(
            cities.first == ["city": "Houston", "homes_sold": 1_043_999, "volume": 213_596_052_415])
        #expect(cities.last?["city"] == "Collin County")
        #expect(program.text(of: "sales-report/report.md").contains("| Houston | 1043999 | 213596052415 |"))
        #expect(program.text(of: "sales-report/homes-sold.svg").contains("<polyline"))
    }

    @Test func anEspressoIsBrewedByWeight() throws {
        let program = try Program(executable: Program.examples)
        let folder = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
        let result = try program.run(
            "local", "espresso", "--board", "coffee", "--clock", "virtual", "--output", "json", "--scenario",
            "\(folder)/Examples/Boards/coffee.order.yaml")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try result.json["state"] == "success")
        guard case .double(let grams) = try result.json["results"]?["brew"]?["grams"] else {
            Issue.record("brew has no grams: \(result.output)")
            return
        }
        #expect((34...38).contains(grams))
    }

    @Test(arguments: [
        ("empty-tank", "it requires that there is water in the tank, but that is not so"),
        ("loose-wire", "Look at the wires of the thermistor"),
    ])
    func anEspressoFailsWithTheHeaterOff(scenario: String, words: String) throws {
        let program = try Program(executable: Program.examples)
        let folder = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
        let result = try program.run(
            "local", "espresso", "--board", "coffee", "--clock", "virtual", "--progress", "plain", "--scenario",
            "\(folder)/Examples/Boards/coffee.\(scenario).yaml")
        #expect(result.status == 1)
        #expect(result.errors.contains(words) && result.errors.contains("” passed"), "\(result.errors)")
    }

    @Test func aParamChoosesTheFile() throws {
        let program = try Program(executable: Program.examples)
        let result = try program.run("local", "sales", "--param", "file=missing.csv", "--param", "top=3")
        #expect(result.status == 1)
        #expect(result.errors.contains("missing.csv"))
        #expect(try program.run("local", "sales", "--param", "top=51").status == 2)
    }
}
