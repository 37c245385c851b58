// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What is known about a run that is to go on.
public struct RunSeed: Sendable {
    /// What is known about an instance.
    public struct Instance: Sendable, Hashable {
        /// Its state; nil where nothing happened to it.
        public var state: TaskState?
        /// The number of its last try; 0 where there was none.
        public var tryNumber: Int
        /// How many of its tries were cut off; they do not count against its retries.
        public var lostTries: Int
        /// The length of the list or object that it returned.
        public var length: Int?
        /// Whether it returned anything.
        public var returned: Bool
        /// For a branch or a short circuit: the tasks it skipped, by their places.
        public var skipped: [Int]

        /// Makes what is known about an instance.
        ///
        /// - Parameters:
        ///   - state: Its state.
        ///   - tryNumber: The number of its last try.
        ///   - lostTries: How many of its tries were lost.
        ///   - length: The length of the list or object that it returned.
        ///   - returned: Whether it returned anything.
        ///   - skipped: The tasks it skipped.
        public init(
            state: TaskState?, tryNumber: Int = 0, lostTries: Int = 0, length: Int? = nil, returned: Bool = false,
            skipped: [Int] = []
        ) {
            self.state = state
            self.tryNumber = tryNumber
            self.lostTries = lostTries
            self.length = length
            self.returned = returned
            self.skipped = skipped
        }
    }

    /// The instances that something happened to.
    public var instances: [PlanInstance: Instance]
    /// How many instances each expanded task has.
    public var counts: [Int: Int]

    /// Makes a seed.
    ///
    /// - Parameters:
    ///   - instances: The instances that something happened to.
    ///   - counts: How many instances each expanded task has.
    public init(instances: [PlanInstance: Instance] = [:], counts: [Int: Int] = [:]) {
        self.instances = instances
        self.counts = counts
    }
}
