// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
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
        var running: [PlanInstance: RunningTry] = [:]
        /// Idle workers; one that is resumed with `true` looks for work again.
        var waiters: [CheckedContinuation<Bool, Never>] = []
        /// Whether a worker was woken that did not come to look for work yet.
        var isWaking = false
        /// Facts about tries that gave their slot back.
        var reschedules: [PlanInstance: (firstStart: Date, count: Int)] = [:]
        /// Delays that tasks chose for their next try.
        var chosenDelays: [PlanInstance: Duration] = [:]
        /// Instances that the run before keeps from starting.
        var held: Set<PlanInstance> = []
        /// Whether a task failed for good.
        var hasFailed = false
        var isOver = false
        var isStopping = false
        var isForced = false
        var runState = RunState.running
        var reason: String?
        /// Waits for cancelled tries to end.
        var grace: Task<Void, Never>?
        /// Tries that wait for something that can't happen any more, and why that is so.
        var stuck: [PlanInstance: String] = [:]
        /// Tries to cancel as soon as the lock is given back; see ``RunEngine/cancelDoomed()``.
        var doomed: [PlanInstance] = []
    }

    /// How long cancelled tries may take to end.
    static let grace: Duration = .seconds(5)

    let graph: PlanGraph
    let tasks: [ExecutableTask]
    let facts: RunFacts
    let clock: any RunClock
    /// What all tries share.
    let surroundings: RunSurroundings
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
    private let finished = FirstResult<Void>()

    init(
        plan: RunPlan, ready: ReadyQueue, tasks: [ExecutableTask], facts: RunFacts, clock: any RunClock,
        services: any TaskServices, masker: SecretMasker, board: Board? = nil, journal: RunJournal,
        markedSuccess: Set<Int>,
        heldBack: [Int: String] = [:], runTimeout: Duration?, timers: [EngineTimer] = [],
        hasFailed: Bool = false,
        makeLog: @escaping @Sendable (TaskInstanceID, Int) -> any TaskLogSink
    ) {
        self.graph = plan.graph
        self.tasks = tasks
        self.facts = facts
        self.clock = clock
        surroundings = RunSurroundings(
            facts: facts, clock: clock, services: services, masker: masker, board: board)
        self.masker = masker
        self.journal = journal
        self.markedSuccess = markedSuccess
        self.heldBack = heldBack
        self.runTimeout = runTimeout
        self.makeLog = makeLog
        var state = State(plan: plan, ready: ready)
        (requests, requestSink) = AsyncStream.makeStream()
        state.hasFailed = hasFailed
        for timer in timers {
            if let looks = timer.looks { state.reschedules[timer.instance] = (looks.first, looks.count) }
            requestSink.yield(.timer(timer.instance, at: timer.due))
        }
        self.state = Mutex(state)
    }

    /// Runs until the run ended or was stopped; when the calling task is cancelled, what runs is cancelled too.
    ///
    /// Tries that were cancelled but go on are left behind after a grace time: a task that hangs can't keep the run.
    ///
    /// - Parameter workers: The most tries at once.
    /// - Returns: How it ended.
    func run(workers: Int) async -> EngineEnd {
        // Not a child task: it would have to be waited for even if it never ends.
        let work = Task(executorPreference: clock.executor) {
            await self.runWorkers(workers)
            self.finished.offer(.success(()))
        }
        _ = await withTaskCancellationHandler {
            await finished.value()
        } onCancel: {
            cancelRunning()
        }
        let (end, grace) = state.withLock { state in
            state.isOver = true
            settle(&state)
            let left = state.running.keys.sorted()
            for instance in left {
                noteInterruption(
                    of: instance, at: clock.now(), "left behind, because it went on after it was cancelled", &state)
            }
            let end = EngineEnd(state: state.runState, reason: state.reason, leftBehind: left.map(graph.id(of:)))
            return (end, state.grace)
        }
        grace?.cancel()
        if !end.leftBehind.isEmpty { work.cancel() }
        return end
    }

    private func runWorkers(_ workers: Int) async {
        state.withLock { state in
            process(state.plan.start(), at: clock.now(), &state)
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
    }

    // MARK: Stopping

    /// Starts nothing new; what runs may end.
    func stop() {
        state.withLock { state in
            guard !state.isStopping, !state.isOver else { return }
            state.isStopping = true
            journal.append(RunEvent(time: clock.now(), kind: .interrupted(forced: false)))
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
            journal.append(RunEvent(time: clock.now(), kind: .interrupted(forced: true)))
            state.doomed += state.running.keys.sorted()
            limitGrace(&state)
        }
        cancelDoomed()
    }

    /// Fails the tries that run, because they wait for something that can't happen any more.
    ///
    /// - Parameter reason: Why that is so.
    /// - Returns: Whether there was any that was not told so before.
    func fail(standingStill reason: String) -> Bool {
        let isNews = state.withLock { state in
            let stuck = state.running.keys.filter { state.stuck[$0] == nil }.sorted()
            for instance in stuck { state.stuck[instance] = reason }
            state.doomed += stuck
            return !stuck.isEmpty
        }
        if isNews { cancelDoomed() }
        return isNews
    }

    /// Cancels what is to be cancelled, without the lock: a cancellation handler is code of the task, and may ask the
    /// run something.
    func cancelDoomed() {
        let doomed = state.withLock { state in
            defer { state.doomed = [] }
            return state.doomed.compactMap { instance -> (PlanInstance, RunningTry)? in
                state.running[instance]?.beginCancelling()
                return state.running[instance].map { (instance, $0) }
            }
        }
        for (_, running) in doomed { running.cancel() }
        let workers = state.withLock { state in doomed.compactMap { state.running[$0.0]?.endCancelling() } }
        for worker in workers { worker.resume() }
    }

    /// The tries that are being run.
    var running: [TaskInstanceID] { state.withLock { $0.running.keys.map(graph.id(of:)).sorted() } }

    /// Leaves behind, after a grace time, what goes on although it was cancelled.
    func limitGrace(_ state: inout State) {
        guard state.grace == nil, !state.running.isEmpty else { return }
        state.grace = Task(executorPreference: clock.executor) {
            guard (try? await self.clock.sleep(for: Self.grace)) != nil else { return }
            self.finished.offer(.success(()))
        }
    }

    // MARK: Workers

    private func work() async {
        var result: EngineResult?
        while let work = await next(after: result) {
            let task = tasks[work.instance.task]
            let context = TaskContext(
                task, mapIndex: work.instance.mapIndex, tryNumber: work.tryNumber, maximumTries: work.maximumTries,
                firstStartDate: work.firstStart, rescheduleCount: work.rescheduleCount, in: surroundings,
                sink: makeLog(graph.id(of: work.instance), work.tryNumber))
            let outcome = await TaskRunner.run(task, context) {
                state.withLock { $0.stuck[work.instance] }.map(TaskOutcome.failed) ?? .cancelled
            }
            result = EngineResult(work: work, outcome: outcome, effects: context.effects)
        }
    }

    /// What a worker is to do next.
    private enum Step {
        case run(EngineWork)
        /// Wait until it is woken.
        case wait
        /// Wait until nobody is cancelling the try that it ended.
        case hold
        case stop
    }

    /// Tells how a try ended and waits for the next one; nil when this worker has nothing left to do.
    private func next(after result: EngineResult?) async -> EngineWork? {
        var result = result
        var wasWoken = false
        while true {
            var mustCancel = false
            let step = state.withLock { state in
                defer { mustCancel = !state.doomed.isEmpty }
                if wasWoken { state.isWaking = false }
                return next(after: result, &state)
            }
            if mustCancel { cancelDoomed() }
            switch step {
            case .run(let work): return work
            case .stop: return nil
            case .hold:
                wasWoken = false
                if let instance = result?.work.instance { await untilNotHeld(instance) }
            case .wait:
                result = nil
                wasWoken = await untilWoken()
            }
        }
    }

    private func next(after result: EngineResult?, _ state: inout State) -> Step {
        let now = clock.now()
        if let result, !complete(result, at: now, &state) { return .hold }
        // Nobody can cancel this worker any more, but it may have been until now: a cancelled task stays cancelled, so
        // another worker takes its place.
        if Task.isCancelled {
            settle(&state)
            requestSink.yield(.worker)
            return .stop
        }
        let work = pop(at: now, &state)
        if let work { state.running[work.instance] = .ofCurrentTask() }
        settle(&state)
        return work.map(Step.run) ?? (state.isOver ? .stop : .wait)
    }

    /// Waits until there may be something to do.
    ///
    /// - Returns: Whether it was woken for it.
    private func untilWoken() async -> Bool {
        await withCheckedContinuation { continuation in
            let mustWait = state.withLock { state in
                // Something may have become ready since.
                if state.isOver || canTake(&state) { return false }
                state.waiters.append(continuation)
                return true
            }
            if !mustWait { continuation.resume(returning: false) }
        }
    }

    /// Waits until nobody is cancelling a try.
    private func untilNotHeld(_ instance: PlanInstance) async {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                guard state.running[instance]?.isHeld == true else { return false }
                state.running[instance]?.hold(continuation)
                return true
            }
            if !isHeld { continuation.resume() }
        }
    }

    /// Whether there is a try that may start now.
    func canTake(_ state: inout State) -> Bool { !state.isStopping && !state.isOver && state.ready.hasNext() }

    /// Takes the next try that there is room for.
    private func pop(at now: Date, _ state: inout State) -> EngineWork? {
        guard !state.isStopping, !state.isOver, let instance = state.ready.next() else { return nil }
        let tryNumber = state.plan.tryNumber(instance)
        _ = state.plan.apply(.started(instance))
        journal.append(RunEvent(time: now, kind: .started(graph.id(of: instance), tryNumber: tryNumber)))
        let earlier = state.reschedules[instance]
        return EngineWork(
            instance: instance, tryNumber: tryNumber, maximumTries: state.plan.maximumTries(instance),
            firstStart: earlier?.firstStart ?? now, rescheduleCount: earlier?.count ?? 0)
    }
}
