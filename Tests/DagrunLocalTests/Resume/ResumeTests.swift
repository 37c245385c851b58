// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunTesting
import FoundationEssentials
import Synchronization
import Testing

/// Going on with runs that were left in the middle.
@Suite(.timeLimit(.minutes(15)))
struct ResumeTests {
    private let start = VirtualClock.defaultStart

    /// Begins a journal as a process left it that died.
    private func leave(_ probe: Probe, _ dag: DAG, _ events: [(Double, RunEvent.Kind)]) throws {
        let facts = RunFacts(
            dagID: dag.id, runID: "one", runAfter: start, dagVersion: dag.document.contentHash)
        let all =
            [RunEvent(time: start, kind: .runStarted(facts, resumed: false))]
            + events.map { RunEvent(time: start.addingTimeInterval($0.0), kind: $0.1) }
        try JournalText.write(all, to: probe.journal(dag))
    }

    @Test func waitsForTheRecordedInstantOfARetry() async throws {
        let probe = try Probe()
        let id = TaskInstanceID("flaky")
        let dag = DAG("dag") { task("flaky") { _ in 7 }.retries(1) }
        let due = start.addingTimeInterval(300)
        try leave(
            probe, dag,
            [
                (0, .started(id, tryNumber: 1)),
                (1, .ended(id, tryNumber: 1, .init(state: .upForRetry, message: "no", nextTry: due))),
            ])
        let record = try await probe.resume(dag) { $0.clock = VirtualClock(start.addingTimeInterval(100)) }
        #expect(record.state == .success)
        #expect(record.instances[id]?.attempts.map(\.tryNumber) == [1, 2])
        #expect(record.instances[id]?.attempts.last?.start == due)
    }

    @Test func goesOnWithTheLooksOfASensor() async throws {
        let probe = try Probe()
        let id = TaskInstanceID("sensor")
        let seen = Mutex<[Int]>([])
        let dag = DAG("dag") {
            task(
                "sensor",
                LookingSensor(seen: { count in seen.withLock { $0.append(count) } })
                    .mode(.reschedule).interval(.seconds(60)).timeout(.seconds(200)))
        }
        let due = start.addingTimeInterval(60)
        try leave(
            probe, dag,
            [
                (0, .started(id, tryNumber: 1)),
                (0, .ended(id, tryNumber: 1, .init(state: .upForReschedule, nextTry: due))),
            ])
        let record = try await probe.resume(dag) { $0.clock = VirtualClock(start.addingTimeInterval(10)) }
        // It looked first at 0: the timeout counts from there, over the interruption.
        #expect(record.instances[id]?.state == .failed)
        #expect(seen.withLock { $0 } == [1, 2, 3, 4])
        #expect(record.instances[id]?.attempts.map(\.tryNumber) == [1, 1, 1, 1, 1])
        #expect(record.instances[id]?.attempts[1].start == due)
    }

    @Test func aLostTryTakesNoRetryAway() async throws {
        let probe = try Probe()
        let id = TaskInstanceID("flaky")
        let tries = Tally()
        let dag = DAG("dag") {
            task("flaky") { context in
                tries.note("\(context.tryNumber) of \(context.maximumTries)")
                throw TestError()
            }.retries(1)
        }
        try leave(probe, dag, [(0, .started(id, tryNumber: 1))])
        let record = try await probe.resume(dag)
        #expect(tries.notes == ["2 of 3", "3 of 3"])
        #expect(record.instances[id]?.state == .failed)
    }

    @Test func doesAgainWhatFailedAndNothingElse() async throws {
        let probe = try Probe()
        let ran = Tally()
        let isBroken = Mutex(true)
        let dag = DAG("dag") {
            let list = task("list") { _ in
                ran.note("list")
                return [1, 2, 3]
            }
            let each = task("each").expand(over: list.output) { number, context in
                ran.note("each\(number)")
                if number == 2, isBroken.withLock({ $0 }) { throw TestError() }
                return number
            }.retries(1, delay: .seconds(1))
            let sum = task("sum", each.output) { numbers in numbers.reduce(0, +) }
            let itself = task("itself") { _ in
                ran.note("itself")
                throw TaskSignal.skip("nothing to do")
            }
            let behind = task("behind") { _ in ran.note("behind") }
            let choose = branch("choose") { OneTwo.one }
            let one = task("one") { _ in ran.note("one") }
            let two = task("two") { _ in ran.note("two") }
            let alarm = task("alarm") { _ in ran.note("alarm") }.triggerRule(.oneFailed)
            itself >>> behind
            choose.path(.one) >>> one
            choose.path(.two) >>> two
            each >>> alarm
            _ = sum
        }
        let first = try await probe.run(dag) { $0.runID = "one" }
        #expect(first.state == .failed)
        #expect(first.instances[TaskInstanceID("sum")]?.state == .upstreamFailed)
        #expect(first.instances[TaskInstanceID("alarm")]?.state == .success)
        #expect(ran.count("each2") == 2)

        ran.clear()
        isBroken.withLock { $0 = false }
        let second = try await probe.resume(dag)
        #expect(second.state == .success)
        #expect(ran.notes == ["each2"])
        #expect(second.instances[TaskInstanceID("sum")]?.value == Array("6".utf8))
        #expect(second.instances[TaskInstanceID("two")]?.state == .skipped)
        #expect(second.instances[TaskInstanceID("behind")]?.state == .skipped)
        #expect(second.instances[TaskInstanceID("each", mapIndex: 1)]?.attempts.map(\.tryNumber) == [1, 2, 3])
        // What stands on disk says the same.
        #expect(try probe.contents(dag).record == second)
    }

    @Test func aClearedInstanceHasAllItsRetries() async throws {
        let probe = try Probe()
        let tries = Tally()
        let dag = DAG("dag") {
            task("bad") { context in
                tries.note("\(context.tryNumber) of \(context.maximumTries)")
                throw TestError()
            }.retries(1)
        }
        _ = try await probe.run(dag) { $0.runID = "one" }
        _ = try await probe.resume(dag)
        #expect(try await probe.resume(dag).state == .failed)
        #expect(tries.notes == ["1 of 2", "2 of 2", "3 of 4", "4 of 4", "5 of 6", "6 of 6"])
    }

    @Test func setsUpAgainWhatWasTornDown() async throws {
        let probe = try Probe()
        let ran = Tally()
        let isBroken = Mutex(true)
        let dag = DAG("dag") {
            let create = task("create") { _ in ran.note("create") }
            let good = task("good") { _ in ran.note("good") }
            let bad = task("bad") { _ in
                ran.note("bad")
                if isBroken.withLock({ $0 }) { throw TestError() }
            }
            let drop = task("drop") { _ in ran.note("drop") }.teardown(of: create)
            create >>> good >>> bad >>> drop
            let other = task("create_other") { _ in ran.note("create_other") }
            let use = task("use_other") { _ in ran.note("use_other") }
            other >>> use >>> task("drop_other") { _ in ran.note("drop_other") }.teardown(of: other)
            bad >>> task("end") { _ in ran.note("end") }
        }
        #expect(try await probe.run(dag) { $0.runID = "one" }.state == .failed)
        ran.clear()
        isBroken.withLock { $0 = false }
        let record = try await probe.resume(dag)
        #expect(record.state == .success)
        #expect(ran.notes.sorted() == ["bad", "create", "drop", "end"])
        #expect(ran.notes.first == "create")
        #expect(try probe.contents(dag).record == record)
    }

    @Test func doesWhatFailFastOrTheRunTimeoutLeft() async throws {
        let probe = try Probe()
        let isBroken = Mutex(true)
        let dag = DAG("dag", failFast: true) {
            let bad = task("bad") { _ in if isBroken.withLock({ $0 }) { throw TestError() } }
            let slow = task("slow") { context in try await context.clock.sleep(for: .seconds(10)) }
            let end = task("end") { _ in 1 }
            slow >>> end
            _ = bad
        }
        let first = try await probe.run(dag) { $0.runID = "one" }
        #expect(first.instances[TaskInstanceID("end")]?.state == .skipped)
        #expect(first.state == .failed)
        isBroken.withLock { $0 = false }
        let second = try await probe.resume(dag)
        #expect(second.state == .success)
        #expect(second.instances[TaskInstanceID("end")]?.state == .success)
    }

    @Test func aFailFastRunThatFailedBeforeAnInterruptionFails() async throws {
        let probe = try Probe()
        let id = TaskInstanceID("bad")
        let dag = DAG("dag", failFast: true) {
            let bad = task("bad") { _ in 1 }
            bad >>> task("end") { _ in 1 }
        }
        try leave(
            probe, dag, [(0, .started(id, tryNumber: 1)), (0, .ended(id, tryNumber: 1, .init(state: .failed)))])
        let record = try await probe.resume(dag)
        #expect(record.instances[TaskInstanceID("end")]?.state == .skipped)
        #expect(record.state == .failed)
        #expect(try await probe.resume(dag).state == .success)
    }

    @Test func doesNothingForARunThatSucceeded() async throws {
        let probe = try Probe()
        let ran = Tally()
        let dag = DAG("dag", onSuccess: { _ in ran.note("callback") }) { task("a") { _ in ran.note("a") } }
        _ = try await probe.run(dag) { $0.runID = "one" }
        let before = try probe.contents(dag).events
        ran.clear()
        let record = try await probe.resume(dag, "latest")
        #expect(record.state == .success)
        #expect(ran.notes.isEmpty)
        #expect(probe.warnings == ["run one succeeded already: there is nothing left to do"])
        #expect(try probe.contents(dag).events == before)
    }

    @Test func whatFailedBeforeAnInterruptionStaysFailed() async throws {
        let probe = try Probe()
        let id = TaskInstanceID("bad")
        let ran = Tally()
        let dag = DAG("dag") {
            let bad = task("bad") { _ in ran.note("bad") }
            let good = task("good") { _ in ran.note("good") }
            bad >>> good
        }
        try leave(
            probe, dag, [(0, .started(id, tryNumber: 1)), (0, .ended(id, tryNumber: 1, .init(state: .failed)))])
        #expect(try await probe.resume(dag).state == .failed)
        #expect(ran.notes.isEmpty)
        #expect(try await probe.resume(dag).state == .success)
        #expect(ran.notes == ["bad", "good"])
    }

    @Test func givesBackAllThatWasPushed() async throws {
        let probe = try Probe()
        let isBroken = Mutex(true)
        let dag = DAG("dag") {
            let pull = task("pull") { context in
                try await context.push("note", ["of": "the task"])
                return ["city": "Austin", "rows": "12"]
            }.multipleOutputs()
            let list = task("list") { _ in [["a": 1], ["a": 2]] }
            let each = task("each").expand(over: list.output) { element, context in
                try await context.push("twice", element["a", default: 0] * 2)
                return element
            }
            let report = task("report", pull.output("city", as: String.self), each.output) {
                (city: String, list: [[String: Int]], context: TaskContext) in
                if isBroken.withLock({ $0 }) { throw TestError() }
                let note = try await context.pull("pull", as: [String: String].self, key: "note")
                let twice = try await context.pullAll("each", as: Int.self, key: "twice")
                return "\(city) \(note["of"] ?? "") \(twice) \(list)"
            }
            _ = report
        }
        _ = try await probe.run(dag) { $0.runID = "one" }
        isBroken.withLock { $0 = false }
        let record = try await probe.resume(dag)
        let value = try #require(record.instances[TaskInstanceID("report")]?.value)
        #expect(String(decoding: value, as: UTF8.self) == #""Austin the task [2, 4] [[\"a\": 1], [\"a\": 2]]""#)
    }

    @Test func keepsTheSelection() async throws {
        let probe = try Probe()
        let ran = Tally()
        let isBroken = Mutex(true)
        let dag = DAG("dag") {
            let a = task("a") { _ in
                ran.note("a")
                return 1
            }
            let b = task("b", a.output) { (value: Int) in
                ran.note("b\(value)")
                if isBroken.withLock({ $0 }) { throw TestError() }
                return value
            }
            task("c", b.output) { (value: Int) in ran.note("c") }
        }
        let first = try await probe.run(dag) { configuration in
            configuration.runID = "one"
            configuration.selection.only = ["b"]
            configuration.inputs = ["a": .int(5)]
        }
        #expect(first.state == .failed)
        isBroken.withLock { $0 = false }
        let second = try await probe.resume(dag)
        #expect(second.state == .success)
        #expect(ran.notes == ["b5", "b5"])
        #expect(second.facts.selectedTasks == ["b"])
    }

    @Test func saysThatTheDAGWasChanged() async throws {
        let probe = try Probe()
        _ = try await probe.run(DAG("dag") { task("a") { _ in throw TestError() } }) { $0.runID = "one" }
        let changed = DAG("dag") {
            task("a") { _ in 1 }
            task("b") { _ in 2 }
        }
        #expect(try await probe.resume(changed).state == .success)
        #expect(probe.warnings.contains { $0.contains("was changed since run one began") })
    }
}
