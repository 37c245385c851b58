// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which event is lost when the queue of a request is full.
public enum QueueRule: String, Sendable, Hashable, CaseIterable, Codable {
    /// The oldest one, as in Linux's uAPI v2. Sequence numbers tell how many.
    case dropsOldest
    /// The newest one, as in Linux's uAPI v1, which has no sequence numbers: nobody knows how many.
    case dropsNewest
}
