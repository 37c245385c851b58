// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunConcurrency
internal import Synchronization

// A task without a preference for an executor, such as one that is begun with `Task { }`, belongs to the time that it was
// begun on: whatever resumes it on that time's thread, it goes on there. No other task ever does.
extension VirtualExecutor {
    private static let numbers = TaskNumbers()

    /// Has the runtime offer what is enqueued for the global executor; once.
    static let hook: Void = {
        unsafe dagrun_install_global_hook { claimant, job in
            guard let job = unsafe job else { return false }
            let isTask = VirtualExecutor.isTask(unsafe unsafeBitCast(job, to: UnownedJob.self))
            if let claimant = unsafe claimant {
                let executor = unsafe Unmanaged<VirtualExecutor>.fromOpaque(claimant).takeUnretainedValue()
                if unsafe executor.takes(job, isTask: isTask) { return true }
            }
            if isTask { numbers.note(unsafe dagrun_task_number(job)) }
            return false
        }
        // All tasks there are by now have lower numbers.
        Task.detached {}
    }()

    /// The number that the tasks of the next piece of work lie above.
    static var latestTask: UInt64 { numbers.latest }

    private func takes(_ job: UnsafeMutableRawPointer, isTask: Bool) -> Bool {
        // What is no task is an actor's: it lets the tasks go on that wait for it.
        guard !isTask || isOwn(unsafe dagrun_task_number(job)) else { return false }
        add(.job(unsafe unsafeBitCast(job, to: UnownedJob.self)))
        return true
    }

    private func isOwn(_ number: UInt64) -> Bool {
        if state.withLock({ $0.members.contains(number) }) { return true }
        guard Self.numbers.isNew(number, since: latestTask.load(ordering: .relaxed)), isOwnCurrent else { return false }
        state.withLock { $0.members.insert(number) }
        return true
    }

    /// Whether what runs on this thread now belongs to this time.
    private var isOwnCurrent: Bool {
        let number = dagrun_current_task_number()
        if number == 0 || state.withLock({ $0.members.contains(number) }) { return true }
        return unsafe dagrun_current_task_prefers(Unmanaged.passUnretained(self).toOpaque())
    }
}
