// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunConcurrency
internal import DagrunHAL
internal import Dispatch
internal import Synchronization

/// Runs the work of a virtual time, one piece after the other, and moves on when nothing is left to do.
///
/// It is not the public type itself, because its conformance to the runtime's experimental protocol for timers must not be
/// public.
final class VirtualExecutor: TaskExecutor {
    let state: Mutex<State>
    /// The present instant, written only by the thread that runs.
    let present = Atomic<Int64>(0)
    /// Whether something became ready that must be done before the time goes on.
    let hasReadyWork = Atomic<Bool>(false)
    let host: any HostTime
    let patience: Duration
    /// The machine's time when the present batch of jobs was begun.
    let batchStart = Atomic<Int64>(0)
    /// The same for the batch before.
    let earlierBatchStart = Atomic<Int64>(0)
    /// The latest task that was seen elsewhere when the present piece of work was begun.
    let latestTask = Atomic<UInt64>(0)
    private let queue = DispatchQueue(label: "dagrun.virtual-time")

    init(_ mode: VirtualTime.Mode, patience: Duration, host: any HostTime) {
        _ = Self.hook
        Self.warmUp()
        self.host = host
        self.patience = patience
        state = Mutex(State(mode: mode, pace: Pace(mode, virtual: 0, host: host.nanoseconds)))
    }

    var now: Timestamp { Timestamp(nanoseconds: present.load(ordering: .acquiring)) }

    /// Whether the calling thread runs this time's work.
    var isCurrent: Bool { unsafe dagrun_claimant() == Unmanaged.passUnretained(self).toOpaque() }

    func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

    func add(_ piece: Piece) {
        let mustStart = state.withLock { state in
            state.ready.append(piece)
            hasReadyWork.store(true, ordering: .relaxed)
            return state.start()
        }
        if mustStart { drainSoon() }
    }

    /// Looks again whether the time can go on.
    func lookAgain() {
        if state.withLock({ $0.start() }) { drainSoon() }
    }

    private func drainSoon() { queue.async { self.drain() } }

    private func drain() {
        unsafe dagrun_set_claimant(Unmanaged.passUnretained(self).toOpaque())
        followHost()
        let wakeUp = runAll()
        dagrun_set_claimant(nil)
        if let wakeUp { host.call(after: wakeUp.delay, wakeUp.body) }
    }

    /// Runs all there is.
    ///
    /// - Returns: When to look again.
    private func runAll() -> WakeUp? {
        var batch: [Piece] = []
        while true {
            latestTask.store(Self.latestTask, ordering: .relaxed)
            state.withLock { state in
                swap(&state.ready, &batch)
                hasReadyWork.store(false, ordering: .relaxed)
                if !batch.isEmpty { state.epoch &+= 1 }
            }
            if batch.isEmpty {
                if case .stop(let wakeUp) = turn() { return wakeUp }
                continue
            }
            earlierBatchStart.store(batchStart.load(ordering: .relaxed), ordering: .relaxed)
            batchStart.store(host.nanoseconds, ordering: .relaxed)
            for piece in batch {
                switch piece {
                case .job(let job): unsafe job.runSynchronously(on: asUnownedTaskExecutor())
                case .call(let body): body()
                }
            }
            batch.removeAll(keepingCapacity: true)
        }
    }
}
