// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a request tells of its lines.
public enum LineEvent: Sendable, Hashable {
    /// A line changed.
    case edge(EdgeEvent)
    /// Edges were lost because nobody read them in time; `count` is nil where the backend can't tell how many.
    ///
    /// The kernel keeps 16 events for each line of a request. When it is full, uAPI v2 drops the oldest and v1 the newest.
    case lost(count: Int?)
}
