// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunEdge
import DagrunModel
import Synchronization
import Testing

/// Section J of the conformance list: callbacks.
@Suite struct CallbackTests {
    private let bench = WorkerBench()

    private func queue(_ path: String) {
        bench.server.queue(
            "ExecuteCallback", "cb-1",
            command: [
                "type": "ExecuteCallback", "token": "t",
                "callback": [
                    "id": "cb-1", "fetch_method": "import_path",
                    "data": ["path": .string(path), "kwargs": ["text": "late", "context": ["deadline": ["id": "d"]]]],
                ],
            ])
    }

    @Test("106: a callback of the bundle gets its arguments and its context")
    func calls() async throws {
        let heard = Mutex<[JSONValue?]>([])
        queue("lab.alarm")
        try await bench.run(
            [],
            callbacks: ["lab.alarm": { call in heard.withLock { $0 = [.object(call.arguments), call.context] } }]
        ) { _ in try await bench.wait(3) }
        #expect(heard.withLock { $0 } == [["text": "late"], ["deadline": ["id": "d"]]])
        #expect(bench.server.states(of: "cb-1") == ["running", "success"])
    }

    @Test("107: one that the bundle doesn't have fails, and the worker goes on")
    func survivesUnknownPaths() async throws {
        queue("lab.nowhere")
        bench.server.queue("noop", "noop")
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(10) }
        #expect(bench.server.states(of: "cb-1") == ["running", "failed"])
        #expect(bench.server.ends() == ["success"])
    }

    @Test("108: one that throws, or takes too long, fails", arguments: [true, false])
    func fails(_ throwing: Bool) async throws {
        queue("lab.alarm")
        let clock = bench.clock
        try await bench.run(
            [],
            callbacks: [
                "lab.alarm": { _ in
                    if throwing { throw StubBundle.Broken() }
                    try await clock.sleep(for: .seconds(3600))
                }
            ], configure: { $0.callbackTimeout = .seconds(20) }
        ) { _ in try await bench.wait(60) }
        #expect(bench.server.states(of: "cb-1") == ["running", "failed"])
    }

    @Test func `One that runs when the worker is told to end at once is cancelled`() async throws {
        queue("lab.alarm")
        let clock = bench.clock
        try await bench.run(
            [], callbacks: ["lab.alarm": { _ in try await clock.sleep(for: .seconds(3600)) }]
        ) { worker in
            try await bench.wait(2)
            worker.terminate()
        }
        #expect(bench.server.states(of: "cb-1") == ["running", "failed"])
        #expect(clock.elapsed < .seconds(10))
    }

    @Test("109: a worker that doesn't serve the default queue asks for none of its jobs")
    func leavesTheDefaultQueue() async throws {
        try await bench.run([], configure: { $0.queues = ["gpio"] }) { _ in try await bench.wait(6) }
        #expect(bench.server.state.withLock { $0.fetches.allSatisfy { $0["queues"] == ["gpio"] } })
    }
}
