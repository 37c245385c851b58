// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// Something that happened in a run: a line of the run journal, and what progress displays are fed.
public struct RunEvent: Sendable, Hashable {
    /// When it happened.
    public var time: Date
    /// What happened.
    public var kind: Kind

    /// Makes an event.
    ///
    /// - Parameters:
    ///   - time: When it happened.
    ///   - kind: What happened.
    public init(time: Date, kind: Kind) {
        self.time = time
        self.kind = kind
    }

    // Indirect: events are handed on several times, and what is in them is seldom looked at.
    /// What can happen in a run.
    public indirect enum Kind: Sendable, Hashable {
        /// The run began, or went on after it was interrupted (`resumed`).
        ///
        /// Of a failed run that goes on, `cleared` names the setups and teardowns that are done again with what failed.
        case runStarted(RunFacts, resumed: Bool, cleared: [String] = [])
        /// A mapped task or group got its number of instances.
        case mapped(taskID: String, count: Int)
        /// A try began.
        case started(TaskInstanceID, tryNumber: Int)
        /// A try ended; see ``AttemptEnd``.
        case ended(TaskInstanceID, tryNumber: Int, AttemptEnd)
        /// A task pushed a value under a key of its own, besides the one it returns; JSON text in UTF-8.
        case pushed(TaskInstanceID, key: String, value: [UInt8])
        /// The planner gave an instance its final state without running it: skipped, upstream failed or removed.
        case decided(TaskInstanceID, TaskState, message: String? = nil)
        /// Somebody asked the run to stop; `forced` the second time, when running tasks are cancelled.
        case interrupted(forced: Bool)
        /// The run ended.
        case runEnded(RunState, reason: String?)
    }

    /// How a try ended.
    public struct AttemptEnd: Sendable, Hashable {
        /// Success, failed, skipped, up for retry, up for reschedule, deferred, or restarting: the run was interrupted, and
        /// the try, which was cancelled, comes again.
        public var state: TaskState
        /// What went wrong, or why it was skipped.
        public var message: String?
        /// When the next try or the next look is due.
        public var nextTry: Date?
        /// The value it returned, as JSON text in UTF-8.
        public var value: [UInt8]?
        /// The label of a mapped instance.
        public var mapLabel: String?
        /// For a branch or a short circuit: the tasks it skipped.
        public var skipped: [String]?

        /// Makes the end of a try.
        ///
        /// - Parameters:
        ///   - state: Its state.
        ///   - message: What went wrong, or why it was skipped.
        ///   - nextTry: When the next try or look is due.
        ///   - value: The value it returned, as JSON text in UTF-8.
        ///   - mapLabel: The label of a mapped instance.
        ///   - skipped: For a branch or a short circuit, the tasks it skipped.
        public init(
            state: TaskState, message: String? = nil, nextTry: Date? = nil, value: [UInt8]? = nil,
            mapLabel: String? = nil, skipped: [String]? = nil
        ) {
            self.state = state
            self.message = message
            self.nextTry = nextTry
            self.value = value
            self.mapLabel = mapLabel
            self.skipped = skipped
        }
    }
}
