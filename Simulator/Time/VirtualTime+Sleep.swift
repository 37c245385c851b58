// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
internal import Synchronization

extension VirtualTime {
    /// Waits until an instant of this time.
    ///
    /// Those who wait for one instant are woken in the order in which they began to wait, each after all that the one
    /// before it did. The last instant there is never comes.
    ///
    /// - Parameters:
    ///   - deadline: The instant; one that is past lets only what is ready now go first.
    ///   - tolerance: Is not looked at.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        try await core.sleep(until: deadline)
    }

    /// Waits in this time.
    ///
    /// - Parameter duration: How long; parts of a nanosecond count as a whole one.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(for duration: Duration) async throws {
        try await core.sleep(until: core.deadline(after: duration))
    }
}

extension VirtualExecutor {
    func sleep(until deadline: Timestamp) async throws {
        try Task.checkCancellation()
        guard deadline > now else { return await Task.yield() }
        // The time goes on for the sake of a task elsewhere, unless that waits forever.
        let isOutside = !isCurrent && deadline.nanoseconds < .max
        // Zero until the alarm is set.
        let ticket = Atomic<TimerQueue<Alarm>.Ticket>(0)
        try await withTaskCancellationHandler {
            try await unsafe withUnsafeThrowingContinuation { continuation in
                let sleeper = unsafe Sleeper(continuation: continuation, isOutside: isOutside)
                let isSet = state.withLock { state in
                    // A handler that ran before this found no ticket; one that runs later finds it.
                    guard !Task.isCancelled else { return false }
                    ticket.store(
                        state.timers.insert(.sleeper(sleeper), at: deadline.nanoseconds), ordering: .relaxed)
                    if isOutside { state.outsideSleepers += 1 }
                    return true
                }
                if !isSet { sleeper.cancel() } else if isOutside { lookAgain() }
            }
        } onCancel: {
            let alarm = state.withLock { state in
                let alarm = state.timers.remove(ticket.load(ordering: .relaxed))
                if isOutside, alarm != nil { state.outsideSleepers -= 1 }
                return alarm
            }
            if case .sleeper(let sleeper) = alarm { sleeper.cancel() }
        }
    }

    /// The instant some time from now: never earlier than it should be.
    func deadline(after duration: Duration) -> Timestamp {
        let whole = duration.clampedNanoseconds
        let isShort = duration > .zero && whole < .max && .nanoseconds(whole) < duration
        let (sum, overflow) = now.nanoseconds.addingReportingOverflow(isShort ? whole + 1 : whole)
        return Timestamp(nanoseconds: overflow ? (whole < 0 ? 0 : .max) : sum)
    }
}
