// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunTestSupport
import DagrunTesting
import Synchronization
import Testing

/// What runs when: priorities, pools and limits.
@Suite(.timeLimit(.minutes(15)))
struct SchedulingTests {
    /// Counts how many run at once.
    private final class Gauge: Sendable {
        private let state = Mutex<(now: Int, most: Int)>((0, 0))

        var most: Int { state.withLock { $0.most } }

        func measure(_ context: TaskContext) async throws {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
            defer { state.withLock { $0.now -= 1 } }
            try await context.clock.sleep(for: .seconds(1))
        }
    }

    @Test func oneAtATimeByPriorityThenByDeclaration() async throws {
        let ran = Tally()
        let dag = DAG("dag") {
            for (id, weight) in [("low", 1), ("high", 9), ("middle", 5), ("also_high", 9)] {
                task(id) { _ in ran.note(id) }.priority(weight, rule: .absolute)
            }
            // By default a task weighs as much as all that waits for it.
            let head = task("head") { _ in ran.note("head") }
            let tail = task("tail") { _ in ran.note("tail") }.priority(20)
            head >>> tail
        }
        let run = try await dag.test(parallel: 1)
        #expect(ran.notes == ["head", "tail", "high", "also_high", "middle", "low"])
        let starts = run.events.compactMap { event in
            if case .started(let id, _) = event.kind { id.taskID } else { nil }
        }
        #expect(starts == ran.notes)
    }

    @Test(arguments: [(1, 3), (2, 4), (3, 4)]) func noMoreThanAPoolHasSlots(slots: Int, most: Int) async throws {
        let gauge = Gauge()
        let dag = DAG("dag") {
            for place in 0..<12 {
                task("t\(place)") { context in try await gauge.measure(context) }.pool("narrow", slots: slots)
            }
            for place in 0..<4 { task("free\(place)") { _ in place } }
        }
        let run = try await dag.test(pools: ["narrow": slots == 1 ? 3 : slots * most])
        #expect(run.state == .success)
        #expect(gauge.most == most)
    }

    @Test func noMoreThanATaskAllows() async throws {
        let gauge = Gauge()
        let dag = DAG("dag") {
            task("each").expand(over: .value(Array(0..<9))) { (_: Int, context: TaskContext) in
                try await gauge.measure(context)
                return 1
            }.maximumActive(perRun: 2)
        }
        let run = try await dag.test()
        #expect(run.state == .success)
        #expect(gauge.most == 2)
        #expect(run.elapsed == .seconds(5))
    }

    @Test func noMoreThanTheDAGAllows() async throws {
        let gauge = Gauge()
        let dag = DAG("dag", maxActiveTasks: 3) {
            for place in 0..<9 { task("t\(place)") { context in try await gauge.measure(context) } }
        }
        #expect(try await dag.test().elapsed == .seconds(3))
        #expect(gauge.most == 3)
    }

    @Test func anUnknownPoolIsRefusedBeforeAnythingRuns() async throws {
        let dag = DAG("dag") { task("a") { _ in 1 }.pool("nowhere") }
        await #expect(throws: ReadyQueueError.self) { try await dag.test() }
    }

    @Test(arguments: [1, 2, 32, 1000]) func allShapesEndWithAnyNumberOfWorkers(parallel: Int) async throws {
        let ran = Tally()
        let dag = DAG("dag") {
            let list = task("list") { _ in Array(0..<60) }
            let each = task("each").expand(over: list.output) { number, context in
                ran.note("each\(context.mapIndex)")
                return number
            }
            let sum = task("sum", each.output) { numbers in numbers.reduce(0, +) }
            for place in 0..<60 {
                let one = task("one\(place)") { _ in place }
                let two = task("two\(place)", one.output) { value in value }
                sum >>> two
            }
        }
        let probe = try Probe()
        let record = try await probe.run(dag) { configuration in
            configuration.parallel = parallel
            configuration.clock = SystemClock()
            configuration.pools["default_pool"] = 7
        }
        #expect(record.state == .success)
        #expect(Set(ran.notes).count == 60 && ran.notes.count == 60)
    }

    @Test func aChainOfTwoThousand() async throws {
        let dag = DAG("dag") {
            var last = task("t0") { _ in 0 }
            for place in 1..<2000 { last = task("t\(place)", last.output) { value in value + 1 } }
        }
        let probe = try Probe()
        let record = try await probe.run(dag) { $0.clock = SystemClock() }
        #expect(record.instances[TaskInstanceID("t1999")]?.value == Array("1999".utf8))
    }

    @Test func fiveThousandAtOnce() async throws {
        let ran = Atomic(0)
        let dag = DAG("dag") {
            for place in 0..<5000 { task("t\(place)") { _ in ran.add(1, ordering: .relaxed) } }
        }
        let probe = try Probe()
        let record = try await probe.run(dag) { $0.clock = SystemClock() }
        #expect(record.state == .success)
        #expect(record.instances.count == 5000)
        #expect(ran.load(ordering: .relaxed) == 5000)
    }

    /// Real threads, random graphs, stops at random moments: each try runs once, and every run can be ended.
    @Test(arguments: 0..<30) func runsEachTryOnceUnderStress(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let ran = Tally()
        let stop = Mutex<(LocalRun?, Int)>((nil, Int.random(in: 1...60, using: &random)))
        let edges = (1..<40).map { _ in Int.random(in: 0..<40, using: &random) }
        let failing = Set((0..<6).map { _ in Int.random(in: 0..<40, using: &random) })
        let dag = DAG("dag", defaults: TaskSettings(retries: 1, retryDelay: .zero)) {
            var tasks: [TaskHandle<Int>] = []
            for place in 0..<40 {
                tasks.append(
                    task("t\(place)") { context in
                        ran.note("\(context.taskID) \(context.tryNumber)")
                        let run = stop.withLock { state in
                            state.1 -= 1
                            return state.1 == 0 ? state.0 : nil
                        }
                        if seed.isMultiple(of: 3) { run?.cancelRunning() } else { run?.stop() }
                        await Task.yield()
                        try Task.checkCancellation()
                        if failing.contains(place), context.maximumTries - context.tryNumber > 0 { throw TestError() }
                        return place
                    }.pool("pool", slots: place % 2 + 1))
            }
            for (place, source) in edges.enumerated() where source <= place { tasks[source] >>> tasks[place + 1] }
        }
        let probe = try Probe()
        let run = try probe.prepare(dag) { configuration in
            configuration.clock = SystemClock()
            configuration.runID = "one"
            configuration.parallel = 1 + seed % 9
            configuration.pools["pool"] = 3
        }
        stop.withLock { $0.0 = run }
        var record = await run.execute()
        stop.withLock { $0.0 = nil }
        if !record.state.isFinished {
            record = try await probe.resume(dag) { configuration in
                configuration.clock = SystemClock()
                configuration.pools["pool"] = 3
            }
        }
        #expect(record.state == .success)
        #expect(record.instances.count == 40)
        let notes = ran.notes
        #expect(Set(notes).count == notes.count)
        let onDisk = try probe.contents(dag).record.instances
        #expect(
            onDisk.mapValues { $0.attempts.map(\.tryNumber) }
                == record.instances.mapValues { $0.attempts.map(\.tryNumber) })
        #expect(onDisk.mapValues(\.state) == record.instances.mapValues(\.state))
    }
}
