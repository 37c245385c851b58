// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunModel
import DagrunRuntime
import DagrunSystem
import DagrunTestSupport
import FoundationEssentials
import Testing

@testable import DagrunLocal

/// The state stores of local runs, on disk.
@Suite struct LocalStateTests {
    private let led = Asset(name: "led", uri: "gpio://pi/led")

    private func run(_ dag: DAG, _ root: String, resume: String? = nil) async throws -> RunRecord {
        var configuration = LocalRunConfiguration()
        configuration.root = root
        configuration.packageFolder = nil
        configuration.runID = resume == nil ? "r1" : nil
        configuration.resume = resume
        return await (try LocalRun(dag, configuration)).execute()
    }

    private func value(_ record: RunRecord, _ taskID: String) -> String? {
        record.instances[TaskInstanceID(taskID)]?.value.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `What a task stored is there when its run is resumed, and what it stored of an asset in the next run`()
        async throws
    {
        let folder = try TemporaryFolder()
        let root = "\(folder.path)/runs"
        let dag = DAG("d") {
            task("count") { context in
                let n = (try await context.taskStateStore.get("n", as: Int.self) ?? 0) + 1
                try await context.taskStateStore.set("n", to: n)
                let all = (try await context.assetStateStore(of: led).get("n", as: Int.self) ?? 0) + 1
                try await context.assetStateStore(of: led).set("n", to: all)
                if n < 2 { throw TaskSignal.fail("once more") }
                return [n, all]
            }
            .outlets(led)
        }
        #expect(try await run(dag, root).state == .failed)
        #expect(value(try await run(dag, root, resume: "r1"), "count") == "[2,2]")
        // The folder of the runs holds nothing but DAGs.
        #expect(RunHistory(root: root).dagIDs() == ["d"])
    }

    @Test func `A store that can't be read is an error that names it`() async throws {
        let folder = try TemporaryFolder()
        let root = "\(folder.path)/runs"
        try Folders.write(Array("nonsense".utf8), to: "\(root).asset-state.json")
        let dag = DAG("d") {
            task("read") { context in try await context.assetStateStore(of: led).get("n", as: Int.self) }
        }
        let record = try await run(dag, root)
        let message = record.instances[TaskInstanceID("read")]?.attempts.last?.outcome?.message
        #expect(message?.contains("asset-state.json can't be read") == true)
    }

    @Test func `A mapped task has a store for each of its instances`() async throws {
        let folder = try TemporaryFolder()
        let dag = DAG("d") {
            task("each").expand(over: .value([5, 6])) { number, context in
                try await context.taskStateStore.set("n", to: number)
                return try await context.taskStateStore.get("n", as: Int.self)
            }
        }
        let record = try await run(dag, "\(folder.path)/runs")
        #expect(record.instances[TaskInstanceID("each", mapIndex: 1)]?.value == Array("6".utf8))
        let bytes = try Folders.read("\(folder.path)/runs/d/r1/state.json")
        #expect(try JSONValue(parsing: bytes) == ["each@0": ["n": 5], "each@1": ["n": 6]])
    }
}
