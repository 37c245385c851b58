// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunTesting
import FoundationEssentials
import Testing

/// Retries, timeouts, looks of sensors and callbacks, on a clock of their own.
@Suite(.timeLimit(.minutes(15)))
struct TriesTests {
    @Test func retriesComeAfterTheirDelays() async throws {
        let dag = DAG("dag") {
            task("flaky") { context in
                if context.tryNumber == 2 { throw TaskSignal.retry(after: .seconds(7)) }
                if context.tryNumber < 4 { throw TestError() }
                return context.tryNumber
            }.retries(3, delay: .seconds(100))
        }
        let run = try await dag.test()
        #expect(run.state == .success)
        #expect(try run.tries(of: "flaky") == 4)
        #expect(run.elapsed == .seconds(207))
    }

    @Test func backoffIsThatOfThePolicy() async throws {
        let dag = DAG("dag") {
            task("flaky") { context in if context.tryNumber < 4 { throw TestError() } }
                .retries(3, delay: .seconds(10), backoff: .exponential)
        }
        let policy = RetryPolicy(try #require(dag.document.tasks.first))
        let expected = (1...3).map { number in
            policy.delay(
                afterTry: number,
                seed: RetryPolicy.seed(dagID: "dag", taskID: "flaky", logicalDate: nil, tryNumber: number))
        }
        #expect(try await dag.test().elapsed == .seconds(expected.reduce(0, +)))
    }

    @Test func aTimeoutFailsTheTry() async throws {
        let dag = DAG("dag") {
            task("slow") { context in
                try await context.clock.sleep(for: context.tryNumber == 1 ? .hours(1) : .seconds(1))
            }.timeout(.seconds(30)).retries(1, delay: .seconds(5))
        }
        let run = try await dag.test()
        #expect(run.state == .success)
        #expect(
            run.record.instances[TaskInstanceID("slow")]?.attempts.first?.outcome?.message == "timed out after 30.00 s")
        #expect(run.elapsed == .seconds(36))
    }

    @Test func aRescheduledSensorGivesItsSlotBack() async throws {
        let ran = Tally()
        let dag = DAG("dag") {
            let sensor = task(
                "sensor",
                LookingSensor(seen: { ran.note("look \($0)") })
                    .mode(.reschedule).interval(.minutes(10)).timeout(.minutes(25)).softFail())
            let other = task("other") { context in
                try await context.clock.sleep(for: .minutes(1))
                ran.note("other")
            }
            [sensor] >>> task("behind") { _ in 1 }
            _ = other
        }
        let run = try await dag.test(parallel: 1)
        #expect(ran.notes == ["look 0", "other", "look 1", "look 2", "look 3"])
        #expect(try run.state(of: "sensor") == .skipped)
        #expect(try run.tries(of: "sensor") == 1)
        #expect(try run.state(of: "behind") == .skipped)
    }

    @Test func callbacksAreCalledForEachEnd() async throws {
        let called = Tally()
        let dag = DAG(
            "dag", onSuccess: { _ in called.note("dag succeeded") },
            onFailure: { report in called.note("dag failed: \(report.failed.map(\.description))") }
        ) {
            task("good") { _ in 1 }.onSuccess { called.note("\($0.taskID) succeeded") }
            task("skip") { _ in throw TaskSignal.skip("no") }.onSkip { called.note("\($0.taskID) skipped") }
            task("bad") { _ in throw TestError() }.retries(1, delay: .seconds(1))
                .onRetry { called.note("\($0.taskID) retries: \($1)") }
                .onFailure { context, error in
                    called.note("\(context.taskID) failed: \(error)")
                    throw TestError(description: "the callback too")
                }
        }
        let run = try await dag.test()
        #expect(
            Set(called.notes) == [
                "good succeeded", "skip skipped", "bad retries: it went wrong", "bad failed: it went wrong",
                #"dag failed: ["bad"]"#,
            ])
        #expect(called.notes.last == #"dag failed: ["bad"]"#)
        #expect(try run.logs(of: "bad") == ["ERROR callback failed error=the callback too"])
    }

    @Test func aCallbackOfTheDAGThatFailsIsAWarning() async throws {
        let dag = DAG("dag", onSuccess: { _ in throw TestError() }) { task("a") { _ in 1 } }
        let run = try await dag.test()
        #expect(run.state == .success)
        #expect(run.warnings == ["the DAG's callback failed: it went wrong"])
    }

    @Test func variablesAreSetForTheRestOfTheRun() async throws {
        let dag = DAG("dag") {
            let set = task("set") { context in
                try await context.services.setVariable("limit", to: "8")
                try await context.services.setVariable("gone", to: nil)
            }
            let get = task("get") { context in
                let gone = try await context.services.variable("gone") ?? "nothing"
                return "\(try await context.variable("limit")) and \(gone)"
            }
            set >>> get
        }
        let run = try await dag.test(variables: ["limit": "5", "gone": "here"])
        #expect(try run.output(of: "get", as: String.self) == "8 and nothing")
    }
}
