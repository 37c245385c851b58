// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import Testing

struct TaskRunnerTests {
    @Test func `a result is pushed`() async {
        let attempt = Try()
        #expect(await attempt.run { _ in [1, 2] } == "success [1,2]")
        #expect(attempt.services.texts == ["t.return_value": "[1,2]"])
    }

    @Test func `an instance of a mapped task pushes under its index`() async {
        var attempt = Try()
        attempt.mapIndex = 3
        _ = await attempt.run { $0.mapIndex }
        #expect(attempt.services.texts == ["t[3].return_value": "3"])
    }

    @Test func `nil is not pushed`() async {
        let attempt = Try()
        #expect(await attempt.run { _ in Int?.none } == "success null")
        #expect(attempt.services.texts.isEmpty)
    }

    @Test func `a result is kept back where it is not to be pushed`() async {
        var attempt = Try()
        attempt.definition.doXComPush = false
        _ = await attempt.run { _ in 1 }
        #expect(attempt.services.texts.isEmpty)
    }

    @Test func `several outputs are pushed member by member`() async {
        var attempt = Try()
        attempt.definition.multipleOutputs = true
        _ = await attempt.run { _ in ["a": 1, "b": 2] }
        #expect(attempt.services.texts == ["t.return_value": #"{"a":1,"b":2}"#, "t.a": "1", "t.b": "2"])
    }

    @Test func `several outputs must be an object`() async {
        var attempt = Try(retries: 5)
        attempt.definition.multipleOutputs = true
        #expect(
            await attempt.run { _ in [1] }
                == "failed: task t has multiple outputs, so it must return an object; it returned [1]")
    }

    @Test(
        arguments: [
            (TaskSignal.skip("no rows"), "skipped: no rows"),
            (.skip(), "skipped: the task skipped itself"),
            (.fail("broken"), "failed: broken"),
            (.retry(after: .seconds(9), "later"), "retry after 9.0 seconds: later"),
            (.reschedule(after: .seconds(7)), "rescheduled after 7.0 seconds"),
        ])
    func `signals say how the try ends`(_ signal: TaskSignal, _ expected: String) async {
        #expect(await Try(retries: 1).run { _ -> Int in throw signal } == expected)
    }

    @Test(arguments: [(1, "retry: oops"), (2, "retry: oops"), (3, "failed: oops"), (4, "failed: oops")])
    func `an error is tried again while there are tries left`(_ number: Int, _ expected: String) async {
        var attempt = Try(retries: 2)
        attempt.tryNumber = number
        #expect(await attempt.run { _ -> Int in throw Oops() } == expected)
    }

    @Test func `the last try does not come again, whatever delay it asks for`() async {
        #expect(
            await Try().run { _ -> Int in throw TaskSignal.retry(after: .seconds(1), "no more") } == "failed: no more")
    }

    @Test(
        arguments: [
            (RetryDecision.standard, "retry: oops"), (.retry(after: .seconds(3)), "retry after 3.0 seconds: oops"),
            (.fail, "failed: oops"),
        ])
    func `a policy decides by the error`(_ decision: RetryDecision, _ expected: String) async {
        var attempt = Try(retries: 1)
        attempt.retryPolicy = { error in error is Oops ? decision : .standard }
        #expect(await attempt.run { _ -> Int in throw Oops() } == expected)
    }

    @Test func `a policy is not asked about signals`() async {
        var attempt = Try(retries: 1)
        attempt.retryPolicy = { _ in .retry(after: .zero) }
        #expect(await attempt.run { _ -> Int in throw TaskSignal.fail("no") } == "failed: no")
    }

    @Test func `a try that was told to stop counts for nothing`() async {
        let attempt = Try(retries: 1)
        let worker = Task {
            await attempt.run { _ -> Int in
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try Task.checkCancellation()
                return 1
            }
        }
        #expect(await worker.value == "cancelled")
    }

    @Test func `a value that can't be decoded says where`() async {
        struct Row: Codable { var city: String }
        let services = MemoryServices([
            XComKey(taskID: "up"): XComValue(json: Array(#"[{"city":"a"},{"town":1}]"#.utf8))
        ])
        var attempt = Try()
        attempt.services = services
        let text = await attempt.run { context in try await context.pull("up", as: [Row].self).count }
        #expect(
            text == "failed: what task up pushed as “return_value” does not fit: the member “city” is missing at [1]")
        // Of a reply, say, that the task itself reads, another one may do.
        attempt.definition.retries = 1
        let own = await attempt.run { _ in try XComValue(json: Array("1".utf8)).decode(as: String.self) }
        #expect(own == "retry: a value can't be decoded: a string is expected, and this is a number")
        #expect(await attempt.run { context in try await context.pull("up", as: [Row].self).count } == text)
    }

    @Test func `secrets are hidden in errors`() async {
        let attempt = Try()
        let context = attempt.context
        context.masker.add("hunter22", named: "password")
        #expect(
            await attempt.run(context) { _ -> Int in throw Oops(description: "no hunter22 here") }
                == "failed: no *** here")
    }

    @Test func `a label is made before the task runs, which may change it`() async {
        var attempt = Try()
        attempt.mapLabel = { "city \($0.mapIndex)" }
        let context = attempt.context
        _ = await attempt.run(context) { _ in 1 }
        #expect(context.effects.mapLabel == "city -1")
        let other = attempt.context
        _ = await attempt.run(other) { context in
            context.setMapLabel("mine")
            return 1
        }
        #expect(other.effects.mapLabel == "mine")
    }

    @Test func `a label that can't be made fails the try before the task runs`() async {
        var attempt = Try()
        attempt.mapLabel = { _ in throw Oops(description: "no label") }
        let journal = Journal()
        #expect(
            await attempt.run { _ in
                journal.note("ran")
                return 1
            } == "failed: no label")
        #expect(journal.notes.isEmpty)
    }
}
