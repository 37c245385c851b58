// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Dispatch
internal import Synchronization

/// Runs all work of a test one piece after the other, and says when nothing is left to do.
final class TestExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var next = 0
        var isDraining = false
        var whenIdle: (@Sendable () -> Bool)?
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "dagrun.test-executor")

    /// Calls when nothing is left to do; the call says whether it made new work.
    func whenIdle(_ call: @escaping @Sendable () -> Bool) { state.withLock { $0.whenIdle = call } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        wake()
    }

    /// Has the executor look whether it is idle.
    func wake() {
        let mustStart = state.withLock { state in
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if mustStart { queue.async { self.drain() } }
    }

    private func drain() {
        while true {
            while let job = pop() { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
            if state.withLock({ $0.whenIdle })?() == true { continue }
            let isDone = state.withLock { state in
                guard state.jobs.isEmpty else { return false }
                state.isDraining = false
                return true
            }
            if isDone { return }
        }
    }

    private func pop() -> UnownedJob? {
        state.withLock { state in
            guard state.next < state.jobs.count else {
                state.jobs = []
                state.next = 0
                return nil
            }
            defer { state.next += 1 }
            return state.jobs[state.next]
        }
    }
}
