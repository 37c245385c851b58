// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct LocalCommandTests {
    @Test func `a dry run shows the selection and runs nothing`() throws {
        let program = try Program()
        let arguments = [
            "local", "shop", "--dry-run", "--only", "counting", "--input", "parse=[]", "--param", "top=3",
            "--mark-success", "*total", "--logical-date", "2024-01-01",
        ]
        #expect(
            try program.run(arguments).output == """
                DAG shop, run manual__2024-01-01T00:00:00+00:00
                logical date   2024-01-01T00:00:00Z
                data interval  2024-01-01T00:00:00Z to 2024-01-01T00:00:00Z
                params         {"top":3,"unit":"usd"}
                step 1
                  counting.total  (ClosureOperator, retries 2, marked as success)
                not run, but needed
                  parse  (given by hand)

                """)
        let json = try program.run(arguments + ["--output", "json"]).json
        #expect(json["given"] == ["parse": "given by hand"])
        #expect(json["run_id"] == "manual__2024-01-01T00:00:00+00:00")
        #expect(try program.run("runs", "--output", "json").json == [])
        #expect(try program.run("local", "shop", "--dry-run", "--param", "top=9").status == 2)
    }

    @Test func `a task that depends on the past waits for the run before`() throws {
        let program = try Program()
        func run(_ date: String, _ more: String...) throws -> Program.Result {
            try program.run(["local", "past", "--logical-date", date, "--output", "json", "--progress", "none"] + more)
        }
        #expect(try run("2024-01-01", "--param", "bad=2024-01-01").status == 1)
        let held = try run("2024-01-02")
        #expect(held.status == 1)
        let json = try held.json
        #expect(json["state"] == "failed")
        #expect(
            json["reason"]
                == .string(
                    "all_tasks_deadlocked: task first depends on the past, and in run manual__2024-01-01T00:00:00+00:00"
                        + " it is failed"))
        // What does not depend on the past was run all the same.
        #expect(json["results"] == ["free": 3])
        // The same date again, well this time: the latest run of a date counts.
        #expect(try run("2024-01-01", "--run-id", "again").status == 0)
        #expect(try run("2024-01-02", "--run-id", "after").status == 0)
        #expect(try run("2023-12-31").status == 0)
    }

    @Test func `what the last tasks returned goes to standard output, and what tasks print does not`() throws {
        let program = try Program()
        let text = try program.run("local", "labelled", "--run-id", "one")
        #expect(text.output == "greet = [1,1]\n")
        // When it is printed, and not at the end.
        let ended = try #require(text.errors.firstRange(of: "run success"))
        #expect(text.errors[..<ended.lowerBound].contains("this is no result\n"))
        let live = try program.run("local", "labelled", "--progress", "live")
        #expect(live.output == "greet = [1,1]\n")
        #expect(live.errors.contains("this is no result\u{1B}[0m\u{1B}[K\r\n"))
        let json = try program.run("local", "labelled", "--output", "json", "--progress", "none").json
        #expect(json["results"] == ["names": ["a", "b"], "greet": [1, 1]])
    }

    @Test(arguments: [
        (["local", "shop", "--input", "x"], "error: --input x: write task=JSON"),
        (["local", "shop", "--param", "x"], "error: --param x: write name=value"),
        (["local", "asking", "--answer", "x"], "error: --answer x: write task=option"),
        (
            ["local", "asking", "--answer", "ordr.cups=2"],
            "error: --answer ordr.cups=2: the DAG has no task “ordr.cups”"
        ),
        (["local", "shop", "--logical-date", "x"], "error: --logical-date: "),
        (["schedule", "shop", "--timezone", "UTC"], "error: --timezone is for a cron expression"),
    ])
    func `wrong options are refused with the usage of their command`(arguments: [String], beginning: String) throws {
        let result = try Program().run(arguments)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix(beginning), "\(result.errors)")
        let name = arguments[0]
        #expect(result.errors.contains("\nusage: DagrunFixtureBundle \(name) "), "\(result.errors)")
        #expect(result.errors.hasSuffix("\nSee 'DagrunFixtureBundle \(name) --help' for more.\n"))
    }

    @Test func `people are answered for beforehand, with options and with the fields of forms`() throws {
        let program = try Program()
        let result = try program.run(
            "local", "asking", "--answer", "bar.drink=tea", "--answer", "order.cups=2", "--answer", "order.name=2",
            "--output", "json", "--progress", "none")
        #expect(result.status == 0, "\(result.errors)")
        let results = try result.json["results"]
        #expect(results?["bar.drink"] == ["tea"])
        #expect(results?["grind"] == nil)
        // Each field is read as its schema wants it.
        #expect(results?["brew"] == ["cups": 2, "name": "2"])
        let wrong = try program.run("local", "asking", "--answer", "order.cups=many", "--progress", "none")
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("the field cups must be"), "\(wrong.errors)")
        #expect(wrong.errors.contains("--answer bar.drink=espresso"), "\(wrong.errors)")
    }

    @Test func `answers stand in a file, too, and what is said goes before`() throws {
        let program = try Program()
        func run(_ file: String, _ more: String...) throws -> Program.Result {
            try program.write("answers.json", file)
            return try program.run(
                ["local", "asking", "--answers-file", "answers.json", "--output", "json", "--progress", "none"] + more)
        }
        let file = #"{"bar.drink": "tea", "order": {"fields": {"cups": 2, "name": "Ada"}}}"#
        let filed = try run(file).json["results"]
        #expect(filed?["bar.drink"] == ["tea"])
        #expect(filed?["brew"] == ["cups": 2, "name": "Ada"])
        let said = try run(file, "--answer", "bar.drink=espresso", "--answer", "order.cups=4").json["results"]
        #expect(said?["bar.drink"] == ["espresso"])
        #expect(said?["brew"] == ["cups": 4, "name": "Ada"])
        for (wrong, words) in [
            ("{", "--answers-file answers.json: JSON, line 1"), ("[]", "write a JSON object"),
            (#"{"drnk": "tea"}"#, "the DAG has no task “drnk”"),
            (#"{"order": {"cups": 2}}"#, "the answer of order is an option, a list of options, or an object"),
            (#"{"order": [1]}"#, #"not [1]"#),
        ] {
            let result = try run(wrong)
            #expect(result.status == 2)
            #expect(result.errors.contains(words), "\(result.errors)")
        }
        #expect(try program.run("local", "asking", "--answers-file", "nowhere.json").errors.contains("nowhere.json"))
    }

    @Test func `the parser words errors in the same way`() throws {
        let result = try Program().run("local")
        #expect(result.status == 2)
        #expect(result.errors.hasSuffix("\nSee 'DagrunFixtureBundle local --help' for more.\n"), "\(result.errors)")
    }

    @Test func `a value of another type is refused before anything runs`() throws {
        let program = try Program()
        let result = try program.run("local", "shop", "--only", "counting", "--input", #"parse=[{"city":"Waco"}]"#)
        #expect(result.status == 2)
        #expect(
            result.errors
                == "error: --input parse: the value is not what the task returns ([Sale]): the member “homes” is"
                + " missing at [0]\n")
        #expect(try program.run("runs", "--output", "json").json == [])
    }

    @Test func `on a virtual clock the same run leaves the same files, byte for byte`() throws {
        let program = try Program()
        var runs: [[String: String]] = []
        for folder in ["first", "second"] {
            let result = try program.run(
                "local", "patient", "--clock", "virtual", "--clock-start", "2026-03-01", "--runs-folder", folder,
                "--output", "json")
            #expect(result.status == 0)
            let json = try result.json
            #expect(json["results"]?["shell"] == "[1,2,3]")
            #expect(json["duration"] == 25_200.0)
            runs.append(try program.files(in: folder))
        }
        // The journal, and a log of each try that wrote to one.
        #expect(runs[0].count > 4)
        #expect(runs[0] == runs[1])
    }

    @Test func `what waits for nothing on a virtual clock fails and says so`() throws {
        let program = try Program()
        let result = try program.run("local", "stuck", "--clock", "virtual", "--clock-start", "2026-03-01")
        #expect(result.status == 1)
        #expect(
            result.errors.contains(
                "waits for something that can't happen any more after 2026-03-01T00:00:00+00:00; work outside of the"
                    + " virtual clock must be done within withOutsideWork"))
        #expect(result.output.contains("cleanup = \"done\""))
    }

    @Test func `a run that is resumed on a virtual clock goes on when the last thing happened`() throws {
        let program = try Program()
        let run = ["local", "flaky", "--clock", "virtual", "--output", "json", "--progress", "none"]
        let first = try program.run(run + ["--logical-date", "2024-01-03", "--param", "bad=2024-01-03"])
        #expect(first.status == 1)
        let again = try program.run(run + ["--resume"])
        #expect(again.status == 1)
        #expect(try again.json["end"] == first.json["end"])
    }

    @Test(arguments: [
        (["--speed", "2"], "--speed and --clock-start are about a virtual clock: add --clock virtual"),
        (["--clock-start", "2026-01-01"], "--speed and --clock-start are about a virtual clock: add --clock virtual"),
        (["--clock", "virtual", "--speed", "0"], "--speed must be from 0.001 to 1000000"),
        (["--clock", "virtual", "--speed", "nan"], "--speed must be from 0.001 to 1000000"),
        (["--clock", "virtual", "--clock-start", "soon"], "--clock-start: "),
        (["--clock", "moon"], "--clock: “moon” is not one of real, virtual"),
    ])
    func `a clock that makes no sense is refused`(options: [String], message: String) throws {
        let result = try Program().run(["local", "shop"] + options)
        #expect(result.status == 2)
        #expect(result.errors.contains(message))
    }
}
