// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunOperators
import DagrunRuntime
import Testing

@Suite(.timeLimit(.minutes(15))) struct BashOperatorLoadTests {
    @Test func manyCommandsLeakNothing() async throws {
        let bench = Bench()
        for number in 0..<500 {
            let result = try await BashOperator("echo \(number)").execute(bench.context)
            try #require(result == "\(number)")
        }
        // Other tests run beside this one and hold some; a leak would be of one per command at least.
        #expect(try LiveProcess.descriptorCount() < 400)
        #expect(try LiveProcess.zombieCount() < 100)
    }

    @Test func manyCommandsRunAtOnce() async throws {
        let directory = try TestDirectory()
        let gate = directory.file("gate")
        _ = try await BashOperator("mkfifo \(gate)").execute(Bench().context)
        let benches = (0..<32).map { _ in Bench() }
        let results = try await withThrowingTaskGroup(of: String.self) { group in
            for bench in benches {
                group.addTask {
                    try await BashOperator("echo ready; read -n 1 < \(gate); echo $$").execute(bench.context)
                }
            }
            for bench in benches { _ = await bench.log.line(containing: "ready") }
            // All are under way. One byte for each; they stay in the pipe as long as somebody holds it.
            let holder = Bench()
            let command = "exec 3<>\(gate); printf '%032d' 0 >&3; sleep 1000"
            let hold = Task { await holder.run(BashOperator("\(command)")) }
            defer { hold.cancel() }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(results).count == 32)
    }
}
