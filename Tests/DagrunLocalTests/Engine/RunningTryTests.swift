// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunLocal

@Suite struct RunningTryTests {
    @Test func theLastOfThoseWhoCancelLetsTheWorkerGoOn() async {
        var running = RunningTry.ofCurrentTask()
        #expect(!running.isHeld)
        running.beginCancelling()
        running.beginCancelling()
        await withCheckedContinuation { continuation in
            running.hold(continuation)
            #expect(running.endCancelling() == nil)
            #expect(running.isHeld)
            let worker = running.endCancelling()
            #expect(worker != nil)
            worker?.resume()
        }
        #expect(!running.isHeld)
    }

    @Test func cancellingReachesTheTaskThatRunsIt() async {
        let task = Task {
            let running = RunningTry.ofCurrentTask()
            running.cancel()
            return Task.isCancelled
        }
        #expect(await task.value)
    }
}
