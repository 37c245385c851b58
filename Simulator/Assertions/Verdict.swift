// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// What came of a rule.
public enum Verdict: Sendable, Hashable {
    /// It held, and had occasion to fail.
    case held
    /// It did not hold.
    case violated(Violation)
    /// Nobody can say, and why: what it waits for never came, or its time is not over.
    case undecided(String)

    /// Where and how a rule did not hold.
    public struct Violation: Sendable, Hashable {
        /// The instant at which it was clear.
        public var time: Timestamp
        /// The instant at which it began, such as the press that nothing followed; nil: the same.
        public var since: Timestamp?
        /// What happened.
        public var message: String
    }
}
