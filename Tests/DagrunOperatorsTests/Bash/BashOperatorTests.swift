// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunOperators
import DagrunRuntime
import Glibc
import Testing

@Suite(.timeLimit(.minutes(15))) struct BashOperatorTests {
    private struct Point: Codable, Sendable, Equatable {
        var x: Int
        var y: Int
    }

    private let bench = Bench()

    @Test(arguments: [
        ("printf 'a\\nb\\n'", "b"), ("printf 'a\\nb'", "b"), ("echo 'b  '", "b"), ("true", ""),
        ("printf 'a\\n\\n'", ""),
        ("echo out; echo err >&2", "out"), ("printf 'a\\r\\n'", "a"),
    ])
    func resultIsTheLastLineOfStdout(command: String, expected: String) async throws {
        #expect(try await BashOperator("\(command)").execute(bench.context) == expected)
    }

    @Test(arguments: [
        ("printf 'a\\nb\\n'", "a\nb"), ("printf 'a\\n\\n'", "a\n"), ("true", ""), ("printf '  a '", "  a "),
    ])
    func wholeTextIsTheResultOnDemand(command: String, expected: String) async throws {
        #expect(try await BashOperator("\(command)", as: String.self).execute(bench.context) == expected)
        #expect(bench.log.lines.isEmpty)
    }

    @Test(arguments: [
        #"echo '{"x": 1, "y": 2}'"#, #"printf '{\n "x": 1,\n "y": 2\n}\n\n'"#,
        #"echo loading; echo; echo '{"x": 1, "y": 2}'; echo"#,
    ])
    func jsonIsReadAsAType(command: String) async throws {
        #expect(try await BashOperator("\(command)", as: Point.self).execute(bench.context) == Point(x: 1, y: 2))
    }

    @Test(arguments: [
        ("echo nonsense", "it is no JSON; it begins with: nonsense"),
        ("true", "it is no JSON; it begins with: nothing, it is empty"),
        (#"echo '{"x": 1}'"#, #"the member “y” is missing; it begins with: {"x": 1}"#),
        (#"echo log; echo '{"x": 1, "y": "z"}'"#, #"it begins with: {"x": 1, "y": "z"}"#),
    ])
    func outputOfAnotherTypeIsAnErrorWithItsBeginning(command: String, text: String) async throws {
        let error = await #expect(throws: OperatorError.self) {
            try await BashOperator("\(command)", as: Point.self).execute(bench.context)
        }
        #expect(error?.code == .badOutput)
        #expect(error?.description.contains(text) == true, "\(error?.description ?? "")")
    }

    @Test func noOutputIsReadWhereNoneIsWanted() async {
        let outcome = await bench.run(BashOperator("echo shown", as: NoOutput.self))
        #expect(outcome.summary == "success null")
        #expect(bench.log.lines == ["shown"])
    }

    @Test func linesGoToTheLogWhileTheCommandRuns() async throws {
        let directory = try TestDirectory()
        let gate = directory.file("gate")
        let command = "mkfifo \(gate); echo one; echo two >&2; read line < \(gate); echo $line"
        async let outcome = bench.run(BashOperator("\(command)"))
        #expect(await bench.log.line(containing: "one") == "one")
        #expect(await bench.log.line(containing: "two") == "[stderr] two")
        // The command waits in the gate until this opens it.
        _ = try await BashOperator("echo three > \(gate)").execute(Bench().context)
        #expect(await outcome.summary == #"success "three""#)
    }

    @Test func outputThatBecomesTheResultIsOnlyCounted() async throws {
        _ = try await BashOperator("seq 3; echo oops >&2", as: String.self).execute(bench.context)
        #expect(bench.log.lines == ["[stderr] oops"])
        #expect(bench.log.records.last == "info: kept the output as the result bytes=6 lines=3")
    }

    @Test func bytesThatAreNotUTF8AreRepaired() async throws {
        #expect(try await BashOperator(#"printf 'a\xffb\n'"#).execute(bench.context) == "a\u{fffd}b")
        #expect(bench.log.lines == ["a\u{fffd}b"])
    }

    @Test func latin1IsReadOnDemand() async throws {
        let work = BashOperator(#"printf 'caf\xe9'"#, as: String.self, outputEncoding: .latin1)
        #expect(try await work.execute(bench.context) == "café")
    }

    @Test func longLineIsCutInTheLogAndWholeInTheResult() async throws {
        let result = try await BashOperator("head -c 3000000 /dev/zero | tr '\\0' x").execute(bench.context)
        #expect(result.utf8.count == 3_000_000)
        let line = try #require(bench.log.lines.first)
        #expect(line.hasSuffix("xx … [cut: the line has 3000000 bytes]"))
        #expect(line.utf8.count < 17_000)
    }

    @Test func secretAcrossTheCutOfALongLineIsMasked() async throws {
        let directory = try TestDirectory()
        let secret = "correct-horse-battery"
        let file = try directory.write("line", String(repeating: "x", count: (16 << 10) - 8) + secret + "xx")
        bench.context.masker.add(secret)
        _ = try await BashOperator("cat \(file)").execute(bench.context)
        #expect(bench.log.lines.first?.contains("correct") == false)
    }

    @Test func outputBeyondTheLimitEndsTheCommand() async {
        let work = BashOperator("yes", as: String.self, maximumOutput: 100_000)
        let error = await #expect(throws: OperatorError.self) { try await work.execute(bench.context) }
        #expect(error?.code == .outputTooLarge)
        let line = BashOperator("yes | tr -d '\\n'", maximumOutput: 100_000)
        let lineError = await #expect(throws: OperatorError.self) { try await line.execute(bench.context) }
        #expect(lineError?.description.hasPrefix("the last line is larger than 100000 bytes") == true)
    }

    @Test(arguments: [("exit 99", [99]), ("exit 7", [3, 7])])
    func certainExitCodesSkip(command: String, codes: [Int]) async {
        let outcome = await bench.run(BashOperator("\(command)", skipOnExitCode: codes))
        #expect(outcome.summary.hasPrefix("skipped the command ended with exit code"))
    }

    @Test func otherExitCodesFailWithTheLastLinesOfStderr() async {
        let command = "echo out; for i in 1 2 3 4 5 6 7; do echo e$i >&2; done; exit 3"
        let outcome = await bench.run(BashOperator("\(command)"))
        #expect(
            outcome.summary
                == "retry the command ended with exit code 3; stderr ends with:\n  e3\n  e4\n  e5\n  e6\n  e7")
        #expect(await Bench().run(BashOperator("exit 99", skipOnExitCode: [])).summary.hasPrefix("retry the command"))
    }

    @Test func aSignalIsNamed() async {
        let outcome = await bench.run(BashOperator("kill -KILL $$"))
        #expect(outcome.summary.hasPrefix("retry the command was ended by SIGKILL (9)"), "\(outcome)")
    }

    @Test(arguments: [
        ("no_such_command_here", "(a command was not found)"), ("exit 143", "(a command was ended by SIGTERM (15))"),
    ])
    func exitCodesOfShellsAreExplained(command: String, hint: String) async {
        #expect(await bench.run(BashOperator("\(command)")).summary.contains(hint))
    }

    @Test func templatesAreFilledIn() async throws {
        let bench = Bench(params: ["file": "sales.csv"])
        #expect(
            try await BashOperator("echo \(\.params.file) \(\.ds)").execute(bench.context) == "sales.csv 2026-01-01")
    }

    @Test func standardInputIsEmpty() async throws {
        #expect(try await BashOperator("cat; echo end", as: String.self).execute(bench.context) == "end")
    }

    @Test func variablesOfTheTaskAndItsOwnAreThere() async throws {
        let work = BashOperator(
            "echo $AIRFLOW_CTX_DAG_ID $AIRFLOW_CTX_TASK_ID $AIRFLOW_CTX_TRY_NUMBER $AIRFLOW_CTX_DAG_OWNER $A $B",
            env: ["A": "it's", "B": "\(\.ds)"])
        #expect(try await work.execute(bench.context) == "sales work 1 ada it's 2026-01-01")
    }

    @Test func environmentIsInheritedOnlyOnDemand() async throws {
        #expect(try await BashOperator("test -n \"$HOME\" && echo yes").execute(bench.context) == "yes")
        let own = BashOperator(
            "env | grep -v -e '^AIRFLOW_CTX' -e '^_=' -e '^PWD' -e '^SHLVL'", as: String.self,
            env: ["A": "1"], appendEnv: false)
        #expect(try await own.execute(bench.context) == "A=1")
    }

    @Test func noDescriptorAndNoSignalSettingIsInherited() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let command =
            "test -e /proc/self/fd/\(Int(ends[0])) || echo closed; grep -h -E 'Sig(Blk|Ign)' /proc/self/status"
        let result = try await BashOperator("\(command)", as: String.self).execute(bench.context)
        let words = result.split(whereSeparator: \.isWhitespace)
        #expect(words.count == 5 && words[0] == "closed")
        for mask in words where mask.utf8.count == 16 {
            // The C library keeps signals 32 and 33 for itself.
            #expect(UInt64(mask, radix: 16).map { $0 & 0x7fff_ffff } == 0)
        }
    }

    @Test func workingDirectoryIsTaken() async throws {
        let directory = try TestDirectory()
        #expect(try await BashOperator("pwd", cwd: "\(directory.path)").execute(bench.context) == directory.path)
    }

    @Test func missingWorkingDirectoryIsAClearError() async throws {
        let directory = try TestDirectory()
        let file = try directory.write("file")
        for (cwd, text) in [("\(directory.path)/none", "No such file"), (file, "not a directory")] {
            let error = await #expect(throws: OperatorError.self) {
                try await BashOperator("true", cwd: "\(cwd)").execute(bench.context)
            }
            #expect(error?.code == .badWorkingDirectory)
            #expect(error?.description.contains(text) == true && error?.description.contains(cwd) == true)
        }
    }

    @Test func missingBashIsAClearError() async throws {
        let directory = try TestDirectory()
        let error = await #expect(throws: OperatorError.self) {
            try await BashOperator("true", env: ["PATH": "\(directory.path)"]).execute(bench.context)
        }
        #expect(error?.code == .missingProgram)
        #expect(error?.description.contains("“bash”") == true)
    }

    @Test func whatCanNotBeACommandIsAClearError() async {
        let huge = String(repeating: "x", count: 200_000)
        for (work, text) in [
            (BashOperator("echo \(huge)"), "hand large data over in a file"),
            (BashOperator("echo a\0b"), "a NUL character"), (BashOperator("true", env: ["A=B": "1"]), "“A=B”"),
        ] {
            let error = await #expect(throws: OperatorError.self) { try await work.execute(bench.context) }
            #expect(error?.code == .cannotStart && error?.description.contains(text) == true)
        }
    }

    @Test func edgesComeFromCommandAndVariables() {
        let upstream = Input<String>(
            dependencies: [InputDependency(taskID: "up", part: .whole, typeName: "String")]) { _ in "" }
        let found = InputFinder.inputs(of: BashOperator("echo \(\.ds)", env: ["B": "b", "A": upstream]))
        #expect(found.map(\.name) == ["command", "env.A", "env.B"])
        #expect(found.flatMap(\.input.dependencies).map(\.taskID) == ["up"])
    }
}
