// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

// Tasks that prefer the thread of the edges: an edge wakes no other thread for them, which is a quarter of its way to a task.
extension EventLoop: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        // The thread itself looks at the jobs before it waits again.
        guard thread.load(ordering: .relaxed) != Self.currentThread else { return }
        let isRunning = state.withLock { state in
            guard (try? self.start(&state)) != nil else { return false }
            dagrun_gpio_bell_ring(Self.number(state.bell))
            return true
        }
        // Where no thread is to be had, what was to run must not be lost.
        if !isRunning { runJobs() }
    }

    /// Runs the jobs that wait now; what comes of them waits for the next time, so that edges have their turn.
    func runJobs() {
        let waiting = jobs.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in waiting { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    static var currentThread: UInt { UInt(pthread_self()) }
}
