// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

extension VirtualTime {
    /// Nothing can happen any more: nothing is ready, no timer is set, no source has an event, no outside work is in flight.
    public struct Deadlock: Error, Sendable, Hashable, CustomStringConvertible {
        /// When.
        public var instant: Timestamp
        /// What is waited for, as far as it was named by ``VirtualTime/waiting(for:_:)``, in the order of its beginning.
        public var waiters: [String]

        /// Makes a deadlock.
        ///
        /// - Parameters:
        ///   - instant: When.
        ///   - waiters: What is waited for.
        public init(instant: Timestamp, waiters: [String]) {
            self.instant = instant
            self.waiters = waiters
        }

        /// What happened, and what to do.
        public var description: String {
            let who = waiters.isEmpty ? "nobody said what for" : "for " + waiters.joined(separator: ", ")
            return "nothing can happen any more after \(instant), and something still waits: \(who). What waits for a"
                + " thread, a process or a socket must say so with withOutsideWork"
        }
    }
}
