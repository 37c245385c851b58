// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization
@_spi(ExperimentalScheduling) @_spi(ExperimentalCustomExecutors) internal import _Concurrency

// All that touches the runtime's experimental interfaces stands in this file.
extension VirtualExecutor: SchedulingExecutor {
    /// Takes the timer of a sleep that was not begun by this clock.
    func enqueue<C: Clock>(_ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C) {
        set(UnownedJob(job), after: delay as? Duration ?? .zero)
    }

    /// Takes the timer of a sleep that was not begun by this clock.
    func enqueue<C: Clock>(_ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C) {
        let rest = clock.now.duration(to: instant) as? Duration ?? .zero
        // A sleep may read the clock in one batch and ask for its timer in the next.
        let elapsed = isCurrent ? host.nanoseconds - earlierBatchStart.load(ordering: .relaxed) : 0
        let asked = AskedDuration(rest: rest.clampedNanoseconds, elapsed: elapsed)
        set(UnownedJob(job), after: .nanoseconds(asked.nanoseconds))
    }

    private func set(_ job: UnownedJob, after delay: Duration) {
        let time = deadline(after: delay).nanoseconds
        state.withLock { state in _ = state.timers.insert(.job(job), at: time) }
        if !isCurrent { lookAgain() }
    }

    /// Whether a job is a part of a task; others are those of actors.
    static func isTask(_ job: UnownedJob) -> Bool { ExecutorJob(job).kind == .task }

    /// Has the runtime find out, before anybody measures a time, that this is an executor for timers.
    static func warmUp() { _ = VirtualExecutor.self as Any.Type as? any SchedulingExecutor.Type }

    /// Runs the timer of a `Task.sleep`, which wakes the task that sleeps.
    ///
    /// It is a task of its own without a preference: run on this executor it would hop to a thread of the global pool, and
    /// wake the sleeper from there, at a moment that nobody can foresee. Where no executor is claimed, it stays.
    func runTimer(_ job: UnownedJob) {
        // The runtime's generic executor: two zero words, as `SerialExecutorRef::generic()`.
        let generic = unsafe unsafeBitCast((UInt(0), UInt(0)), to: UnownedSerialExecutor.self)
        unsafe job.runSynchronously(on: generic)
    }
}
