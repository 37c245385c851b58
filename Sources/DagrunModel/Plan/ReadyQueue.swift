// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Instances that may start, and who goes next: by effective priority, then by declaration, then by map index.
///
/// An instance waits while everything is full, its pool has too few slots, or its task has as many instances running as
/// it may; others pass it. Each operation takes time logarithmic in the length of the queue: there is one heap for each
/// pool and number of slots, and instances that their own task holds back wait outside of it.
public struct ReadyQueue: Sendable {
    private struct Entry: Comparable, Sendable {
        var priority: Int
        var instance: PlanInstance

        static func < (left: Self, right: Self) -> Bool {
            left.priority == right.priority ? left.instance < right.instance : left.priority > right.priority
        }
    }

    /// The instances that take as many slots of the same pool.
    private struct Lane: Sendable {
        var pool: Int
        var slots: Int
        var heap = BinaryHeap<Entry>()
    }

    /// What a task with a limit of its own does.
    private struct Limit: Sendable {
        var room: Int
        var held = BinaryHeap<Entry>()
    }

    private let graph: PlanGraph
    private var lanes: [Lane] = []
    /// The lane of each task.
    private var laneOfTask: [Int32] = []
    private var limits: [Int: Limit] = [:]
    /// Free slots of each pool; nil: without end.
    private var free: [Int?] = []
    private var room: Int
    private var waiting: InstanceSet
    private var started: InstanceSet

    /// How many instances wait.
    public var count: Int { waiting.count }
    /// How many were taken and not released.
    public var runningCount: Int { started.count }

    /// Makes an empty queue.
    ///
    /// - Parameters:
    ///   - graph: The graph whose instances wait; it knows the priorities.
    ///   - tasks: The tasks of the document the graph was made from; they know pools and limits.
    ///   - limit: The most instances at once; less than 1 counts as 1.
    ///   - pools: The slots of each pool; negative: without end, as in Airflow.
    /// - Throws: All tasks that could never start: of an unknown pool, or with more slots than their pool has.
    public init(
        _ graph: PlanGraph, tasks: [TaskDefinition], limit: Int, pools: [String: Int]
    ) throws(ReadyQueueError) {
        self.graph = graph
        room = max(1, limit)
        waiting = InstanceSet(taskCount: graph.taskCount)
        started = waiting
        var faults: [ReadyQueueError.Fault] = []
        var poolNumbers: [String: Int] = [:]
        for (name, slots) in pools {
            poolNumbers[name] = free.count
            free.append(slots < 0 ? nil : slots)
        }
        var laneNumbers: [[Int]: Int32] = [:]
        for (number, task) in tasks.enumerated() {
            let slots = max(1, task.poolSlots)
            guard let pool = poolNumbers[task.pool] else {
                faults.append(.unknownPool(task: task.taskID, pool: task.pool))
                continue
            }
            if let has = free[pool], slots > has {
                faults.append(.tooManySlots(task: task.taskID, pool: task.pool, needs: slots, has: has))
            }
            if let lane = laneNumbers[[pool, slots]] {
                laneOfTask.append(lane)
            } else {
                laneNumbers[[pool, slots]] = Int32(lanes.count)
                laneOfTask.append(Int32(lanes.count))
                lanes.append(Lane(pool: pool, slots: slots))
            }
            if let limit = [task.maxActivePerDAG, task.maxActivePerRun].compactMap(\.self).min() {
                limits[number] = Limit(room: max(1, limit))
            }
        }
        guard faults.isEmpty else { throw ReadyQueueError(faults: faults) }
    }

    /// Lets an instance wait for room.
    ///
    /// - Parameter instance: An instance of the graph; one that waits or runs already is left alone.
    public mutating func insert(_ instance: PlanInstance) {
        guard laneOfTask.indices.contains(instance.task), !started.contains(instance),
            waiting.insert(instance)
        else { return }
        let entry = Entry(priority: graph.priority(of: instance.task), instance: instance)
        if let limit = limits[instance.task] {
            if limit.room <= 0 {
                limits[instance.task]?.held.insert(entry)
                return
            }
            limits[instance.task]?.room -= 1
        }
        lanes[Int(laneOfTask[instance.task])].heap.insert(entry)
    }

    /// Takes back an instance that must not start any more.
    ///
    /// - Parameter instance: The instance.
    /// - Returns: Whether it was waiting.
    @discardableResult
    public mutating func remove(_ instance: PlanInstance) -> Bool {
        // Its entry is dropped when its turn comes.
        waiting.remove(instance)
    }

    /// Takes the next instance that there is room for, and the room.
    ///
    /// - Returns: The instance, or nil where nothing can start now.
    public mutating func next() -> PlanInstance? {
        guard let best = first() else { return nil }
        _ = lanes[best.lane].heap.popFirst()
        _ = waiting.remove(best.entry.instance)
        _ = started.insert(best.entry.instance)
        room -= 1
        take(lanes[best.lane].slots, from: lanes[best.lane].pool)
        return best.entry.instance
    }

    /// Looks whether ``next()`` would hand out an instance.
    ///
    /// - Returns: Whether it would.
    public mutating func hasNext() -> Bool { first() != nil }

    private mutating func first() -> (entry: Entry, lane: Int)? {
        guard room > 0, !waiting.isEmpty else { return nil }
        var best: (entry: Entry, lane: Int)?
        for lane in lanes.indices {
            if let free = free[lanes[lane].pool], free < lanes[lane].slots { continue }
            dropWithdrawn(lane)
            guard let entry = lanes[lane].heap.first else { continue }
            if let best, best.entry < entry { continue }
            best = (entry, lane)
        }
        return best
    }

    /// Gives back the room of an instance that was taken.
    ///
    /// - Parameter instance: The instance; one that was not taken is left alone.
    public mutating func release(_ instance: PlanInstance) {
        guard started.remove(instance) else { return }
        room += 1
        // No copy of the lane: it would keep a second reference to the heap.
        let lane = Int(laneOfTask[instance.task])
        take(-lanes[lane].slots, from: lanes[lane].pool)
        giveRoom(to: instance.task)
    }

    private mutating func take(_ slots: Int, from pool: Int) {
        if let now = free[pool] { free[pool] = now - slots }
    }

    private mutating func dropWithdrawn(_ lane: Int) {
        while let entry = lanes[lane].heap.first, !waiting.contains(entry.instance) {
            _ = lanes[lane].heap.popFirst()
            giveRoom(to: entry.instance.task)
        }
    }

    /// Lets an instance pass that its own task held back.
    private mutating func giveRoom(to task: Int) {
        guard limits[task] != nil else { return }
        limits[task]?.room += 1
        while let entry = limits[task]?.held.popFirst() {
            guard waiting.contains(entry.instance) else { continue }
            limits[task]?.room -= 1
            lanes[Int(laneOfTask[task])].heap.insert(entry)
            return
        }
    }
}
