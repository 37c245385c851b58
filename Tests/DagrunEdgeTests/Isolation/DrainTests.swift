// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunEdge
import DagrunModel
import DagrunSystem
import FoundationEssentials
import Logging
import Synchronization
import Testing

/// The end of a worker whose task doesn't end, in real time: a process knows no other.
@Suite(.enabled(if: Folders.exists(ConformanceProgram.path), "the program conformance is not built"))
struct DrainTests {
    /// A worker that is known by the time that it is needed.
    private final class Box: Sendable {
        private let worker = Mutex<EdgeWorker?>(nil)

        func fill(_ new: EdgeWorker) { worker.withLock { $0 = new } }
        func drain() { worker.withLock { $0 }?.drain() }
    }

    @Test("40: a task that goes on gets SIGTERM after the drain's limit, SIGKILL after the grace, and says so")
    func escalates() async throws {
        let server = FakeAirflow(now: { SystemClock().now() })
        server.queue("faults", "hangs", context: ["should_retry": true])
        let box = Box()
        // Its first line shows that its code runs.
        server.script { call, _ in
            if call.hasPrefix("POST logs/push") { box.drain() }
            return nil
        }
        var configuration = EdgeWorkerConfiguration(
            name: "bench", edgeURL: "http://server/edge_worker/v1/rpcapi",
            credential: .sharedSecret(Array("secret".utf8)), client: server.client)
        configuration.airflowVersion = "3.3.2"
        configuration.isolation = .process(program: ConformanceProgram.path)
        configuration.environment = ["PATH": "/usr/bin:/bin"]
        configuration.drainTimeout = .milliseconds(20)
        configuration.killGrace = .milliseconds(20)
        let worker = try EdgeWorker(
            configuration, bundle: WorkerBundle([DAG("faults") { task("hangs", EmptyOperator()) }]),
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        box.fill(worker)
        #expect(try await worker.run() == .ended)
        #expect(server.ends() == ["up_for_retry"])
        #expect(server.states(of: "hangs") == ["running", "success"])
        let log = server.state.withLock { $0.logs["hangs"] ?? "" }
        let term = try #require(log.firstRange(of: "sending SIGTERM"))
        let kill = try #require(log.firstRange(of: "sending SIGKILL"))
        #expect(term.lowerBound < kill.lowerBound)
        #expect(server.state.withLock { $0.reports.last?["state"] } == "offline")
    }
}
