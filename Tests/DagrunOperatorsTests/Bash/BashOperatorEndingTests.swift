// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunOperators
import DagrunRuntime
import Testing

/// How commands are ended, and what is left of them: nothing.
@Suite(.timeLimit(.minutes(15))) struct BashOperatorEndingTests {
    private let bench = Bench()

    /// The numbers of the processes that a command printed as `pids 1 2 3`.
    private func pids() async throws -> [Int32] {
        let pids = await bench.log.line(containing: "pids").split(separator: " ").dropFirst().compactMap { Int32($0) }
        try #require(!pids.isEmpty && pids.allSatisfy { LiveProcess.exists($0) })
        return pids
    }

    @Test(arguments: [
        // In the group; in a group of its own, as `timeout` makes one; behind a pipe of its own.
        "sleep 1000 & echo pids $$ $!; wait", "timeout 1000 sleep 1000 & echo pids $$ $!; wait",
        "set -m; sleep 1000 & echo pids $$ $!; wait", "sleep 1000 > /dev/null 2>&1 & echo pids $$ $!; wait",
    ])
    func cancellationEndsAllThatWasStarted(command: String) async throws {
        let work = Task { await bench.run(BashOperator("\(command)")) }
        let pids = try await pids()
        work.cancel()
        #expect(await work.value.summary == "cancelled")
        #expect(pids.filter { LiveProcess.exists($0) } == [])
    }

    @Test func timeoutEndsAllThatWasStarted() async throws {
        let bench = Bench(timeout: .seconds(60))
        async let outcome = bench.run(BashOperator("trap 'echo bye; exit' TERM; sleep 1000 & echo pids $$ $!; wait"))
        let line = await bench.log.line(containing: "pids")
        await bench.clock.waitForSleep(of: .seconds(60))
        bench.clock.advance(by: .seconds(60))
        #expect(await outcome.summary == "retry timed out after 1 min 0 s")
        let pids = line.split(separator: " ").compactMap { Int32($0) }
        #expect(pids.count == 2 && pids.filter { LiveProcess.exists($0) } == [])
        #expect(bench.log.lines.contains("bye"))
    }

    @Test(arguments: [
        "trap '' TERM; sleep 1000 & echo pids $$ $!; while true; do sleep 1000; done",
        "(trap '' TERM; echo pids $BASHPID; while true; do sleep 1000; done) & wait",
    ])
    func whatIgnoresSIGTERMIsKilledAfterTheGraceTime(command: String) async throws {
        let work = Task { await bench.run(BashOperator("\(command)")) }
        let pids = try await pids()
        work.cancel()
        await bench.clock.waitForSleep(of: .seconds(5))
        #expect(pids.allSatisfy { LiveProcess.exists($0) })
        bench.clock.advance(by: .seconds(5))
        #expect(await work.value.summary == "cancelled")
        #expect(pids.filter { LiveProcess.exists($0) } == [])
    }

    @Test func aStoppedCommandIsEnded() async throws {
        let work = Task { await bench.run(BashOperator("echo pids $$; kill -STOP $$; sleep 1000")) }
        let pids = try await pids()
        work.cancel()
        #expect(await work.value.summary == "cancelled")
        #expect(pids.filter { LiveProcess.exists($0) } == [])
    }

    @Test func cancelledTaskStartsNothing() async throws {
        let directory = try TestDirectory()
        let file = directory.file("made")
        let work = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await bench.run(BashOperator("touch \(file)"))
        }
        #expect(await work.value.summary == "cancelled")
        #expect(try await BashOperator("test -e \(file) || echo none").execute(Bench().context) == "none")
    }

    @Test func cancellationAtAnyMomentEndsTheCommand() async {
        for pause in 0..<100 {
            let work = Task { await Bench().run(BashOperator("sleep 1000")) }
            for _ in 0..<(pause * pause) { await Task.yield() }
            work.cancel()
            #expect(await work.value.summary == "cancelled")
        }
    }

    @Test func whatKeepsTheOutputOpenIsEndedAfterATime() async throws {
        async let outcome = bench.run(BashOperator("sleep 1000 & echo pids $!; echo done"))
        let pids = try await pids()
        await bench.clock.waitForSleep(of: .seconds(2))
        bench.clock.advance(by: .seconds(2))
        #expect(await outcome.summary == #"success "done""#)
        #expect(pids.filter { LiveProcess.exists($0) } == [])
        #expect(bench.log.records.last?.hasPrefix("warning: ended processes that were left behind") == true)
    }

    @Test func whatLeftTheSessionDoesNotHoldTheTask() async throws {
        async let outcome = bench.run(BashOperator("setsid bash -c 'echo pids $$; exec sleep 1000' & echo done"))
        let pids = try await pids()
        await bench.clock.waitForSleep(of: .seconds(2))
        bench.clock.advance(by: .seconds(2))
        #expect(await outcome.summary.hasPrefix("success"))
        // Nobody else ends it.
        _ = try await BashOperator("kill -KILL \(Int(pids[0]))").execute(Bench().context)
    }

    @Test func whatWritesElsewhereGoesOn() async throws {
        let result = try await BashOperator("sleep 1000 > /dev/null 2>&1 & echo $!").execute(bench.context)
        let pid = try #require(Int32(result))
        #expect(LiveProcess.exists(pid))
        _ = try await BashOperator("kill -KILL \(result)").execute(Bench().context)
    }

    @Test func lastWordsOfAHelperAreNotLost() async throws {
        let command = "exec > >(while read line; do echo helper $line; done); echo one; echo two"
        #expect(
            try await BashOperator("\(command)", as: String.self).execute(bench.context) == "helper one\nhelper two")
    }
}
