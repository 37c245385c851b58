// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunEdge
import DagrunHTTP
import Logging
import Testing

extension RealAirflow {
    /// Runs a worker while something happens.
    ///
    /// - Parameters:
    ///   - queues: The queues that it takes tasks from; it must have the DAGs of all of them.
    ///   - dags: The DAGs that it has.
    ///   - callbacks: What Airflow may have called, by path.
    ///   - board: The hardware that tasks may use; nil: none.
    ///   - logger: Where it logs; nil: nowhere.
    ///   - body: What happens; gets the worker's name.
    /// - Returns: What the body returned.
    /// - Throws: What the body threw.
    @discardableResult
    func work<Result: Sendable>(
        _ queues: [String], _ dags: [DAG], callbacks: [String: CallbackCall.Handler] = [:], board: Board? = nil,
        logger: Logger? = nil, _ body: (_ name: String) async throws -> Result
    ) async throws -> Result {
        let name = "test-\(UInt32.random(in: 0...UInt32.max))"
        var configuration = try EdgeWorkerConfiguration(
            environment: environment.merging(["AIRFLOW_VAR_PIN": "", "AIRFLOW_CONN_BOARD": ""]) { $1 }.filter {
                !$0.value.isEmpty
            }, name: name, client: CurlClient())
        configuration.pollInterval = .milliseconds(200)
        configuration.heartbeatInterval = .seconds(2)
        configuration.taskHeartbeatInterval = .seconds(1)
        configuration.killGrace = .seconds(2)
        configuration.queues = queues
        let worker = try EdgeWorker(
            configuration, bundle: WorkerBundle(dags, callbacks: callbacks, board: board),
            logger: logger ?? Logger(label: name) { _ in SwiftLogNoOpLogHandler() })
        async let exit = worker.run()
        do {
            let result = try await body(name)
            worker.drain()
            #expect(try await exit == .ended)
            return result
        } catch {
            worker.terminate()
            _ = try? await exit
            throw error
        }
    }
}
