// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An edge worker as the server lists it.
public struct ListedWorker: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its state: `idle`, `running`, `offline` and so on.
    public var state: String
    /// The queues that it serves; nil: all.
    public var queues: [String]?

    /// Whether it takes jobs.
    public var isAtWork: Bool { ["starting", "running", "idle"].contains(state) }

    /// Whether it serves a queue.
    ///
    /// - Parameter queue: The queue's name.
    /// - Returns: Whether jobs of the queue are given to it.
    public func serves(_ queue: String) -> Bool { queues?.contains(queue) ?? true }
}
