// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Alarms in the order of their instants, and those of one instant in the order in which they were set.
///
/// A binary heap of small entries beside a table of payloads. What is cancelled leaves the table at once and the heap
/// later: at the latest when half of the heap is gone.
package struct TimerQueue<Payload> {
    /// Names an alarm that was set; it is never zero, and never given to another one until 2^32 alarms later.
    package typealias Ticket = UInt64

    private struct Entry {
        var time: Int64
        var sequence: UInt64
        var ticket: Ticket

        static func < (left: Entry, right: Entry) -> Bool {
            left.time != right.time ? left.time < right.time : left.sequence < right.sequence
        }
    }

    private struct Slot {
        var generation: UInt32
        var payload: Payload?
    }

    private var heap: [Entry] = []
    private var slots: [Slot] = []
    private var free: [Int] = []
    private var lastSequence: UInt64 = 0

    /// How many alarms are set.
    package private(set) var count = 0

    package init() {}

    /// Sets an alarm.
    ///
    /// - Parameters:
    ///   - payload: What to do then.
    ///   - time: When it is due.
    /// - Returns: What it is cancelled by.
    package mutating func insert(_ payload: Payload, at time: Int64) -> Ticket {
        let place: Int
        if let found = free.popLast() {
            place = found
            slots[place].payload = payload
        } else {
            place = slots.count
            slots.append(Slot(generation: 1, payload: payload))
        }
        let ticket = UInt64(place) << 32 | UInt64(slots[place].generation)
        lastSequence += 1
        count += 1
        push(Entry(time: time, sequence: lastSequence, ticket: ticket))
        return ticket
    }

    /// Cancels an alarm.
    ///
    /// - Parameter ticket: What setting it returned; one that is over is fine.
    /// - Returns: What it would have done; nil when it is over.
    package mutating func remove(_ ticket: Ticket) -> Payload? {
        guard isSet(ticket) else { return nil }
        let payload = take(ticket)
        if heap.count > 64, heap.count > 2 * count { sweep() }
        return payload
    }

    /// When the first alarm is due; nil when none is set.
    package mutating func firstTime() -> Int64? {
        while let first = heap.first {
            if isSet(first.ticket) { return first.time }
            removeFirstEntry()
        }
        return nil
    }

    /// Takes the first alarm.
    ///
    /// - Returns: What it does; nil when none is set.
    package mutating func popFirst() -> Payload? {
        guard firstTime() != nil else { return nil }
        return take(removeFirstEntry().ticket)
    }

    private func isSet(_ ticket: Ticket) -> Bool {
        let place = Int(ticket >> 32)
        return place < slots.count && slots[place].generation == UInt32(truncatingIfNeeded: ticket)
    }

    private mutating func take(_ ticket: Ticket) -> Payload? {
        let place = Int(ticket >> 32)
        defer {
            slots[place].payload = nil
            // Zero is skipped, so that no ticket is zero.
            slots[place].generation = slots[place].generation == .max ? 1 : slots[place].generation + 1
            free.append(place)
            count -= 1
        }
        return slots[place].payload
    }

    private mutating func sweep() {
        let kept = heap.filter { isSet($0.ticket) }.sorted(by: <)
        // A sorted array is a heap.
        heap = kept
    }

    private mutating func push(_ entry: Entry) {
        heap.append(entry)
        var place = heap.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard entry < heap[parent] else { break }
            heap[place] = heap[parent]
            place = parent
        }
        heap[place] = entry
    }

    @discardableResult
    private mutating func removeFirstEntry() -> Entry {
        let first = heap[0]
        let last = heap.removeLast()
        let end = heap.count
        guard end > 0 else { return first }
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < end else { break }
            if child + 1 < end, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < last else { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = last
        return first
    }
}
