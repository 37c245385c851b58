// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunEdge
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

/// Section B and C of the conformance list: registration, identity, states of a worker.
@Suite struct RegistrationTests {
    private let bench = WorkerBench()

    private func texts(_ name: String) -> [String] {
        bench.server.state.withLock { $0.reports }.compactMap { report in
            if case .string(let text)? = report[name] { text } else { nil }
        }
    }

    @Test("10: it registers as starting")
    func registers() async throws {
        let exit = try await bench.run([]) { _ in try await bench.wait(1) }
        #expect(exit == .ended)
        #expect(texts("state").first == "starting")
        #expect(texts("state").last == "offline")
    }

    @Test("11: a version that the server doesn't take is an error with the server's words")
    func tellsRefusedVersions() async throws {
        bench.server.script { call, _ in
            call == "POST worker/bench" ? FakeAirflow.json(["detail": "Edge Worker runs on 9, core on 8"], 400) : nil
        }
        let error = try await #require(throws: AirflowError.self) {
            try await bench.run([], configure: { $0.edgeProviderVersion = "9" }) { _ in try await bench.wait(1) }
        }
        #expect(error.status == 400)
        #expect(error.description.contains("Edge Worker runs on 9, core on 8"))
    }

    @Test("11: the provider's version is taken from the refusal, once")
    func adoptsTheVersion() async throws {
        bench.server.script { call, number in
            call == "POST worker/bench" && number == 1
                ? FakeAirflow.json(
                    ["detail": "Edge Worker runs on Edge provider 5.1.0 and the core runs on 5.2.1. Rejecting access."],
                    400) : nil
        }
        try await bench.run([]) { _ in try await bench.wait(1) }
        let told = bench.server.state.withLock { $0.reports.first?["sysinfo"]?["edge_provider_version"] }
        #expect(told == "5.2.1")
    }

    @Test("12: a version that is allowed but not the server's shows as a warning")
    func warnsOfVersions() async throws {
        bench.server.order(["versions_match": false])
        try await bench.run([]) { _ in try await bench.wait(40) }
        let statuses = bench.server.state.withLock { $0.reports }.map { $0["sysinfo"]?["status"] }
        #expect(statuses.contains(30))
    }

    @Test("13: a name that is taken is an error, and nothing is overwritten")
    func leavesNamesAlone() async throws {
        bench.server.script { call, _ in
            call.hasPrefix("POST worker") ? FakeAirflow.json(["detail": "already active"], 409) : nil
        }
        let error = try await #require(throws: AirflowError.self) {
            try await bench.run([]) { _ in try await bench.wait(1) }
        }
        #expect(error.description.contains("choose another name"))
        #expect(bench.server.state.withLock { $0.reports.isEmpty })
    }

    @Test("15: a server without the Edge API is named, and the setting", arguments: [404, 405])
    func namesTheSetting(_ status: Int) async throws {
        bench.server.script { call, _ in
            call.hasPrefix("POST worker") ? FakeAirflow.json(["detail": "Not Found"], status) : nil
        }
        let error = try await #require(throws: AirflowError.self) {
            try await bench.run([]) { _ in try await bench.wait(1) }
        }
        #expect(error.description.contains("[edge] api_enabled"))
        #expect(error.description.contains("http://server/edge_worker/v1/"))
    }

    @Test func `A worker that is told to end while it waits for its server ends at once`() async throws {
        bench.server.script { call, _ in
            guard call.hasPrefix("POST worker") else { return nil }
            throw HTTPError(.cannotConnect, method: .post, url: "", reason: "no route")
        }
        let exit = try await bench.run([]) { worker in
            try await bench.wait(30)
            worker.drain()
        }
        #expect(exit == .ended)
        #expect(bench.clock.elapsed < .seconds(40))
    }

    @Test("16: it registers again when its row is gone")
    func registersAgain() async throws {
        try await bench.run([]) { _ in
            try await bench.wait(1)
            bench.server.state.withLock { $0.worker = nil }
            try await bench.wait(60)
        }
        #expect(texts("state").filter { $0 == "starting" }.count == 2)
    }

    @Test("19, 21: it takes no jobs in maintenance, and tells so at once; then it takes them again")
    func entersMaintenance() async throws {
        bench.server.order(["state": "maintenance request"])
        try await bench.run([StubBundle.noop]) { _ in
            try await bench.wait(2)
            bench.server.queue("noop", "noop")
            try await bench.wait(20)
            #expect(bench.server.state.withLock { $0.jobs.count } == 1)
            bench.server.order(["state": "idle"])
            try await bench.wait(40)
            #expect(bench.server.state.withLock { $0.jobs.isEmpty })
        }
        #expect(texts("state").contains("maintenance mode"))
    }

    @Test("20: a job goes on in maintenance")
    func finishesInMaintenance() async throws {
        bench.server.queue("slow", "slow")
        try await bench.run([StubBundle.slow]) { _ in
            try await bench.wait(2)
            bench.server.order(["state": "maintenance request"])
            try await bench.wait(100)
        }
        #expect(bench.server.ends() == ["success"])
        let states = texts("state")
        let pending = try #require(states.firstIndex(of: "maintenance pending"))
        #expect(states[pending...].contains("maintenance mode"))
    }

    @Test("22: it begins in maintenance when the server kept it there, with the comment, and takes no job before")
    func keepsMaintenance() async throws {
        bench.server.queue("noop", "noop")
        // Until the answer comes, the worker can't know.
        bench.server.state.withLock { $0.delays = [(part: "/worker/", seconds: 1)] }
        bench.server.order(["state": "maintenance request", "maintenance_comments": "being moved"])
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(40) }
        #expect(bench.server.state.withLock { $0.fetches.isEmpty && $0.jobs.count == 1 })
        #expect(texts("state").last == "offline maintenance")
        #expect(texts("maintenance_comments").contains("being moved"))
    }

    @Test func `The comment of maintenance ends with it`() async throws {
        bench.server.order(["state": "maintenance request", "maintenance_comments": "being moved"])
        bench.server.order(["state": "idle", "maintenance_comments": "being moved"])
        try await bench.run([]) { _ in try await bench.wait(100) }
        let last = bench.server.state.withLock { $0.reports.last }
        #expect(last?["state"] == "offline")
        #expect(last?["maintenance_comments"] == .null)
    }

    @Test("23: it ends when the server wants, once its jobs have")
    func drains() async throws {
        bench.server.queue("slow", "slow")
        try await bench.run([StubBundle.slow]) { _ in
            try await bench.wait(2)
            bench.server.order(["state": "shutdown request"])
            try await bench.wait(100)
            #expect(texts("state").last == "offline")
        }
        #expect(bench.server.ends() == ["success"])
        #expect(texts("state").contains("terminating"))
        #expect(bench.server.state.withLock { $0.reports.last?["jobs_active"] } == 0)
    }

    @Test("24: it serves the queues that the server says")
    func followsQueues() async throws {
        bench.server.order(["queues": ["a", "b"]])
        try await bench.run([], configure: { $0.queues = ["mine"] }) { _ in try await bench.wait(20) }
        #expect(bench.server.state.withLock { $0.fetches.last?["queues"] } == ["a", "b"])
    }

    @Test("25: with fewer slots than jobs it takes none and stops none")
    func shrinks() async throws {
        for number in 1...3 { bench.server.queue("slow", "slow", id: "ti-\(number)") }
        try await bench.run([StubBundle.slow], configure: { $0.concurrency = 2 }) { _ in
            try await bench.wait(2)
            bench.server.order(["concurrency": 1])
            try await bench.wait(35)
            #expect(bench.server.state.withLock { $0.jobs.count } == 1)
            try await bench.wait(100)
        }
        for number in 1...3 { #expect(bench.server.ends("ti-\(number)") == ["success"]) }
    }

    @Test("26: without queues it asks for all")
    func servesAllQueues() async throws {
        try await bench.run([]) { _ in try await bench.wait(6) }
        #expect(bench.server.state.withLock { $0.fetches.first?["queues"] } == JSONValue.null)
    }

    @Test("28: it ends when the server doesn't take its version any more")
    func endsOnRefusal() async throws {
        bench.server.script { call, number in
            call == "PATCH worker/bench" && number == 2 ? FakeAirflow.json(["detail": "core runs on 3.4.0"], 400) : nil
        }
        let exit = try await bench.run([]) { _ in try await bench.wait(120) }
        #expect(exit == .refusedVersion("core runs on 3.4.0"))
        let fetches = bench.server.state.withLock { $0.timesOfCalls.filter { $0.name.contains("fetch") }.map(\.at) }
        #expect(fetches.allSatisfy { $0.timeIntervalSince(bench.clock.start) < 35 })
    }

    @Test("29: after a silence it goes on without registering anew")
    func survivesSilence() async throws {
        bench.server.script { call, number in
            if call == "PATCH worker/bench", (2...6).contains(number) {
                throw HTTPError(.cannotConnect, method: .patch, url: "", reason: "no route")
            }
            return nil
        }
        try await bench.run([]) { _ in try await bench.wait(300) }
        #expect(texts("state").filter { $0 == "starting" }.count == 1)
        #expect(texts("state").count > 5)
    }

    @Test("14: after it was killed it takes over its own entry at once, and nobody else's")
    func takesOver() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "dagrun-lock-\(UInt64.random(in: 0...UInt64.max))"
        ).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let server = bench.server
        server.script { call, _ in
            guard call == "POST worker/bench" else { return nil }
            let isActive = server.state.withLock { state in
                guard case .string(let text)? = state.reports.last?["state"] else { return true }
                return text != "offline"
            }
            return isActive ? FakeAirflow.json(["detail": "already active"], 409) : nil
        }
        server.state.withLock { $0.worker = "bench" }
        // Without a word of a worker before it the name is somebody else's.
        await #expect(throws: AirflowError.self) {
            try await bench.run([], configure: { $0.stateFolder = folder }) { _ in try await bench.wait(1) }
        }
        #expect(server.state.withLock { $0.reports.isEmpty })
        // What a worker that was killed leaves.
        try Data("registered http://server/edge_worker/v1/\n".utf8)
            .write(to: URL(filePath: "\(folder)/worker-bench.lock"))
        try await bench.run([], configure: { $0.stateFolder = folder }) { _ in try await bench.wait(1) }
        #expect(texts("state").prefix(2) == ["offline", "starting"])
        #expect(bench.clock.elapsed < .seconds(10))
        // One that took its leave leaves nothing to take over.
        #expect(try Data(contentsOf: URL(filePath: "\(folder)/worker-bench.lock")).suffix(6) == Data("ended\n".utf8))
    }
}
