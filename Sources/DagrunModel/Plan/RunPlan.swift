// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The state machine that plans one run of a DAG: events in, actions out.
///
/// It decides as the scheduler of Airflow 3.3.2 does, and knows neither clock nor threads. The scheduler *looks*: in one
/// look every unfinished instance is judged by the states at the beginning of the look, and all that is decided takes
/// effect together at its end. ``handle(_:)-(RunPlan.Event)`` applies an event and looks until nothing more is decided;
/// ``apply(_:)`` and ``look()`` are its two halves. Only instances whose upstreams changed are judged again, so that an
/// event costs time in the order of the tasks right behind it.
///
/// Limits on what runs at once are not its business; see ``ReadyQueue``.
public struct RunPlan: Sendable {
    /// What one task instance has come to.
    struct Cell: Sendable {
        var state: TaskState?
        /// What the look under way found: `scheduled` to start it, else the state it ends in.
        var found: TaskState?
        /// Whether the timer of its retry or reschedule has fired.
        var isDue = false
        /// The number of its current or last try; 0 before the first.
        var tryNumber: Int32 = 0
        /// The last try after which there is another one.
        var lastRetry: Int32
    }

    /// What all instances of a task have come to.
    struct Progress: Sendable {
        /// The upstream instances that count for every instance of the task.
        var tally = UpstreamTally()
        /// Where the cells of its instances begin, once it is expanded.
        var base: Int32 = 0
        /// How many instances it was expanded to; -1: not expanded.
        var count: Int32 = -1
        /// How many of its instances have not ended.
        var open: Int32 = 1
        /// How many of them could be started or decided by a look.
        var pending: Int32 = 1
        /// Where the tallies of its instances begin, in a mapped group.
        var tallyBase: Int32 = -1
        /// How many instances a teardown still waits for in its scope.
        var scopeOpen: Int32 = 0
        /// Whether the next look judges it.
        var isDirty = false
    }

    /// The graph that is run.
    public let graph: PlanGraph
    /// The state of the run; `running` until it ended.
    public internal(set) var runState: RunState = .running

    /// The cell of task n is number n; those of expanded tasks come behind, together for each task.
    var cells: [Cell]
    var progress: [Progress]
    /// For instances in mapped groups: the upstream instances in the same group with the same index.
    var tallies: [UpstreamTally] = []
    /// The lengths of lists that something is mapped over, by task.
    var lengths: [Int32: Int32] = [:]
    /// How many instances of a mapped task returned a value.
    var returned: [Int32: Int32] = [:]
    /// Which tasks right behind it an instance skipped, by cell.
    var skips: [Int32: [Int32]] = [:]
    /// The tasks, and the single instances, that the next look judges.
    var dirtyTasks: [Int32] = []
    var dirtyInstances: [PlanInstance] = []
    /// Actions of the beginning that the first look hands out.
    var opening: [Action] = []

    var unfinished: Int
    /// Scheduled or running instances.
    var active = 0
    /// Instances whose timer has not fired, and deferred ones.
    public internal(set) var waiting = 0
    var failedLeaves = 0
    /// The task whose failure stopped the others, in a fail-fast DAG.
    var stoppedBy: Int32?
    /// Whether nothing new is started.
    public internal(set) var isStopped = false

    /// Begins a plan of a new run.
    ///
    /// - Parameter graph: The graph to run.
    public init(_ graph: PlanGraph) {
        self.graph = graph
        cells = graph.tasks.map { Cell(lastRetry: $0.retries) }
        progress = [Progress](repeating: Progress(), count: graph.taskCount)
        unfinished = graph.taskCount
        for task in 0..<graph.taskCount {
            progress[task].tally.total = Int32(graph.upstream.count(task))
            progress[task].tally.setups = graph.tasks[task].upstreamSetups
            if graph.upstream.count(task) == 0 || graph.tasks[task].rule == .always { markDirty(task) }
        }
        for place in graph.scopes.targets.indices {
            progress[Int(graph.scopeTeardowns.targets[place])].scopeOpen += 1
        }
        for task in 0..<graph.taskCount where graph.tasks[task].isMapped {
            if let lengths = graph.expansion(of: task)?.literalLengths,
                case .count(let count) = ExpansionArithmetic.total(
                    graph.expansion(of: task)?.mode ?? .product, lengths: lengths), count > 0, fits(count)
            {
                expand(task, to: count)
                opening.append(.mapped(task: task, count: count))
            }
        }
    }

    /// Whether nothing is scheduled or runs; timers may still wait.
    public var isIdle: Bool { active == 0 }

    /// The state of an instance.
    ///
    /// - Parameter instance: An instance of the graph.
    /// - Returns: Its state; nil before anything happened to it, or where there is no such instance.
    public func state(_ instance: PlanInstance) -> TaskState? { slot(instance).flatMap { cells[$0].state } }

    /// The number of an instance's current or last try.
    ///
    /// - Parameter instance: An instance of the graph.
    /// - Returns: The number, from 1; 0 before the first try.
    public func tryNumber(_ instance: PlanInstance) -> Int { slot(instance).map { Int(cells[$0].tryNumber) } ?? 0 }

    /// The most tries of an instance: one more than its retries and the tries that do not count.
    ///
    /// - Parameter instance: An instance of the graph.
    /// - Returns: The number; 0 where there is no such instance.
    public func maximumTries(_ instance: PlanInstance) -> Int {
        slot(instance).map { Int(cells[$0].lastRetry) + 1 } ?? 0
    }

    /// How many instances a task was expanded to.
    ///
    /// - Parameter task: The task's place.
    /// - Returns: The number; nil where it is not mapped or not expanded yet.
    public func count(of task: Int) -> Int? {
        guard progress.indices.contains(task), progress[task].count >= 0 else { return nil }
        return Int(progress[task].count)
    }

    /// The instances of a task that there are now.
    ///
    /// - Parameter task: The task's place.
    /// - Returns: Its instances by map index; one with -1 where it is not expanded.
    public func instances(of task: Int) -> [PlanInstance] {
        guard let count = count(of: task) else { return [PlanInstance(task)] }
        return (0..<count).map { PlanInstance(task, mapIndex: $0) }
    }

    /// The cell of an instance; nil where there is no such instance now.
    func slot(_ instance: PlanInstance) -> Int? {
        let task = instance.task
        guard progress.indices.contains(task) else { return nil }
        let count = Int(progress[task].count)
        if count < 0 { return instance.mapIndex == -1 ? task : nil }
        return (0..<count).contains(instance.mapIndex) ? Int(progress[task].base) + instance.mapIndex : nil
    }

    /// Has the next look judge a task, unless none of its instances can be started or decided.
    mutating func markDirty(_ task: Int) {
        guard !progress[task].isDirty, progress[task].pending > 0 else { return }
        progress[task].isDirty = true
        dirtyTasks.append(Int32(task))
    }
}
