// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunCoordinator
import DagrunEdge
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

/// Behaviours 98 to 101, and 105: assets, state stores and runs of other DAGs.
@Suite struct AssetTests {
    private let bench = WorkerBench()

    private let lamp = Asset(name: "lamp", uri: "gpio://pi")

    private func success(_ dag: DAG, _ taskID: String) async throws {
        bench.server.queue(dag.id, taskID)
        try await bench.run([dag]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["success"], "\(bench.log(taskID))")
    }

    @Test("98: one event is told for each partition, and one for each asset behind an alias")
    func tellsEvents() async throws {
        let hall = Asset(name: "hall", uri: "gpio://pi/hall", extra: ["floor": 1])
        let lamps = AssetAlias("lamps")
        let telling = DAG("telling") {
            task("tell") { context in
                try context.addEvent(of: lamp, extra: ["n": 1], partitionKey: "mon")
                try context.addEvent(of: lamp, partitionKey: "tue")
                try context.addEvent(of: hall, through: lamps, extra: ["n": 2])
            }
            .outlets(lamp).outlets(lamps)
        }
        // Airflow keeps another form of the URI, and knows the asset by that one only.
        bench.server.state.withLock { $0.objects.assets = ["lamp": "gpio://pi/"] }
        try await success(telling, "tell")
        let key: JSONValue = ["name": "lamp", "uri": "gpio://pi/"]
        #expect(
            bench.end("task_outlets")
                == [
                    ["name": "lamp", "uri": "gpio://pi/", "type": "Asset"], ["name": "lamps", "type": "AssetAlias"],
                ])
        #expect(
            bench.end("outlet_events")
                == [
                    ["dest_asset_key": key, "extra": ["n": 1], "partition_key": "mon"],
                    ["dest_asset_key": key, "extra": [:], "partition_key": "tue"],
                    [
                        "dest_asset_key": ["name": "hall", "uri": "gpio://pi/hall"], "extra": ["n": 2],
                        "source_alias_name": "lamps", "dest_asset_extra": ["floor": 1],
                    ],
                ])
    }

    @Test("98: a blank partition key and an undeclared alias are refused here", arguments: ["blank", "alias", "asset"])
    func refusesEvents(_ what: String) async throws {
        let telling = DAG("telling") {
            task("tell") { context in
                switch what {
                case "blank": try context.addEvent(of: lamp, partitionKey: " ")
                case "alias": try context.addEvent(of: lamp, through: AssetAlias("others"))
                default: try context.addEvent(of: Asset(name: "other"))
                }
            }
            .outlets(lamp)
        }
        bench.server.queue("telling", "tell")
        try await bench.run([telling]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["failed"])
    }

    @Test("98: a consumer reads the events that made its run, and those of any asset or alias")
    func readsEvents() async throws {
        let reading = DAG("reading") {
            task("read") { context in
                let all = try await context.assetEvents(of: lamp, after: Date(timeIntervalSince1970: 0), limit: 5)
                let behind = try await context.assetEvents(of: AssetAlias("lamps"), ascending: false)
                let asset = try await context.asset(named: "lamp")
                let other = try await context.asset(uri: "x://nowhere")
                let assets = try await context.assets(of: AssetAlias("lamps"))
                return [
                    "\(context.triggeringAssetEvents.map(\.name))", "\(all.compactMap(\.sourceTaskID))",
                    "\(behind.count)", "\(asset?.uri ?? "")", "\(other == nil)", "\(assets.count)",
                ]
            }
        }
        let event: JSONValue = [
            "timestamp": "2026-01-01T00:00:00Z", "extra": ["n": 1], "asset": ["name": "lamp", "uri": "gpio://pi/"],
            "source_task_id": "tell", "source_dag_id": "telling", "source_run_id": "r", "source_map_index": -1,
        ]
        bench.server.state.withLock {
            $0.objects.events = [event]
            $0.objects.assets = ["lamp": "gpio://pi/"]
        }
        bench.server.queue(
            "reading", "read",
            context: [
                "dag_run": [
                    "dag_id": "reading", "run_id": "r", "run_after": "2026-01-01T00:00:00Z",
                    "run_type": "asset_triggered",
                    "consumed_asset_events": [event],
                ]
            ])
        try await bench.run([reading]) { _ in try await bench.wait(3) }
        #expect(bench.result("read") == [#"["lamp"]"#, #"["tell"]"#, "1", "gpio://pi/", "true", "1"])
    }

    @Test("99: a task with an inactive asset fails before its code runs, with the asset's name")
    func refusesInactiveAssets() async throws {
        let count = Counter()
        let dag = DAG("inactive") { task("switch") { count.add() }.inlets(lamp) }
        bench.server.state.withLock {
            $0.objects.inactiveAssets = [["name": "lamp", "uri": "gpio://pi", "type": "Asset"]]
        }
        bench.server.queue("inactive", "switch")
        try await bench.run([dag]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["failed"])
        #expect(count.value == 0)
        #expect(bench.log("switch").contains("assets lamp are not active"))
    }

    @Test("100: what a try stored is there in the next one, and expires as it was told")
    func storesOfTasks() async throws {
        struct Broken: Error {}
        let storing = DAG("storing") {
            task("count") { context in
                let store = context.taskStateStore
                if let found = try await store.get("n", as: Int.self) {
                    try await store.delete("n")
                    let isGone = try await store.get("n", as: Int.self) == nil
                    try await store.clear()
                    return ["\(found)", "\(isGone)", "\(try await store.get("a/b", as: String.self) ?? "nil")"]
                }
                try await store.set("n", to: 41)
                try await store.set("a/b", to: "x", retention: .after(.hours(6)))
                try await store.set("for ever", to: [1, 2], retention: .never)
                throw Broken()
            }
        }
        let start = bench.clock.now()
        bench.server.queue("storing", "count", id: "ti-1", context: ["should_retry": true])
        try await bench.run([storing]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["up_for_retry"])
        #expect(bench.objects.taskStore["storing/count[-1]"] == ["n": 41, "a/b": "x", "for ever": [1, 2]])
        #expect(bench.objects.expiries["for ever"] == .null)
        for (key, seconds) in [("a/b", 6.0 * 3600), ("n", 30.0 * 86_400)] {
            guard case .string(let text)? = bench.objects.expiries[key] else { return #expect(Bool(false), "\(key)") }
            #expect(text.hasSuffix("+00:00"))
            let left = try ISO8601.parse(text).timeIntervalSince(start)
            #expect(left >= seconds && left < seconds + 3)
        }
        bench.server.queue("storing", "count", id: "ti-2", tryNumber: 2)
        try await bench.run([storing]) { _ in try await bench.wait(3) }
        #expect(bench.result("count") == ["41", "true", "nil"])
    }

    @Test(
        "100: a value that only another worker can read, an empty key and nothing are errors",
        arguments: ["kept", "", "null"])
    func refusesStoring(_ key: String) async throws {
        let storing = DAG("storing") {
            task("read") { (context: TaskContext) -> String? in
                if key == "null" { try await context.taskStateStore.set("x", to: Int?.none) }
                return try await context.taskStateStore.get(key)
            }
        }
        bench.server.state.withLock {
            $0.objects.taskStore["storing/read[-1]"] = ["kept": ["__airflow_state_ref__": "s3://x"]]
        }
        bench.server.queue("storing", "read", context: ["should_retry": true])
        try await bench.run([storing]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["failed"])
        if key == "kept" { #expect(bench.log("read").contains("kept outside of Airflow")) }
    }

    @Test("101: what a task stored with an asset by its name, another one reads by its URI; removing is idempotent")
    func storesOfAssets() async throws {
        let sharing = DAG("sharing") {
            task("write") { context in try await context.assetStateStore(of: lamp).set("since", to: "noon") }
            task("read") { context in
                let store = context.assetStateStore(uri: "gpio://pi/")
                let found = try await store.get("since", as: String.self)
                try await store.delete("since")
                try await store.delete("since")
                try await store.clear()
                try await store.clear()
                return [found, try await store.get("since")]
            }
        }
        bench.server.state.withLock { $0.objects.assets = ["lamp": "gpio://pi/"] }
        bench.server.queue("sharing", "write", id: "ti-1")
        try await bench.run([sharing]) { _ in try await bench.wait(3) }
        #expect(bench.objects.assetStore == ["lamp": ["since": "noon"]])
        bench.server.queue("sharing", "read", id: "ti-2")
        try await bench.run([sharing]) { _ in try await bench.wait(3) }
        #expect(bench.result("read") == ["noon", nil])
    }

    @Test("105: another DAG's run is made with a conf, and waited for")
    func triggers() async throws {
        let triggering = DAG("triggering") {
            task(
                "refill",
                TriggerDagRunOperator(
                    "water", runID: "refill 1", conf: .value(["liters": 2]), note: "for \(\.runID)",
                    waitForCompletion: true,
                    pokeInterval: .seconds(10)))
        }
        bench.server.queue("triggering", "refill")
        try await bench.run([triggering]) { _ in
            try await bench.wait(15)
            #expect(bench.server.ends().isEmpty)
            bench.server.state.withLock { $0.objects.runs["water/refill 1"] = "success" }
            try await bench.wait(15)
        }
        #expect(bench.server.ends() == ["success"], "\(bench.log("refill"))")
        #expect(bench.result("refill") == "refill 1")
        let body = bench.server.state.withLock { $0.bodies.first { $0.call == "POST dag-runs/water/refill%201" }?.body }
        #expect(body?["conf"] == ["liters": 2])
        #expect(body?["note"] == "for manual__2026-01-01T00:00:00+00:00")
        #expect(body?["logical_date"] != nil && body?["dag_id"] == nil)
        #expect(bench.server.state.withLock { $0.xcoms["refill/trigger_run_id"]?[-1] } == "refill 1")
    }

    @Test(
        "105: a run that there is already fails the task, skips it, or is cleared",
        arguments: [("fail", "failed"), ("skip", "skipped"), ("clear", "success"), ("paused", "failed")])
    func meetsRuns(_ option: String, _ state: String) async throws {
        let triggering = DAG("triggering") {
            task(
                "refill",
                TriggerDagRunOperator(
                    "water", runID: "r", resetDAGRun: option == "clear", skipWhenAlreadyExists: option == "skip",
                    failWhenDAGIsPaused: option == "paused"))
        }
        bench.server.state.withLock {
            $0.objects.runs["water/r"] = "success"
            $0.objects.pausedDAGs = ["water"]
        }
        bench.server.queue("triggering", "refill", context: ["should_retry": true])
        try await bench.run([triggering]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == [state])
        #expect(bench.objects.cleared == (option == "clear" ? ["water/r"] : []))
    }

    @Test("105: the wait for a run can be left to the triggerer, and a failed run fails the try")
    func waitsDeferred() async throws {
        let triggering = DAG("triggering") {
            task("refill", TriggerDagRunOperator("water", runID: "r", waitForCompletion: true, deferrable: true))
        }
        bench.server.queue("triggering", "refill", id: "ti-1")
        try await bench.run([triggering]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["deferred"])
        #expect(
            bench.end("trigger_kwargs")
                == ["dag_id": "water", "states": ["success", "failed"], "run_ids": ["r"], "poll_interval": 60.0])
        bench.server.state.withLock { $0.objects.runs["water/r"] = "failed" }
        bench.server.queue(
            "triggering", "refill", id: "ti-2",
            context: ["next_method": "execute_complete", "next_kwargs": ["run_id": "r", "event": ["x"]]])
        try await bench.run([triggering]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends("ti-2") == ["failed"])
        #expect(bench.log("refill").contains("the run r of water ended as failed"))
    }

    @Test("other runs and their tasks can be asked for")
    func looksAtRuns() async throws {
        let looking = DAG("looking") {
            task("look") { context in
                let runs = context.dagRuns
                let tasks = context.taskInstances
                return [
                    "\(try await runs.info("r", of: "water")?.conf["a"]?.templateText ?? "")",
                    "\(try await runs.state("nowhere") ?? "nil")",
                    "\(try await runs.count(states: ["queued", "running"]))",
                    "\(try await runs.previous(before: Date(timeIntervalSince1970: 0))?.runID ?? "")",
                    "\(try await runs.dag("water")?.tags ?? [])",
                    "\(try await tasks.count(TaskInstances.Filter(taskIDs: ["a", "b"])))",
                    "\(try await tasks.states()["r"]?["a"]?.map { $0 } ?? "")",
                    "\(try await tasks.previous()?.runID ?? "")",
                    "\(try await tasks.breadcrumbs("r").count)",
                ]
            }
        }
        bench.server.state.withLock { $0.objects.runs["water/r"] = "success" }
        try await success(looking, "look")
        #expect(bench.result("look") == ["1", "nil", "1", "r0", #"["a"]"#, "2", "success", "r0", "1"])
    }
}
