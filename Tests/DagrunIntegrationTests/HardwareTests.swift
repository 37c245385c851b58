// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunModel
import DagrunSimulator
import Testing

@testable import DagrunConformance
@testable import DagrunExamples

/// DAGs that need a board, run by a worker that has a virtual one.
@Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(if: RealAirflow.gives(.toWorkers), "no Airflow was started: make test-airflow"))
struct HardwareTests {
    static let dags = [espresso, summitDemo, FeatureDAGs.hardware]

    @Test("a run by a worker with a board gives what a local run gives, XCom by XCom", arguments: dags.map(\.id))
    func runsAlike(_ id: String) async throws {
        let dag = try #require(Self.dags.first { $0.id == id })
        let airflow = try await RealAirflow()
        let here = try TestBench(id, .asFastAsPossible)
        let local = try await LocalTwin(dag, airflow, on: here)
        here.close()
        // The scale is read bit by bit, as no board can that is much quicker than the machine.
        let there = try TestBench(id, .realTime(factor: 1))
        defer { there.close() }
        try await airflow.work(["gpio"], Self.dags, board: there.board) { _ in
            let run = try await local.expectAlike(airflow)
            guard id == "espresso" else { return }
            let shot = try #require(try await airflow.xcom(run, id, "brew"))
            let celsius = try #require(try await airflow.xcom(run, id, "heat"))
            guard case .double(85...90) = celsius else { return #expect(Bool(false), "\(celsius)") }
            #expect(shot["grams"] != nil && shot["seconds"] != nil)
        }
    }
}
