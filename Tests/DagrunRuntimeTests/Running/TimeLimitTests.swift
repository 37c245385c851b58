// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import Synchronization
import Testing

struct TimeLimitTests {
    private func attempt(retries: Int = 0) -> Try {
        var attempt = Try(retries: retries)
        attempt.definition.executionTimeout = 10
        attempt.clock = ManualClock(isHeld: true)
        return attempt
    }

    @Test(.timeLimit(.minutes(15))) func `work within the limit succeeds`() async {
        #expect(await attempt().run { _ in 1 } == "success 1")
    }

    @Test(.timeLimit(.minutes(15))) func `an error within the limit is its own`() async {
        #expect(await attempt().run { _ -> Int in throw Oops() } == "failed: oops")
    }

    @Test(.timeLimit(.minutes(15))) func `work that heeds its cancellation ends at the limit`() async {
        let attempt = attempt(retries: 1)
        let worker = Task {
            await attempt.run { context in
                try await context.clock.sleep(for: .seconds(1000))
                return 1
            }
        }
        await attempt.clock.sleeps(2)
        attempt.clock.advance(by: .seconds(10))
        #expect(await worker.value == "retry: timed out after 10.00 s")
    }

    @Test(.timeLimit(.minutes(15))) func `work that swallows its cancellation is timed out too`() async {
        let attempt = attempt()
        let worker = Task {
            await attempt.run { context in
                try? await context.clock.sleep(for: .seconds(1000))
                return 1
            }
        }
        await attempt.clock.sleeps(2)
        attempt.clock.advance(by: .seconds(10))
        #expect(await worker.value == "failed: timed out after 10.00 s")
        #expect(attempt.services.texts.isEmpty)
    }

    @Test(.timeLimit(.minutes(15))) func `work that ignores its cancellation is left behind after a grace time`() async
    {
        let attempt = attempt()
        let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)
        let worker = Task {
            await attempt.run { _ in
                await withCheckedContinuation { continuation in gate.withLock { $0 = continuation } }
                return 1
            }
        }
        await attempt.clock.sleeps(1)
        attempt.clock.advance(by: .seconds(10))
        await attempt.clock.sleeps(2)
        attempt.clock.advance(by: .seconds(10))
        #expect(
            await worker.value
                == "failed: timed out after 10.00 s; it went on after it was cancelled and was left behind: let it check"
                + " Task.isCancelled")
        // What was left behind may end later; its result is of no use to anyone.
        while true {
            if let continuation = gate.withLock({ $0 }) {
                continuation.resume()
                break
            }
            await Task.yield()
        }
    }

    @Test(.timeLimit(.minutes(15))) func `a try that is told to stop within its limit counts for nothing`() async {
        let attempt = attempt(retries: 1)
        let worker = Task {
            await attempt.run { context in
                try await context.clock.sleep(for: .seconds(1000))
                return 1
            }
        }
        await attempt.clock.sleeps(2)
        worker.cancel()
        #expect(await worker.value == "cancelled")
    }
}
