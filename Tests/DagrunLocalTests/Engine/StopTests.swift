// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunTesting
import Synchronization
import Testing

/// Stopping a run: once, twice, and tasks that don't listen.
@Suite(.timeLimit(.minutes(15)))
struct StopTests {
    @Test func theFirstRequestLetsRunningTasksEnd() async throws {
        let probe = try Probe()
        let clock = VirtualClock(.manual)
        let dag = DAG("dag") {
            let a = task("a") { context in
                try await context.clock.sleep(for: .seconds(10))
                return 1
            }
            task("b", a.output) { value in value + 1 }
        }
        let run = try probe.prepare(dag) { configuration in
            configuration.clock = clock
            configuration.runID = "one"
        }
        async let record = run.execute()
        await clock.untilAsleep()
        #expect(run.running == [TaskInstanceID("a")])
        run.stop()
        run.stop()
        await clock.advance(by: .seconds(10))
        let stopped = await record
        #expect(stopped.state == .running)
        #expect(stopped.wasInterrupted)
        #expect(stopped.instances[TaskInstanceID("a")]?.state == .success)
        #expect(stopped.instances[TaskInstanceID("b")] == nil)
        #expect(try probe.contents(dag).events.count { $0.kind == .interrupted(forced: false) } == 1)
        let resumed = try await probe.resume(dag)
        #expect(resumed.state == .success)
        #expect(resumed.instances[TaskInstanceID("a")]?.attempts.count == 1)
    }

    @Test func theSecondRequestCancels() async throws {
        let probe = try Probe()
        let clock = VirtualClock(.manual)
        let dag = DAG("dag") {
            task("a") { context in
                if context.tryNumber == 1 { try await context.clock.sleep(for: .seconds(10)) }
            }
        }
        let run = try probe.prepare(dag) { configuration in
            configuration.clock = clock
            configuration.runID = "one"
        }
        async let record = run.execute()
        await clock.untilAsleep()
        run.stop()
        run.cancelRunning()
        let stopped = await record
        #expect(stopped.state == .running)
        #expect(stopped.instances[TaskInstanceID("a")]?.state == .restarting)
        #expect(
            try probe.contents(dag).events.map(\.kind).suffix(3) == [
                .interrupted(forced: false), .interrupted(forced: true),
                .ended(
                    TaskInstanceID("a"), tryNumber: 1,
                    .init(state: .restarting, message: "cancelled, because the run was interrupted")),
            ])
        let resumed = try await probe.resume(dag)
        #expect(resumed.state == .success)
        #expect(resumed.instances[TaskInstanceID("a")]?.attempts.map(\.tryNumber) == [1, 2])
    }

    @Test func aCancelledTryUsesUpNoRetry() async throws {
        let probe = try Probe()
        let clock = VirtualClock(.manual)
        let dag = DAG("dag") {
            task("a") { context in
                if context.tryNumber == 1 { try await context.clock.sleep(for: .seconds(10)) }
                throw TestError()
            }
            .retries(1, delay: .seconds(1))
        }
        let run = try probe.prepare(dag) { configuration in
            configuration.clock = clock
            configuration.runID = "one"
        }
        async let record = run.execute()
        await clock.untilAsleep()
        run.cancelRunning()
        _ = await record
        let resumed = try await probe.resume(dag)
        #expect(resumed.instances[TaskInstanceID("a")]?.attempts.map(\.tryNumber) == [1, 2, 3])
        #expect(
            resumed.instances[TaskInstanceID("a")]?.attempts.compactMap(\.outcome?.state) == [
                .restarting, .upForRetry, .failed,
            ])
    }

    @Test func aCancellationHandlerMayAskTheRun() async throws {
        let probe = try Probe()
        let clock = VirtualClock(.manual)
        let box = Mutex<LocalRun?>(nil)
        let seen = Tally()
        let dag = DAG("dag") {
            task("a") { context in
                try await withTaskCancellationHandler {
                    try await context.clock.sleep(for: .seconds(10))
                } onCancel: {
                    let run = box.withLock { $0 }
                    run?.stop()
                    run?.cancelRunning()
                    seen.note(run?.running.map(\.description).joined() ?? "no run")
                }
            }
        }
        let run = try probe.prepare(dag) { $0.clock = clock }
        box.withLock { $0 = run }
        async let record = run.execute()
        await clock.untilAsleep()
        run.cancelRunning()
        #expect(await record.wasInterrupted)
        #expect(seen.notes == ["a"])
    }

    @Test func cancellingTheCallerCancelsTheRun() async throws {
        let probe = try Probe()
        let clock = VirtualClock(.manual)
        let dag = DAG("dag") {
            for place in 0..<40 { task("t\(place)") { context in try await context.clock.sleep(for: .seconds(10)) } }
        }
        let run = try probe.prepare(dag) { $0.clock = clock }
        let work = Task { await run.execute() }
        await clock.untilAsleep(count: 32)
        work.cancel()
        let record = await work.value
        #expect(record.state == .running)
        #expect(record.wasInterrupted)
    }

    @Test func aTaskThatDoesNotListenIsLeftBehind() async throws {
        let probe = try Probe()
        let clock = VirtualClock(.manual)
        let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)
        let dag = DAG("dag") {
            task("deaf") { context in
                await withCheckedContinuation { continuation in gate.withLock { $0 = continuation } }
            }
            task("other") { context in try await context.clock.sleep(for: .seconds(1)) }
        }
        let run = try probe.prepare(dag) { configuration in
            configuration.clock = clock
            configuration.runID = "one"
        }
        async let record = run.execute()
        await clock.untilAsleep()
        run.cancelRunning()
        // Now only the grace time is waited for.
        await clock.untilAsleep()
        await clock.advance(by: .seconds(5))
        #expect(await record.state == .running)
        #expect(
            probe.warnings == [
                "left behind, because they went on after they were cancelled: deaf; let them check Task.isCancelled"
            ])
        // Its end comes too late to be of any effect.
        gate.withLock { $0?.resume() }
        let attempt = try probe.contents(dag).record.instances[TaskInstanceID("deaf")]?.attempts.last
        #expect(attempt?.outcome?.state == .restarting)
        #expect(attempt?.outcome?.message == "left behind, because it went on after it was cancelled")
    }

    @Test func aRunTimeoutDoesNotWaitForATaskThatDoesNotListen() async throws {
        let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)
        let dag = DAG("dag", runTimeout: .seconds(60)) {
            let deaf = task("deaf") { context in
                await withCheckedContinuation { continuation in gate.withLock { $0 = continuation } }
            }
            deaf >>> task("behind") { _ in 1 }
        }
        let run = try await dag.test()
        #expect(run.state == .failed)
        #expect(run.record.reason == "timed_out")
        #expect(run.elapsed == .seconds(60))
        #expect(try run.state(of: "behind") == .skipped)
        gate.withLock { $0?.resume() }
    }

    @Test func aTaskThatCancelsItselfFails() async throws {
        let dag = DAG("dag") {
            task("a") { _ in
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try Task.checkCancellation()
            }
            let b = task("b") { _ in 1 }
            b >>> task("c") { _ in 2 }
        }
        let run = try await dag.test(parallel: 1)
        #expect(try run.state(of: "a") == .failed)
        #expect(try run.state(of: "c") == .success)
    }

    @Test func failFastCancelsWhatRuns() async throws {
        let ended = Tally()
        let dag = DAG("dag", failFast: true) {
            task("slow") { context in
                do { try await context.clock.sleep(for: .hours(1)) } catch {
                    ended.note("cancelled")
                    throw error
                }
            }
            let bad = task("bad") { context in
                try await context.clock.sleep(for: .seconds(1))
                throw TestError()
            }
            bad >>> task("behind") { _ in 1 }
        }
        let run = try await dag.test()
        #expect(run.state == .failed)
        #expect(ended.notes == ["cancelled"])
        #expect(try run.state(of: "slow") == .failed)
        #expect(try run.state(of: "behind") == .skipped)
        #expect(run.elapsed == .seconds(1))
    }
}
