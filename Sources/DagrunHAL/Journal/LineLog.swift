// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The latest entries of one line, a bounded number.
struct LineLog: Sendable {
    /// An entry, with its place among those of all lines.
    struct Entry: Sendable {
        let position: UInt64
        let kind: JournaledEdge.Kind
        /// What was counted up to here, this entry included.
        let count: Count
    }

    /// How many edges a line had.
    struct Count: Sendable, Hashable {
        /// Edges that were told, and those of which it is known that they were lost.
        var edges: UInt64 = 0
        /// Gaps of which it isn't known how many edges they are.
        var unknownGaps: UInt64 = 0

        mutating func add(_ kind: JournaledEdge.Kind) {
            switch kind {
            case .edge: edges += 1
            case .gap(let lost?, _): edges += UInt64(lost)
            case .gap(nil, _): unknownGaps += 1
            }
        }

        /// How many edges there were since an earlier count; nil where that can't be known.
        func edges(since earlier: Count?) -> Int? {
            guard let earlier, earlier.unknownGaps == unknownGaps else { return nil }
            return Int(edges - earlier.edges)
        }
    }

    let capacity: Int
    /// Whether edges of both kinds are told, so that one tells the value before it.
    var detectsBoth = false
    /// The logical value when the line was first watched; nil where that isn't known.
    var firstValue: Bool?
    /// All that was counted.
    private(set) var count = Count()
    /// The position of the last entry that was dropped for want of room; 0 when none was.
    private(set) var droppedThrough: UInt64 = 0
    private var droppedCount = Count()
    // A ring: once it is full, the oldest entry is at `start`.
    private var ring: [Entry] = []
    private var start = 0

    init(capacity: Int) { self.capacity = capacity }

    mutating func append(_ kind: JournaledEdge.Kind, at position: UInt64) {
        count.add(kind)
        let entry = Entry(position: position, kind: kind, count: count)
        guard ring.count == capacity else { return ring.append(entry) }
        droppedThrough = ring[start].position
        droppedCount = ring[start].count
        ring[start] = entry
        start = start + 1 == capacity ? 0 : start + 1
    }

    /// The first entry behind a position; what was dropped is a gap.
    ///
    /// - Parameters:
    ///   - position: The position.
    ///   - seen: What was counted up to it; nil where that isn't known.
    /// - Returns: The entry; nil when there is none yet.
    func entry(after position: UInt64, seen: Count?) -> Entry? {
        let index = firstIndex(after: position)
        let next = index < ring.count ? self[index] : nil
        guard position < droppedThrough else { return next }
        var value: Bool?
        if case .edge(let edge, _, _) = next?.kind, detectsBoth { value = edge == .falling }
        return Entry(
            position: droppedThrough, kind: .gap(lost: droppedCount.edges(since: seen), value: value),
            count: droppedCount)
    }

    /// The logical value before the oldest entry that is kept; nil where that isn't known.
    var valueBefore: Bool? {
        if droppedThrough == 0 { return firstValue }
        guard detectsBoth, case .edge(let edge, _, _) = self[0].kind else { return nil }
        return edge == .falling
    }

    /// What was counted up to a position; nil where that was dropped.
    func count(at position: UInt64) -> Count? {
        guard position >= droppedThrough else { return nil }
        let index = firstIndex(after: position)
        return index == 0 ? droppedCount : self[index - 1].count
    }

    private subscript(index: Int) -> Entry {
        let place = start + index
        return ring[place < ring.count ? place : place - ring.count]
    }

    private func firstIndex(after position: UInt64) -> Int {
        var range = 0..<ring.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if self[middle].position > position {
                range = range.lowerBound..<middle
            } else {
                range = middle + 1..<range.upperBound
            }
        }
        return range.lowerBound
    }
}
