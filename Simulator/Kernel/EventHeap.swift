// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The future: a heap of four children a node, so that a step down touches one line of the cache.
struct EventHeap: ~Copyable {
    private let events = Table<KernelEvent>()

    var count: Int { events.count }

    /// The time of the first event; the end of time where there is none.
    var firstTime: Int64 { @inline(__always) get { events.count == 0 ? .max : events[0].time } }

    func insert(_ event: KernelEvent) {
        events.append(event)
        var index = events.count - 1
        while index > 0 {
            let parent = (index - 1) >> 2
            let above = events[parent]
            guard KernelEvent.isBefore(event, above) else { break }
            events[index] = above
            index = parent
        }
        events[index] = event
    }

    func removeFirst() -> KernelEvent {
        let first = events[0]
        let last = events.removeLast()
        if events.count > 0 { sink(last, from: 0) }
        return first
    }

    /// Drops the events that a test doesn't want to keep.
    func filter(_ keeps: (KernelEvent) -> Bool) {
        var kept = 0
        for index in 0..<events.count where keeps(events[index]) {
            events[kept] = events[index]
            kept += 1
        }
        while events.count > kept { _ = events.removeLast() }
        guard kept > 1 else { return }
        for index in stride(from: (kept - 2) >> 2, through: 0, by: -1) { sink(events[index], from: index) }
    }

    @inline(__always)
    private func sink(_ event: KernelEvent, from start: Int) {
        let count = events.count
        var index = start
        while true {
            let child = (index << 2) + 1
            guard child < count else { break }
            var least = child
            var leastEvent = events[child]
            let end = min(child + 4, count)
            var other = child + 1
            while other < end {
                let candidate = events[other]
                if KernelEvent.isBefore(candidate, leastEvent) {
                    least = other
                    leastEvent = candidate
                }
                other += 1
            }
            guard KernelEvent.isBefore(leastEvent, event) else { break }
            events[index] = leastEvent
            index = least
        }
        events[index] = event
    }
}
