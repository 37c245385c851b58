// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunEdge
import FoundationEssentials
import Logging
import Synchronization

/// A worker and a scripted server on one virtual time.
final class WorkerBench: Sendable {
    let clock: VirtualClock
    let server: FakeAirflow

    init() {
        let clock = VirtualClock()
        self.clock = clock
        server = FakeAirflow(now: { clock.now() }, pause: { try? await clock.sleep(for: .seconds($0)) })
    }

    /// Runs a worker until what happens meanwhile is over, then has it end.
    ///
    /// - Parameters:
    ///   - dags: Its bundle.
    ///   - callbacks: What Airflow may have called.
    ///   - others: The programs of other DAGs.
    ///   - logger: What it says.
    ///   - configure: Changes how it works.
    ///   - meanwhile: What happens while it works.
    /// - Returns: How it ended.
    /// - Throws: What happens meanwhile, and why it can't register.
    @discardableResult func run(
        _ dags: [DAG], callbacks: [String: CallbackCall.Handler] = [:], others: OtherPrograms? = nil,
        logger: Logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() },
        configure: (inout EdgeWorkerConfiguration) -> Void = { _ in },
        meanwhile: @escaping @Sendable (EdgeWorker) async throws -> Void
    ) async throws -> WorkerExit {
        var configuration = EdgeWorkerConfiguration(
            name: "bench", edgeURL: "http://server/edge_worker/v1/rpcapi",
            credential: .sharedSecret(Array("secret".utf8)), client: server.client)
        configuration.clock = clock
        configuration.airflowVersion = "3.3.2"
        configure(&configuration)
        let worker = try EdgeWorker(
            configuration, bundle: WorkerBundle(dags, callbacks: callbacks, others: others),
            logger: logger)
        return try await clock.run(onStandstill: { _ in false }) { () async -> Result<WorkerExit, any Error> in
            async let exit = worker.run()
            do {
                try await meanwhile(worker)
                worker.drain()
                return .success(try await exit)
            } catch {
                worker.terminate()
                _ = try? await exit
                return .failure(error)
            }
        }.get()
    }

    /// Lets time go by.
    func wait(_ seconds: Double) async throws { try await clock.sleep(for: .seconds(seconds)) }
}
