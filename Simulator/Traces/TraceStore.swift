// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Changes in the order of time, of which the oldest make room for new ones.
struct TraceStore: Sendable {
    /// What a change is in memory: 24 bytes.
    struct Change: Sendable {
        /// Nanoseconds.
        var time: Int64
        /// A level's number, a double's bits, or the number of a text.
        var bits: UInt64
        var signal: Int32
    }

    private var changes: [Change] = []
    // Where the oldest change stands, once the array has grown to the capacity.
    private var oldest = 0

    var count: Int { changes.count }

    /// A change, counted from the oldest one.
    subscript(index: Int) -> Change {
        let place = oldest + index
        return changes[place < changes.count ? place : place - changes.count]
    }

    /// Adds a change.
    ///
    /// - Returns: The change that made room for it; nil where there was room.
    @inline(__always)
    mutating func append(_ change: Change, capacity: Int) -> Change? {
        guard changes.count >= capacity else {
            changes.append(change)
            return nil
        }
        let old = changes[oldest]
        changes[oldest] = change
        oldest += 1
        if oldest == changes.count { oldest = 0 }
        return old
    }

    /// The place of the first change after an instant, in nanoseconds.
    func firstIndex(after time: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].time > time { high = middle } else { low = middle + 1 }
        }
        return low
    }

    mutating func forEach(_ body: (inout Change) -> Void) {
        for index in changes.indices { body(&changes[index]) }
    }
}
