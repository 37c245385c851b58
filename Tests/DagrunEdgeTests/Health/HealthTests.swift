// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

@testable import DagrunEdge

/// A disk of which any number of bytes is free.
private final class Disk: Sendable {
    private let bytes = Mutex<Int64>(1 << 40)

    var free: Int64 {
        get { bytes.withLock { $0 } }
        set { bytes.withLock { $0 = newValue } }
    }
}

/// How well a worker is, and what follows from it.
@Suite struct HealthTests {
    private let bench = WorkerBench()
    private let disk = Disk()

    private var texts: [(state: JSONValue?, status: JSONValue?)] {
        bench.server.state.withLock { $0.reports }.map { ($0["state"], $0["sysinfo"]?["status"]) }
    }

    private func run(_ rules: AutomaticMaintenance, meanwhile: @escaping @Sendable () async throws -> Void) async throws
    {
        let machine: @Sendable () -> MachineFacts = { [disk] in MachineFacts(freeDisk: disk.free) }
        try await bench.run(
            [StubBundle.noop],
            configure: {
                $0.automaticMaintenance = rules
                $0.machine = machine
            }, meanwhile: { _ in try await meanwhile() })
    }

    @Test(arguments: [
        (MachineFacts(temperature: 79.9, freeDisk: 128 << 20), 5.0, HealthLevel.info),
        (MachineFacts(temperature: 80), 0, .warning), (MachineFacts(), 5.1, .warning), (MachineFacts(), -10, .warning),
        (MachineFacts(), -10.1, .error), (MachineFacts(freeDisk: (128 << 20) - 1), 0, .warning),
        (MachineFacts(freeDisk: 16 << 20), 0, .warning), (MachineFacts(freeDisk: (16 << 20) - 1), 0, .error),
    ])
    func `How well a worker is follows from its bounds`(_ facts: MachineFacts, _ skew: Double, _ level: HealthLevel) {
        #expect(WorkerHealth(facts, skew: skew, versionsMatch: true).level == level)
    }

    @Test("27: with a full disk it takes no jobs, with a comment that says so; with room again it takes them")
    func entersAndLeaves() async throws {
        try await run(AutomaticMaintenance(entersAt: .error, leavesAt: .info)) {
            try await bench.wait(2)
            disk.free = 1 << 20
            try await bench.wait(31)
            bench.server.queue("noop", "noop")
            try await bench.wait(20)
            #expect(bench.server.ends().isEmpty)
            let report = bench.server.state.withLock { $0.reports.last }
            #expect(report?["state"] == "maintenance mode")
            #expect(report?["sysinfo"]?["status"] == 40)
            guard case .string(let comment)? = report?["maintenance_comments"] else {
                return #expect(Bool(false), "no comment")
            }
            #expect(comment.contains("] - Automatic maintenance mode entered due to status ERROR in sysinfo."))
            // Some room is not enough to leave at the level info.
            disk.free = 64 << 20
            try await bench.wait(60)
            #expect(bench.server.ends().isEmpty)
            disk.free = 1 << 40
            try await bench.wait(60)
            #expect(bench.server.ends() == ["success"])
        }
    }

    @Test("27: maintenance that somebody asked for does not end because the worker is well")
    func keepsOthersMaintenance() async throws {
        bench.server.order(["state": "maintenance request", "maintenance_comments": "being moved"])
        try await run(AutomaticMaintenance(entersAt: .error, leavesAt: .warning)) {
            try await bench.wait(200)
            #expect(texts.last?.state == "maintenance mode")
        }
    }

    @Test func `Without automatic maintenance a worker that is not well only says so`() async throws {
        disk.free = 0
        bench.server.queue("noop", "noop")
        try await run(AutomaticMaintenance()) { try await bench.wait(5) }
        #expect(bench.server.ends() == ["success"])
        #expect(texts.last { $0.state == "idle" }?.status == 40)
    }

    @Test(
        "111: a clock that is off shows as a warning, and as an error where tokens are refused",
        arguments: [(4.0, 20), (-7.0, 30), (60.0, 40)])
    func judgesTheClock(_ skew: Double, _ status: Int) async throws {
        bench.server.script { call, number in
            guard call == "PATCH worker/bench", number == 1 else { return nil }
            var response = FakeAirflow.json([
                "state": "idle", "queues": nil, "concurrency": nil, "maintenance_comments": nil, "versions_match": true,
            ])
            response.headers["Date"] = HTTPDateText.text(bench.clock.now().addingTimeInterval(-skew))
            return response
        }
        try await run(AutomaticMaintenance()) { try await bench.wait(40) }
        #expect(texts.last { $0.state == "idle" }?.status == .int(Int64(status)))
    }

    @Test(
        "17, 53: only whole numbers are told, as older servers want them, and nothing of what the machine doesn't tell")
    func tellsWholeNumbers() async throws {
        try await bench.run([], configure: { $0.machine = { MachineFacts(temperature: 41.7, load: 0.375) } }) { _ in
            try await bench.wait(2)
        }
        guard case .object(let facts)? = bench.server.state.withLock({ $0.reports.last?["sysinfo"] }) else {
            return #expect(Bool(false), "no facts")
        }
        #expect(facts["soc_temperature_celsius"] == 42)
        #expect(facts["load_1m_percent"] == 38)
        #expect(facts["disk_free_bytes"] == nil)
        for (name, fact) in facts {
            switch fact {
            case .int, .string: break
            default: Issue.record("\(name) is \(fact)")
            }
        }
    }

    @Test(
        "53: servers of 3.1 and 3.2 are told what they have room for, the versions first",
        arguments: ["3.1.8", "3.2.2"])
    func tellsOldServersLittle(_ version: String) async throws {
        try await bench.run(
            [],
            configure: {
                $0.airflowVersion = version
                $0.machine = {
                    MachineFacts(temperature: 41.7, load: 0.375, availableMemory: 1 << 40, freeDisk: 1 << 20)
                }
            }
        ) { _ in
            try await bench.wait(2)
        }
        for report in bench.server.state.withLock({ $0.reports }) {
            let facts = try #require(report["sysinfo"])
            guard case .object(let members) = facts else { return #expect(Bool(false), "no facts") }
            // As those servers write it, with a space behind each comma and colon.
            #expect(CanonicalJSON.bytes(of: facts).count + 2 * members.count <= 256)
            #expect(facts["airflow_version"] == .string(version))
            #expect(facts["status"] != nil)
            #expect(facts["soc_temperature_celsius"] == 42)
            #expect(facts["status_text"] == nil)
        }
    }

    @Test func `Each reason is told, and the worst decides`() {
        let health = WorkerHealth(
            MachineFacts(temperature: 85, freeDisk: 1 << 20), skew: -6.4, versionsMatch: false)
        #expect(health.level == .error)
        #expect(
            health.reasons == [
                "the versions of worker and server differ", "the clock is 6 s behind the server's",
                "1 MiB are free on the disk", "the processor has 85 °C, and runs slower",
            ])
        #expect(WorkerHealth(MachineFacts(), skew: nil, versionsMatch: true) == WorkerHealth())
    }
}
