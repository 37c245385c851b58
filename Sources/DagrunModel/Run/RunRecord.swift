// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// What is known about a run: the sum of its events.
public struct RunRecord: Sendable, Hashable {
    /// One try of a task instance, or one look of a rescheduled sensor.
    public struct Attempt: Sendable, Hashable {
        /// The try's number, from 1.
        public var tryNumber: Int
        /// When it began.
        public var start: Date
        /// When it ended; absent while it runs, or when the process died under it.
        public var end: Date?
        /// How it ended.
        public var outcome: RunEvent.AttemptEnd?

        /// Whether it was cut off, by the end of the process or an interruption: such a try counts for nothing.
        var isLost: Bool { outcome == nil || outcome?.state == .restarting }
    }

    /// What is known about a task instance.
    public struct Instance: Sendable, Hashable {
        /// Its state; absent before anything happened to it.
        public var state: TaskState?
        /// All its tries, in order.
        public var attempts: [Attempt] = []
        /// Values it pushed under keys of its own, as JSON text in UTF-8.
        public var pushed: [String: [UInt8]] = [:]
        /// Why it got a state without running.
        public var message: String?
        /// When it got its final state, whether it ran or not.
        public var end: Date?
        /// The last try before the instance was cleared; tries up to it do not count against its retries.
        public var clearedTries = 0

        /// The value of the last try that returned one, as JSON text in UTF-8.
        public var value: [UInt8]? { state == .success ? attempts.last?.outcome?.value : nil }

        /// The label of a mapped instance; absent until a try of it ended.
        public var mapLabel: String? { attempts.last { $0.outcome?.mapLabel != nil }?.outcome?.mapLabel }

        mutating func begin(_ tryNumber: Int, at time: Date) {
            state = .running
            // A new try begins without what the one before pushed; another look of a sensor goes on with it.
            if attempts.last?.tryNumber != tryNumber { pushed = [:] }
            attempts.append(Attempt(tryNumber: tryNumber, start: time))
            end = nil
        }

        mutating func finish(_ tryNumber: Int, _ outcome: RunEvent.AttemptEnd, at time: Date) {
            if let last = attempts.indices.last, attempts[last].tryNumber == tryNumber {
                attempts[last].end = time
                attempts[last].outcome = outcome
            } else {
                // Marked as done without being run.
                attempts.append(Attempt(tryNumber: tryNumber, start: time, end: time, outcome: outcome))
            }
            state = outcome.state
            end = outcome.state.isFinished ? time : nil
        }

        mutating func decide(_ state: TaskState, message: String?, at time: Date) {
            self.state = state
            self.message = message
            end = time
        }
    }

    /// What was fixed when it began.
    public var facts: RunFacts
    /// Its state.
    public var state: RunState = .running
    /// When it began, the first time.
    public var start: Date
    /// When it ended.
    public var end: Date?
    /// Why it ended as it did, where that is not plain.
    public var reason: String?
    /// The instances that something happened to.
    public var instances: [TaskInstanceID: Instance] = [:]
    /// How many instances each mapped task has.
    public var mappedCounts: [String: Int] = [:]
    /// Whether the last thing that happened was an interruption.
    public var wasInterrupted = false

    /// Begins a record.
    ///
    /// - Parameters:
    ///   - facts: What is fixed about the run.
    ///   - start: When it began.
    public init(facts: RunFacts, start: Date) {
        self.facts = facts
        self.start = start
    }

    /// Adds what an event says.
    ///
    /// - Parameter event: The next event of this run.
    public mutating func apply(_ event: RunEvent) {
        switch event.kind {
        case .runStarted(_, let resumed, let cleared):
            if resumed, state == .failed { clear(with: Set(cleared)) }
            state = .running
            end = nil
            reason = nil
            wasInterrupted = false
        case .mapped(let taskID, let count):
            mappedCounts[taskID] = count
        case .started(let id, let tryNumber):
            instances[id, default: Instance()].begin(tryNumber, at: event.time)
        case .ended(let id, let tryNumber, let outcome):
            instances[id, default: Instance()].finish(tryNumber, outcome, at: event.time)
        case .pushed(let id, let key, let value):
            instances[id, default: Instance()].pushed[key] = value
        case .decided(let id, let state, let message):
            instances[id, default: Instance()].decide(state, message: message, at: event.time)
        case .interrupted:
            wasInterrupted = true
        case .runEnded(let state, let reason):
            self.state = state
            self.reason = reason
            end = event.time
        }
    }
}
