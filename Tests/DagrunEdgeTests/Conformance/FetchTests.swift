// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunEdge
import FoundationEssentials
import Synchronization
import Testing

/// Section D of the conformance list: when a worker looks for jobs, and which it gets.
@Suite struct FetchTests {
    private let bench = WorkerBench()
    /// Takes two seconds.
    private let short = DAG("short") {
        task("short") { context in try await context.clock.sleep(for: .seconds(2)) }
    }

    /// When the worker looked for jobs, in seconds since the start.
    private var looks: [Double] {
        bench.server.state.withLock { $0.timesOfCalls.filter { $0.name.contains("fetch") }.map(\.at) }
            .map { $0.timeIntervalSince(bench.clock.start) }
    }

    @Test("30: a job that takes more slots than are free is left")
    func leavesLargeJobs() async throws {
        bench.server.queue("noop", "noop", slots: 3)
        try await bench.run([StubBundle.noop], configure: { $0.concurrency = 2 }) { _ in try await bench.wait(30) }
        #expect(bench.server.state.withLock { $0.jobs.count } == 1)
        #expect(bench.server.state.withLock { $0.fetches.allSatisfy { $0["free_concurrency"] == 2 } })
    }

    @Test("38: it looks for the next job at once while slots are free, else every poll interval")
    func fetchesInARow() async throws {
        for number in 1...3 { bench.server.queue("noop", "noop", id: "ti-\(number)") }
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(11) }
        #expect(looks.prefix(4).allSatisfy { $0 < 0.1 })
        #expect(looks.contains { (4.9...5.2).contains($0) })
    }

    @Test("38: the end of a job is no reason to look while there were slots free")
    func doesNotAskInVain() async throws {
        bench.server.queue("short", "short")
        try await bench.run([short], configure: { $0.concurrency = 2 }) { _ in try await bench.wait(4) }
        #expect(bench.server.states(of: "short") == ["running", "success"])
        #expect(looks.allSatisfy { !(1...4).contains($0) })
    }

    @Test("38: it looks at the end of a job when the last look failed: the server is there again")
    func looksAfterAnOutage() async throws {
        bench.server.queue("slow", "slow")
        bench.server.script { call, _ in
            let second = bench.clock.now().timeIntervalSince(bench.clock.start)
            return call.contains("fetch") && (0.1..<59).contains(second) ? FakeAirflow.json(["detail": "x"], 500) : nil
        }
        try await bench.run([StubBundle.slow], configure: { $0.heartbeatInterval = .seconds(1000) }) { _ in
            try await bench.wait(61)
        }
        #expect(looks.contains { (60...60.5).contains($0) })
    }

    @Test("38: it looks at once when a slot becomes free that it lacked")
    func looksWhenRoomIsMade() async throws {
        for number in 1...2 { bench.server.queue("short", "short", id: "ti-\(number)") }
        try await bench.run([short], configure: { $0.concurrency = 1 }) { _ in try await bench.wait(4.5) }
        #expect(bench.server.states(of: "short") == ["running", "success", "running", "success"])
        #expect(looks.contains { (2...2.1).contains($0) })
    }

    @Test("38: it looks at once when room becomes free for a large job, of a kind that it has had")
    func looksForLargeJobs() async throws {
        for (number, slots) in [3, 1, 3].enumerated() {
            bench.server.queue("short", "short", id: "ti-\(number)", slots: slots)
        }
        // One slot stays free all the time: too few for the last job, so that “full” would not do.
        try await bench.run([short], configure: { $0.concurrency = 5 }) { _ in try await bench.wait(4.5) }
        #expect(bench.server.ends("ti-2") == ["success"])
    }
}
