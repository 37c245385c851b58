// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunOperators
import DagrunRuntime
import Testing

@Suite(.timeLimit(.minutes(15))) struct PythonOperatorTests {
    private struct Report: Codable, Sendable, Equatable {
        var rows: Int
        var names: [String]
    }

    private let bench = Bench()

    @Test func functionMainGetsTheArgumentsByName() async throws {
        let work = PythonOperator(
            code: """
                import statistics

                def main(values, digits, day):
                    return {"rows": round(statistics.mean(values), digits), "names": [day]}
                """,
            arguments: ["values": .input(.value([1, 2, 3])), "digits": 0, "day": "\(\.ds)"], as: Report.self)
        #expect(try await work.execute(bench.context) == Report(rows: 2, names: ["2026-01-01"]))
    }

    @Test func variableResultIsTheResultOfPlainCode() async throws {
        let work = PythonOperator(
            code: "result = sum(inputs['n']) + inputs['k']", arguments: ["n": [1, 2], "k": 39], as: Int.self)
        #expect(try await work.execute(bench.context) == 42)
    }

    @Test(arguments: [
        ("result = None", "null"), ("pass", "null"),
        (
            "result = {'b': [1, 2.5, None, True], 'a': 'ü'}",
            #"{"a":"ü","b":[1,2.5,null,true]}"#
        ),
        ("import datetime\nresult = datetime.date(2026, 1, 2)", #""2026-01-02""#),
        ("import pathlib\nresult = pathlib.Path('/a')", #""/a""#),
        ("import dataclasses\n@dataclasses.dataclass\nclass P:\n  x: int\nresult = P(1)", #"{"x":1}"#),
        ("async def main():\n  return 1", "1"), ("def main(): return 1\nresult = 2", "1"),
        ("result = __name__ == '__main__'", "false"), ("result = 2**53 + 1", "9007199254740993"),
    ])
    func resultsTravelAsJSON(code: String, json: String) async {
        #expect(await bench.run(PythonOperator(code: code)).summary == "success \(json)")
    }

    @Test func argumentsOfAllKindsArrive() async throws {
        let work = PythonOperator(
            code: "result = repr(inputs)",
            arguments: [
                "a": nil, "b": true, "c": 1.5, "d": ["x", 1], "e": ["k": "v"], "f": "it's \"q\" \n €", "g": -7,
            ], as: String.self)
        let text = #"{'a': None, 'b': True, 'c': 1.5, 'd': ['x', 1], 'e': {'k': 'v'}, 'f': 'it\'s "q" \n €', 'g': -7}"#
        #expect(try await work.execute(bench.context) == text)
    }

    @Test func whatIsPrintedGoesToTheLogAndNotIntoTheResult() async throws {
        let work = PythonOperator(
            code: """
                import os, subprocess, sys
                print('{"result": 1}')
                print("warn", file=sys.stderr)
                subprocess.run(["bash", "-c", "echo child; echo x >&3"], stderr=subprocess.DEVNULL)
                os.write(1, b"raw\\n")
                result = 2
                """, as: Int.self)
        #expect(try await work.execute(bench.context) == 2)
        #expect(bench.log.lines.sorted() == ["[stderr] warn", "child", "raw", #"{"result": 1}"#])
    }

    @Test func standardInputIsEmpty() async throws {
        #expect(try await PythonOperator(code: "import sys; result = sys.stdin.read()").execute(bench.context) == "")
    }

    @Test func largeArgumentsAndResultsTravel() async throws {
        let rows = Input<[Int]>.value(Array(0..<200_000))
        let work = PythonOperator(
            code: "def main(rows): return rows[::-1]", arguments: ["rows": .input(rows)], as: [Int].self)
        #expect(try await work.execute(bench.context).prefix(2) == [199_999, 199_998])
    }

    @Test func codeThatDoesNotReadItsInputIsNoError() async throws {
        let rows = Input<[Int]>.value(Array(0..<200_000))
        let work = PythonOperator(code: "result = 1", arguments: ["rows": .input(rows)], python: "/bin/true")
        #expect(await bench.run(work).summary == "success null")
    }

    @Test func exceptionFailsWithItsLastLineAndATracebackInTheLog() async {
        let code = "def main():\n    check(3)\ndef check(n):\n    raise ValueError(f'{n} is wrong')"
        let outcome = await bench.run(PythonOperator(code: code))
        #expect(outcome.summary == "retry the Python code raised ValueError: 3 is wrong")
        let log = bench.log.lines.joined(separator: "\n")
        #expect(log.contains(#"File "<task>", line 4, in check"#) && log.contains("raise ValueError(f'{n} is wrong')"))
        #expect(!log.contains("run_source"))
    }

    @Test(arguments: [
        ("class AirflowSkipException(Exception): pass\nraise AirflowSkipException('no rows')", "skipped ", "no rows"),
        ("class AirflowFailException(Exception): pass\nraise AirflowFailException('bad')", "failed ", "bad"),
        ("import sys; sys.exit(99)", "skipped ", "exit code 99"), ("import sys; sys.exit(4)", "retry ", "exit code 4"),
        ("import os; os.kill(os.getpid(), 9)", "retry ", "SIGKILL (9)"), ("result = 1 +", "retry ", "SyntaxError"),
        ("result = {1, 2}", "retry ", "a set has no JSON form"), ("result = float('nan')", "retry ", "ValueError"),
        ("def main(a): pass", "retry ", "missing 1 required positional argument: 'a'"),
        ("import no_such_module", "retry ", "No module named 'no_such_module'"),
        ("import sys; sys.exit(0)", "success ", "null"), ("import os; os._exit(0)", "success ", "null"),
    ])
    func endingsMeanWhatTheySay(code: String, kind: String, text: String) async {
        let summary = await bench.run(PythonOperator(code: code)).summary
        #expect(summary.hasPrefix(kind) && summary.contains(text), "\(summary)")
    }

    @Test func resultOfAnotherTypeIsAClearError() async {
        let outcome = await bench.run(PythonOperator(code: "result = {'rows': 'x'}", as: Report.self))
        #expect(outcome.summary.contains(#"the Python code returned {"rows":"x"}, which is not a Report: "#))
    }

    @Test func scriptRunsBesideItsModules() async throws {
        let directory = try TestDirectory()
        try directory.write("helper.py", "def double(n): return 2 * n")
        let script = try directory.write(
            "train.py", "import helper, sys\ndef main(n): return [helper.double(n), sys.argv[0], __file__]")
        let work = PythonOperator(script: "\(script)", arguments: ["n": 4])
        #expect(try await work.execute(bench.context) == [8, .string(script), .string(script)])
        let inside = PythonOperator(script: "train.py", arguments: ["n": 4], cwd: "\(directory.path)")
        #expect(try await inside.execute(bench.context) == [8, "train.py", "train.py"])
    }

    @Test func missingScriptIsAClearError() async {
        let outcome = await bench.run(PythonOperator(script: "no/such.py"))
        #expect(outcome.summary.contains("FileNotFoundError") && outcome.summary.contains("no/such.py"))
    }

    @Test func functionOfAModuleIsCalled() async throws {
        let directory = try TestDirectory()
        try directory.write("pkg/load.py", "class A:\n  @staticmethod\n  def f(n): return n + 1")
        let work = PythonOperator("pkg.load:A.f", arguments: ["n": 1], as: Int.self, cwd: "\(directory.path)")
        #expect(try await work.execute(bench.context) == 2)
        #expect(try await PythonOperator("os.path:basename", arguments: ["p": "/a/b"]).execute(bench.context) == "b")
        #expect(await bench.run(PythonOperator("nonsense")).summary.hasPrefix("failed “nonsense” does not name"))
    }

    @Test func missingInterpreterIsAClearError() async {
        let outcome = await bench.run(PythonOperator(code: "pass", python: "python9"))
        #expect(outcome.summary.contains("there is no program “python9” in the PATH"))
    }

    @Test func resultBeyondTheLimitIsAnError() async {
        let work = PythonOperator(code: "result = 'x' * 200_000", maximumOutput: 100_000)
        #expect(await bench.run(work).summary.contains("the result is larger than 100000 bytes"))
    }

    @Test func cancellationEndsTheInterpreterAndWhatItStarted() async throws {
        let code = """
            import os, subprocess, time
            child = subprocess.Popen(["sleep", "1000"])
            print("pids", os.getpid(), child.pid)
            time.sleep(1000)
            """
        let work = Task { await bench.run(PythonOperator(code: code)) }
        let pids = await bench.log.line(containing: "pids").split(separator: " ").compactMap { Int32($0) }
        work.cancel()
        #expect(await work.value.summary == "cancelled")
        #expect(pids.count == 2 && pids.filter { LiveProcess.exists($0) } == [])
    }

    @Test func edgesComeFromArguments() {
        let upstream = Input<Int>(
            dependencies: [InputDependency(taskID: "up", part: .whole, typeName: "Int")]) { _ in 1 }
        let found = InputFinder.inputs(of: PythonOperator(code: "", arguments: ["n": .input(upstream), "m": 1]))
        #expect(found.map(\.name) == ["arguments.m", "arguments.n"])
        #expect(found.flatMap(\.input.dependencies).map(\.taskID) == ["up"])
    }
}
