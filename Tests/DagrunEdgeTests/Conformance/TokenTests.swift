// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunEdge
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

/// Section F of the conformance list: tokens and versions.
@Suite struct TokenTests {
    private let bench = WorkerBench()

    private func sleeper(_ seconds: Int) -> DAG {
        DAG("sleeper") { task("sleep") { context in try await context.clock.sleep(for: .seconds(seconds)) } }
    }

    /// Has no request arrive from one instant to another.
    private func cut(_ from: Double, _ to: Double) {
        let clock = bench.clock
        bench.server.script { _, _ in
            guard (from..<to).contains(clock.now().timeIntervalSince(clock.start)) else { return nil }
            throw HTTPError(.cannotConnect, method: .put, url: "", reason: "no route")
        }
    }

    @Test("51: a task of fifteen minutes goes on with tokens of ten")
    func renewsInTime() async throws {
        bench.server.state.withLock { state in
            state.tokenLife = 600
            state.workloadLife = 600
        }
        bench.server.queue("sleeper", "sleep")
        try await bench.run([sleeper(900)]) { _ in try await bench.wait(1000) }
        #expect(bench.server.ends() == ["success"])
        let (refusals, tokens) = bench.server.state.withLock { ($0.refusals, $0.instances["ti-1"]?.tokens.count) }
        #expect(refusals == 0)
        #expect(tokens == 2)
    }

    @Test("52: a token that expired while the network was away is renewed by running the try anew")
    func renewsAfterwards() async throws {
        bench.server.state.withLock { state in
            state.tokenLife = 60
            state.workloadLife = 600
        }
        bench.server.queue("sleeper", "sleep")
        cut(20, 150)
        let count = Counter()
        let dag = DAG("sleeper") {
            task("sleep") { context in
                count.add()
                try await context.clock.sleep(for: .seconds(300))
            }
        }
        try await bench.run([dag]) { _ in try await bench.wait(400) }
        #expect(bench.server.ends() == ["success"])
        #expect(bench.server.states(of: "sleep") == ["running", "success"])
        #expect(bench.server.state.withLock { $0.refusals } > 0)
        #expect(count.value == 1)
    }

    @Test("52: where the job's own token has expired as well the task is stopped, and nothing is told of it")
    func stopsWithoutTokens() async throws {
        bench.server.state.withLock { state in
            state.tokenLife = 60
            state.workloadLife = 100
        }
        bench.server.queue("sleeper", "sleep")
        cut(20, 150)
        try await bench.run([sleeper(3600)]) { _ in try await bench.wait(200) }
        #expect(bench.server.ends().isEmpty)
        #expect(bench.server.states(of: "sleep") == ["running", "failed"])
    }

    @Test("52: a refusal that is not for the token asks for none")
    func leavesOtherRefusals() async throws {
        bench.server.queue("asks", "ask")
        bench.server.script { call, _ in
            call == "GET variables/secret"
                ? FakeAirflow.json(["detail": ["reason": "access_denied", "message": "not for you"]], 403) : nil
        }
        let dag = DAG("asks") { task("ask") { context in try await context.variable("secret") } }
        try await bench.run([dag]) { _ in try await bench.wait(5) }
        #expect(bench.server.ends() == ["failed"])
        let runs = bench.server.state.withLock { $0.calls.count { $0.hasSuffix("/run") } }
        #expect(runs == 1)
    }

    @Test(
        "53: what servers of 3.1 and 3.2 don't tell is not missed",
        arguments: [
            ["note", "partition_key", "partition_date", "team_name"],
            [
                "note", "partition_key", "partition_date", "team_name", "triggering_user_name", "state",
                "consumed_asset_events", "conf",
            ],
        ])
    func toleratesOldServers(_ missing: [String]) async throws {
        bench.server.queue("noop", "noop")
        bench.server.state.withLock { state in
            guard case .object(var context)? = state.contexts["ti-1"], case .object(var run)? = context["dag_run"]
            else {
                return
            }
            for name in missing { run[name] = nil }
            run["run_after"] = nil
            run["logical_date"] = "2026-01-01T00:00:00Z"
            context["dag_run"] = .object(run)
            for name in ["task_reschedule_count", "xcom_keys_to_clear"] { context[name] = nil }
            // An older form of what is gone since.
            context["upstream_map_indexes"] = .null
            context["variables"] = []
            context["connections"] = []
            state.contexts["ti-1"] = .object(context)
        }
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(5) }
        #expect(bench.server.ends() == ["success"])
        #expect(bench.server.states(of: "noop") == ["running", "success"])
    }
}
