// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import DagrunModel
import DagrunTestSupport
import Foundation
import Glibc
import Testing

/// Tasks of a packed program that is not the worker's own, under a real Airflow: `worker --bundles`.
@Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(if: RealAirflow.gives(.toWorkers), "no Airflow was started: make test-airflow"),
    .enabled(if: WorkerProcess.isBuilt && WorkerProcess.isOtherBuilt, "the programs are not built"))
struct OtherBundleTests {
    private func pack(to path: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: WorkerProcess.other)
        process.arguments = ["pack", "--to", path]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    @Test("its tasks end, with their XComs and their logs, and a DAG that no program has waits for one")
    func runs() async throws {
        let airflow = try await RealAirflow()
        for dag in ["mapped", "labelled"] {
            while try await airflow.call(.get, "/api/v2/dags/\(dag)/details").status != 200 {
                try Task.checkCancellation()
            }
        }
        let folder = try TemporaryFolder()
        try pack(to: "\(folder.path)/bundles/fixture")
        let worker = try WorkerProcess(
            airflow.environment.filter { $0.key.hasPrefix("AIRFLOW__") }.merging([
                "AIRFLOW__EDGE__JOB_POLL_INTERVAL": "0.2"
            ]) { $1 },
            [
                "--name", "others-\(getpid())", "--queues", "others", "--bundles", "\(folder.path)/bundles",
                "--state-folder", folder.path,
            ])
        defer { worker.stop() }
        let run = try await airflow.trigger("mapped")
        #expect(try await airflow.end(of: run, "mapped") == "success")
        let found = try await airflow.instances(run, "mapped").mapValues { "\($0.state) \($0.tryNumber)" }
        #expect(
            found == [
                "names": "success 1", "greet[0]": "success 1", "greet[1]": "success 1", "greet[2]": "success 1",
            ])
        #expect(try await airflow.xcom(run, "mapped", "greet", mapIndex: 2) == "hello c")
        #expect(try await airflow.xcom(run, "mapped", "greet", key: "length", mapIndex: 2) == 1)
        let lines = try await airflow.log(run, "mapped", "greet", mapIndex: 2)
        #expect(lines.contains { $0["event"] == "hello c" })
        // A change after packing is noticed, and costs the try, not the worker.
        try Data([0]).append(to: "\(folder.path)/bundles/fixture")
        let refused = try await airflow.trigger("labelled")
        let waits = try await airflow.becomes {
            try await airflow.instances(refused, "labelled").values.contains { $0.state == "up_for_reschedule" }
        }
        #expect(waits)
        try await airflow.fail(refused, "labelled")
    }
}

extension Data {
    /// Writes at the end of a file.
    fileprivate func append(to path: String) throws {
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.seekToEnd()
        try file.write(contentsOf: self)
        try file.close()
    }
}
