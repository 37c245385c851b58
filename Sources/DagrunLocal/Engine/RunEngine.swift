// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials
internal import Synchronization

/// Runs one DAG run: asks the plan what may start, runs it, and tells the plan how it ended.
///
/// A fixed number of workers take tries from the ready queue. The worker that ended a try tells the plan, takes the next
/// try itself and hands further ones to waiting workers, all under one short lock: there is no scheduler task in between.
final class RunEngine: Sendable {
    struct State {
        var plan: RunPlan
        var ready: ReadyQueue
        var running: [PlanInstance: Running] = [:]
        /// Idle workers; one that is resumed looks for work again.
        var waiters: [CheckedContinuation<Void, Never>] = []
        /// Facts about tries that gave their slot back.
        var reschedules: [PlanInstance: (firstStart: Date, count: Int)] = [:]
        /// Delays that tasks chose for their next try.
        var chosenDelays: [PlanInstance: Duration] = [:]
        /// Instances that the run before keeps from starting.
        var held: Set<PlanInstance> = []
        var isOver = false
        var isStopping = false
        var isForced = false
        var runState = RunState.running
        var reason: String?
    }

    /// A try that is being run.
    @safe struct Running {
        /// Valid as long as the entry is there: the worker removes it, under the lock, before it goes on.
        let task: UnsafeCurrentTask?
    }

    let graph: PlanGraph
    let tasks: [ExecutableTask]
    let facts: RunFacts
    let clock: any RunClock
    let services: any TaskServices
    let masker: SecretMasker
    let makeLog: @Sendable (TaskInstanceID, Int) -> any TaskLogSink
    let journal: RunJournal
    /// Tasks that are taken as done instead of being run.
    let markedSuccess: Set<Int>
    /// What in the run before keeps tasks from starting.
    let heldBack: [Int: String]
    let runTimeout: Duration?
    let state: Mutex<State>
    let requests: AsyncStream<EngineRequest>
    let requestSink: AsyncStream<EngineRequest>.Continuation

    init(
        plan: RunPlan, ready: ReadyQueue, tasks: [ExecutableTask], facts: RunFacts, clock: any RunClock,
        services: any TaskServices, masker: SecretMasker, journal: RunJournal, markedSuccess: Set<Int>,
        heldBack: [Int: String] = [:], runTimeout: Duration?,
        makeLog: @escaping @Sendable (TaskInstanceID, Int) -> any TaskLogSink
    ) {
        self.graph = plan.graph
        self.tasks = tasks
        self.facts = facts
        self.clock = clock
        self.services = services
        self.masker = masker
        self.journal = journal
        self.markedSuccess = markedSuccess
        self.heldBack = heldBack
        self.runTimeout = runTimeout
        self.makeLog = makeLog
        state = Mutex(State(plan: plan, ready: ready))
        (requests, requestSink) = AsyncStream.makeStream()
    }

    /// Runs until the run ended or was stopped.
    ///
    /// - Parameter workers: The most tries at once.
    /// - Returns: The state of the run; `running` when it was stopped before its end.
    func run(workers: Int) async -> (state: RunState, reason: String?) {
        state.withLock { state in
            let actions = state.plan.start()
            process(actions, ended: nil, &state)
            settle(&state)
        }
        await withDiscardingTaskGroup { group in
            for _ in 0..<max(workers, 1) { group.addTask { await self.work() } }
            if let runTimeout {
                group.addTask {
                    guard (try? await self.clock.sleep(for: runTimeout)) != nil else { return }
                    self.tell(.timedOut)
                }
            }
            for await request in requests {
                switch request {
                case .timer(let instance, let date):
                    group.addTask {
                        let delay = date.timeIntervalSince(self.clock.now())
                        guard (try? await self.clock.sleep(for: .seconds(max(delay, 0)))) != nil else { return }
                        self.tell(.due(instance))
                    }
                case .worker: group.addTask { await self.work() }
                }
            }
            // Timers that still wait have nothing left to wait for.
            group.cancelAll()
        }
        return state.withLock { ($0.runState, $0.reason) }
    }

    // MARK: Stopping

    /// Starts nothing new; what runs may end.
    func stop() {
        state.withLock { state in
            guard !state.isStopping, !state.isOver else { return }
            state.isStopping = true
            journal.append([RunEvent(time: clock.now(), kind: .interrupted(forced: false))])
            _ = state.plan.apply(.stop)
            settle(&state)
        }
    }

    /// Cancels what runs.
    func cancelRunning() {
        stop()
        state.withLock { state in
            guard !state.isForced, !state.isOver else { return }
            state.isForced = true
            journal.append([RunEvent(time: clock.now(), kind: .interrupted(forced: true))])
            for entry in state.running.values { unsafe entry.task?.cancel() }
        }
    }

    /// The tries that are being run.
    var running: [TaskInstanceID] { state.withLock { $0.running.keys.map(graph.id(of:)).sorted() } }

    // MARK: Workers

    private func work() async {
        var result: EngineResult?
        while let work = await next(after: result) {
            let context = TaskContext(
                run: facts, task: tasks[work.instance.task].definition, mapIndex: work.instance.mapIndex,
                tryNumber: work.tryNumber, firstStartDate: work.firstStart, rescheduleCount: work.rescheduleCount,
                clock: clock, services: services, masker: masker,
                sink: makeLog(graph.id(of: work.instance), work.tryNumber))
            let outcome = await TaskRunner.run(tasks[work.instance.task], context)
            result = EngineResult(work: work, outcome: outcome, effects: context.effects)
            if Task.isCancelled {
                // A cancelled task stays cancelled: another worker takes its place.
                state.withLock { state in complete(result, &state) }
                requestSink.yield(.worker)
                return
            }
        }
    }

    private func next(after result: EngineResult?) async -> EngineWork? {
        var result = result
        while true {
            let found: EngineWork?? = state.withLock { state in
                complete(result, &state)
                return lookForWork(&state)
            }
            result = nil
            if let found { return found }
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    // Something may have become ready since.
                    if state.isOver || state.ready.count > 0 && !state.isStopping { return false }
                    state.waiters.append(continuation)
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        }
    }

    /// The next try; nil inside when the run is over, nil outside when there is none now.
    private func lookForWork(_ state: inout State) -> EngineWork?? {
        if state.isOver { return .some(nil) }
        return take(&state).map { .some($0) }
    }

    /// Takes the next try and notes that the calling worker runs it.
    private func take(_ state: inout State) -> EngineWork? {
        guard let work = pop(&state) else { return nil }
        unsafe withUnsafeCurrentTask { task in
            unsafe state.running[work.instance] = Running(task: task)
        }
        if state.isForced { unsafe state.running[work.instance]?.task?.cancel() }
        return work
    }

    private func pop(_ state: inout State) -> EngineWork? {
        guard !state.isStopping, let instance = state.ready.next() else { return nil }
        let now = clock.now()
        let tryNumber = state.plan.tryNumber(instance)
        _ = state.plan.apply(.started(instance))
        journal.append([RunEvent(time: now, kind: .started(graph.id(of: instance), tryNumber: tryNumber))])
        let earlier = state.reschedules[instance]
        return EngineWork(
            instance: instance, tryNumber: tryNumber, firstStart: earlier?.firstStart ?? now,
            rescheduleCount: earlier?.count ?? 0)
    }
}
