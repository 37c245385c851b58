// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunEdge
import DagrunHTTP
import DagrunSystem
import DagrunTestSupport
import Synchronization
import Testing

/// What a service manager such as systemd is told.
@Suite struct ServiceManagerTests {
    private let bench = WorkerBench()

    @Test("a worker tells that it is ready, alive, busy and ending", arguments: ["path", "@dagrun-test"])
    func tells(_ kind: String) async throws {
        let folder = try TemporaryFolder()
        let path = kind == "path" ? "\(folder.path)/notify" : "\(kind)-\(UInt64.random(in: 0...UInt64.max))"
        let listener = try NotificationListener(at: path)
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "60000000"]))
        #expect(manager.watchdog == .seconds(60))
        bench.server.queue("slow", "slow")
        try await bench.run([StubBundle.slow], configure: { $0.manager = manager }) { _ in try await bench.wait(100) }
        let told = await listener.end()
        #expect(told.first?.hasPrefix("READY=1\nSTATUS=idle; 0 jobs, 4 of 4 slots free") == true)
        #expect(told.contains { $0.hasPrefix("STATUS=running; 1 jobs, 3 of 4 slots free") })
        #expect(told.count { $0 == "WATCHDOG=1" } >= 3)
        #expect(told.last?.hasPrefix("STOPPING=1\nSTATUS=offline") == true)
    }

    @Test func `A worker whose reports hang is not told to be alive`() async throws {
        let folder = try TemporaryFolder()
        let listener = try NotificationListener(at: "\(folder.path)/notify")
        let manager = try #require(
            ServiceManager(environment: ["NOTIFY_SOCKET": "\(folder.path)/notify", "WATCHDOG_USEC": "60000000"]))
        bench.server.state.withLock { $0.delays = [("jobs/fetch", 4000)] }
        try await bench.run([], configure: { $0.manager = manager }) { _ in try await bench.wait(3600) }
        // Every half minute until the last turn is three minutes ago.
        let told = await listener.end()
        #expect((3...8).contains(told.count { $0 == "WATCHDOG=1" }))
    }

    @Test func `A worker that has to register again is told to be alive meanwhile`() async throws {
        let folder = try TemporaryFolder()
        let listener = try NotificationListener(at: "\(folder.path)/notify")
        let manager = try #require(
            ServiceManager(environment: ["NOTIFY_SOCKET": "\(folder.path)/notify", "WATCHDOG_USEC": "60000000"]))
        bench.server.script { call, number in
            guard call == "POST worker/bench", number > 1 else { return nil }
            throw HTTPError(.cannotConnect, method: .post, url: "", reason: "no route")
        }
        try await bench.run([], configure: { $0.manager = manager }) { _ in
            try await bench.wait(1)
            bench.server.state.withLock { $0.worker = nil }
            try await bench.wait(1800)
        }
        #expect(await listener.end().count { $0 == "WATCHDOG=1" } >= 59)
    }

    @Test func `Without a manager nothing is told, and another process's watchdog is not ours`() throws {
        #expect(ServiceManager(environment: [:]) == nil)
        #expect(ServiceManager(environment: ["NOTIFY_SOCKET": "vsock:2:1234"]) == nil)
        #expect(ServiceManager(environment: ["NOTIFY_SOCKET": "/" + String(repeating: "n", count: 300)]) == nil)
        let manager = ServiceManager(
            environment: ["NOTIFY_SOCKET": "/nowhere", "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"])
        #expect(manager != nil)
        #expect(manager?.watchdog == nil)
        manager?.tell(["READY=1"])
    }
}
