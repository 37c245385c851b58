// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
import FoundationEssentials

/// All that a display shows about a run, kept up to date event by event in constant time.
public struct ProgressModel: Sendable {
    /// A try that runs.
    struct Running: Sendable {
        var tryNumber: Int
        var start: Date
    }

    /// An instance that waits for its next try or look.
    struct Waiting: Sendable {
        var state: TaskState
        var tryNumber: Int
        var next: Date?
        var label: String?
        var message: String?
    }

    /// An instance that ended, or whose try was cancelled because the run was interrupted.
    struct Finished: Sendable {
        var id: TaskInstanceID
        var state: TaskState
        var tryNumber: Int?
        var duration: Double?
        var label: String?
        var message: String?
        var name: String { id.named(label) }
    }

    /// The numbers of a task.
    struct Tally: Sendable {
        var states: [TaskState: Int] = [:]
        var finished = 0
        var timed = 0
        var seconds = 0.0
        /// How many instances there are; absent as long as a mapped task was not expanded.
        var expected: Int?
        var isMapped = false
        var mean: Double? { timed > 0 ? seconds / Double(timed) : nil }
    }

    private(set) var facts: RunFacts?
    private(set) var start: Date?
    private(set) var end: Date?
    private(set) var state = RunState.running
    private(set) var tallies: [String: Tally] = [:]
    private(set) var running: [TaskInstanceID: Running] = [:]
    private(set) var waiting: [TaskInstanceID: Waiting] = [:]
    /// The last ones that ended, the newest last.
    private(set) var recent: [Finished] = []
    /// The first ones that failed.
    private(set) var failures: [Finished] = []
    private(set) var stateCounts: [TaskState: Int] = [:]
    private(set) var peakRunning = 0
    /// The columns of the widest name that was to be shown so far.
    private(set) var nameWidth: Int
    private(set) var isStopping = false
    private(set) var isCancelling = false
    let dagID: String
    let taskIDs: [String]
    let order: TaskOrder
    /// Seconds an instance of a task took in an earlier run.
    let history: [String: Double]
    private var finalStates: [TaskInstanceID: TaskState] = [:]
    private var groupMembers: [String: [String]] = [:]
    private static let mostKept = 100

    /// Begins before the first event.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: What ended before, of a run that is gone on with.
    ///   - history: Seconds that an instance of each task took in an earlier run, to estimate the rest from.
    public init(document: DAGDocument, record: RunRecord? = nil, history: [String: Double] = [:]) {
        dagID = document.dag.dagID
        order = TaskOrder(document)
        self.history = history
        var mappedGroups: Set<String> = []
        var parents: [String: String] = [:]
        for group in document.groups {
            if group.expand != nil || group.parent.map(mappedGroups.contains) == true {
                mappedGroups.insert(group.groupID)
            }
            if let parent = group.parent { parents[group.groupID] = parent }
        }
        var ids: [String] = []
        for task in document.tasks where tallies[task.taskID] == nil {
            let isMapped = task.expand != nil || task.group.map(mappedGroups.contains) == true
            tallies[task.taskID] = Tally(expected: isMapped ? nil : 1, isMapped: isMapped)
            ids.append(task.taskID)
            var group = task.group
            var steps = 0
            while let id = group, steps <= document.groups.count {
                groupMembers[id, default: []].append(task.taskID)
                group = parents[id]
                steps += 1
            }
        }
        taskIDs = ids
        // The index of a mapped instance needs a few columns more.
        nameWidth = (ids.prefix(500).map { DisplayWidth.of($0) }.max() ?? 0) + 4
        if let record { count(record) }
    }

    /// Counts what ended before.
    private mutating func count(_ record: RunRecord) {
        for (taskID, count) in record.mappedCounts { expect(count, of: taskID) }
        for (id, instance) in record.instances {
            guard let state = instance.state, state.isFinished, tallies[id.taskID] != nil else { continue }
            finalStates[id] = state
            tallies[id.taskID]?.finished += 1
            add(id, state, 1)
        }
    }

    private mutating func expect(_ count: Int, of taskID: String) {
        for member in tallies[taskID] == nil ? groupMembers[taskID] ?? [] : [taskID] {
            tallies[member]?.expected = count
        }
    }

    /// Instances that ended, and instances there are as far as that is known.
    var progress: (finished: Int, expected: Int) {
        tallies.values.reduce(into: (0, 0)) { sum, tally in
            sum.0 += tally.finished
            sum.1 += max(tally.expected ?? 1, tally.finished)
        }
    }

    /// Adds what an event says.
    ///
    /// - Parameter event: The next event of the run.
    public mutating func apply(_ event: RunEvent) {
        switch event.kind {
        case .runStarted(let facts, _, _):
            self.facts = facts
            if start == nil { start = event.time }
            end = nil
            state = .running
            (isStopping, isCancelling) = (false, false)
        case .mapped(let taskID, let count): expect(count, of: taskID)
        case .started(let id, let tryNumber):
            leave(id)
            running[id] = Running(tryNumber: tryNumber, start: event.time)
            peakRunning = max(peakRunning, running.count)
            add(id, .running, 1)
        case .ended(let id, let tryNumber, let end):
            let seconds = running[id].map { event.time.timeIntervalSince($0.start) }
            leave(id)
            guard end.state.isFinished || end.state == .restarting else {
                waiting[id] = Waiting(
                    state: end.state, tryNumber: tryNumber, next: end.nextTry, label: end.mapLabel,
                    message: end.message)
                widen(id, end.mapLabel)
                add(id, end.state, 1)
                return
            }
            if let seconds, end.state == .success {
                tallies[id.taskID, default: Tally()].timed += 1
                tallies[id.taskID, default: Tally()].seconds += seconds
            }
            finish(
                Finished(
                    id: id, state: end.state, tryNumber: tryNumber, duration: seconds, label: end.mapLabel,
                    message: end.message))
        case .pushed: break
        case .decided(let id, let state, let message):
            leave(id)
            finish(Finished(id: id, state: state, message: message))
        case .interrupted(let forced):
            isStopping = true
            if forced { isCancelling = true }
        case .runEnded(let state, _):
            self.state = state
            end = event.time
        }
    }

    private mutating func finish(_ finished: Finished) {
        finalStates[finished.id] = finished.state
        if finished.state.isFinished { tallies[finished.id.taskID, default: Tally()].finished += 1 }
        add(finished.id, finished.state, 1)
        widen(finished.id, finished.label)
        if finished.state != .removed { recent.append(finished) }
        if recent.count > 2 * Self.mostKept { recent.removeFirst(Self.mostKept) }
        if finished.state == .failed, failures.count < Self.mostKept { failures.append(finished) }
    }

    private mutating func widen(_ id: TaskInstanceID, _ label: String?) {
        if label != nil { nameWidth = max(nameWidth, DisplayWidth.of(id.named(label))) }
    }

    /// Takes an instance out of the state it is in.
    private mutating func leave(_ id: TaskInstanceID) {
        if running.removeValue(forKey: id) != nil { add(id, .running, -1) }
        if let waited = waiting.removeValue(forKey: id) { add(id, waited.state, -1) }
        if let state = finalStates.removeValue(forKey: id) {
            if state.isFinished { tallies[id.taskID, default: Tally()].finished -= 1 }
            add(id, state, -1)
            failures.removeAll { $0.id == id }
        }
    }

    private mutating func add(_ id: TaskInstanceID, _ state: TaskState, _ change: Int) {
        tallies[id.taskID, default: Tally()].states[state, default: 0] += change
        stateCounts[state, default: 0] += change
    }
}
