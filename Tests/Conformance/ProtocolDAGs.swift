// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import FoundationEssentials

/// Tasks that use all that a task may ask of Airflow besides XComs, variables and connections.
enum ProtocolDAGs {
    static let all = [protocolDAG, triggered]

    /// Waits for a trigger, and then says what it heard.
    struct Defers: Operator {
        func execute(_ context: TaskContext) async throws -> String {
            throw TaskSignal.deferred(
                until: .timeDelta(.seconds(1)), timeout: .minutes(5), method: "later", arguments: ["n": 7])
        }

        func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> String {
            _ = try resumption.event(as: Date.self)
            return "\(resumption.method) \(resumption.arguments["n"] == 7)"
        }
    }

    /// What a person chooses from.
    enum Drink: String, BranchChoice { case espresso, tea = "A pot of tea" }

    /// What it found in its store, and in that of the asset.
    static let protocolDAG = DAG("protocol") {
        task("stores") { context in
            let (own, shared) = (context.taskStateStore, context.assetStateStore(of: led))
            guard let found = try await own.get("n", as: Int.self) else {
                try await own.set("n", to: 41, retention: .after(.hours(1)))
                try await own.set("gone", to: "soon")
                try await own.delete("gone")
                try await shared.set("since", to: "noon")
                throw Broken(description: "not yet")
            }
            let rest = [
                try await own.get("gone", as: String.self), try await shared.get("since", as: String.self),
                try await context.assetStateStore(uri: "gpio://pi/led").get("since", as: String.self),
            ]
            try await shared.clear()
            return ["\(found)"] + rest.map { $0 ?? "nil" }
        }
        .retries(1, delay: .seconds(1))
        task("renders", BashOperator("echo \(\.runID)", as: String.self))
        task("defers", Defers())
        task("senses", WaitSensor(.seconds(1)).mode(.deferrable))
        task(
            "asks",
            HITLOperator("What shall it be?", options: ["espresso", "tea"], params: ["sugar": Param(1)]) {
                try await $0.push("told", $1.subject)
            })
        task("fills", HITLEntryOperator("How many?", params: ["cups": Param(1, in: 1...4)]))
        let drink = branch("chooses", HITLBranchOperator<Drink>("Which one?"))
        drink.path(.espresso) >>> task("grinds", EmptyOperator())
        drink.path(.tea) >>> task("boils", EmptyOperator())
        task("approves", ApprovalOperator("Go on with \(\.runID)?")) >>> task("goes_on", EmptyOperator())
        task(
            "triggers",
            TriggerDagRunOperator(
                "triggered", conf: .value(["n": 3]), note: "made by a test", waitForCompletion: true,
                pokeInterval: .seconds(1)))
        task("tells") { context in
            try context.addEvent(of: led, extra: ["n": 1])
            try context.addEvent(of: Asset(name: "hall", uri: "gpio://pi/hall"), through: AssetAlias("lamps"))
        }
        .outlets(led).outlets(AssetAlias("lamps"))
            >>> task("knows") { context in
                let events = try await context.assetEvents(of: led)
                let (own, runs) = (context.taskInstances, context.dagRuns)
                let facts: [Bool] = [
                    events.contains { $0.sourceRunID == context.runID && $0.extra["n"] == 1 },
                    try await context.assets(of: AssetAlias("lamps")).contains { $0.name == "hall" },
                    try await context.asset(uri: "gpio://pi/led")?.name == "led",
                    try await runs.trigger("triggered", runID: "by-\(context.runID)", conf: ["n": 9]),
                    try await runs.previous(before: Date(timeIntervalSince1970: 0)) == nil,
                    try await own.previous("tells")?.taskID == "tells",
                    try await own.breadcrumbs(context.runID).contains { $0["task_id"] == "tells" },
                ]
                let shared = context.assetStateStore(of: led)
                try await shared.set("brief", to: 1)
                try await shared.delete("brief")
                try await context.taskStateStore.set("brief", to: 1)
                try await context.taskStateStore.clear()
                let left = [
                    try await shared.get("brief", as: Int.self),
                    try await context.taskStateStore.get("brief", as: Int.self),
                ]
                context.logOutput("knows \(facts)")
                return facts + left.map { $0 == nil }
            }
        task("looks") { context in
            let instances = context.taskInstances
            let filter = TaskInstances.Filter(taskIDs: ["looks"], runIDs: [context.runID])
            let facts: [String] = [
                try await context.dagRuns.state(context.runID) ?? "nil",
                try await context.dagRuns.state("nowhere") ?? "nil",
                "\(try await context.dagRuns.info(context.runID)?.conf["a"] == 1)",
                "\(try await context.dagRuns.count(runIDs: [context.runID], states: ["running"]))",
                "\(try await context.dagRuns.dag("protocol")?.isPaused ?? true)",
                "\(try await instances.count(filter))",
                "\(try await instances.states(filter)[context.runID]?["looks"] == .some("running"))",
                try await context.asset(named: "led")?.uri ?? "nil", "\(try await context.asset(named: "none") == nil)",
            ]
            return facts
        }
        task("types") {
            PythonValue.dict([
                "at": .datetime(Date(timeIntervalSince1970: 1_767_323_045.6), zone: "UTC"),
                "took": .timedelta(.seconds(90)), "pair": .tuple([.int(1), .string("a")]), "set": .set([.int(3)]),
                "price": .decimal("1.5"), "id": .uuid("12345678-1234-5678-1234-567812345678"),
                "day": .date("2026-01-02"),
            ])
        }
    }

    static let triggered = DAG("triggered") { task("says") { context in context.conf.n } }
}
