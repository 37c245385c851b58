// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import Testing

struct TaskCallbackTests {
    /// A task whose callbacks note that they were called.
    private func attempt(_ journal: Journal, retries: Int = 0) -> Try {
        var attempt = Try(retries: retries)
        func note(_ name: String) -> TaskCallbacks.Callback {
            { context, error in journal.note("\(name) \(context.taskID) \(error.map { "\($0)" } ?? "-")") }
        }
        attempt.callbacks.onSuccess = [note("success"), note("success again")]
        attempt.callbacks.onFailure = [note("failure")]
        attempt.callbacks.onRetry = [note("retry")]
        attempt.callbacks.onSkip = [note("skip")]
        return attempt
    }

    @Test func `success calls all of its callbacks in order`() async {
        let journal = Journal()
        _ = await attempt(journal).run { _ in 1 }
        #expect(journal.notes == ["success t -", "success again t -"])
    }

    @Test func `failure, retry and skip each call their own`() async {
        let journal = Journal()
        _ = await attempt(journal).run { _ -> Int in throw Oops() }
        _ = await attempt(journal, retries: 1).run { _ -> Int in throw Oops() }
        _ = await attempt(journal).run { _ -> Int in throw TaskSignal.skip("enough") }
        #expect(journal.notes == ["failure t oops", "retry t oops", "skip t enough"])
    }

    @Test func `giving the slot back calls nothing`() async {
        let journal = Journal()
        _ = await attempt(journal).run { _ -> Int in throw TaskSignal.reschedule(after: .seconds(1)) }
        #expect(journal.notes.isEmpty)
    }

    @Test func `an error in a callback is logged, changes nothing and stops no other`() async {
        let journal = Journal()
        var attempt = attempt(journal)
        attempt.callbacks.onSuccess.insert({ _, _ in throw Oops(description: "bad callback") }, at: 0)
        #expect(await attempt.run { _ in 1 } == "success 1")
        #expect(journal.notes == ["success t -", "success again t -"])
        #expect(attempt.log.lines == ["error callback failed error=bad callback"])
    }
}
