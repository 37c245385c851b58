// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import Testing

@testable import DagrunConformance

/// All that a task may ask of Airflow besides XComs, variables and connections, asked of a real one with a triggerer.
@Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(if: RealAirflow.gives(.toWorkers), "no Airflow was started: make test-airflow"))
struct ProtocolTests {
    @Test(
        "72, 97, 98, 100, 101, 104, 105: what tasks ask of Airflow is answered: stores, triggers, people, other runs, assets"
    )
    func asksForAll() async throws {
        let airflow = try await RealAirflow()
        try await airflow.work(["protocol"], ProtocolDAGs.all) { _ in
            try await ProtocolRun.check(airflow) { tasks in
                for task in tasks {
                    while try await airflow.hasJob(["queued", "running"], "protocol", task) {
                        try Task.checkCancellation()
                    }
                }
                try await airflow.schedulerTurn()
            }
        }
    }
}
