// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Synchronization

/// A source with events at given instants, in nanoseconds, each of which does something.
final class Ticker: TimeDriven {
    private let events: Mutex<[(time: Int64, body: @Sendable () -> Void)]>
    private let calls = Atomic<Int>(0)

    init(_ events: [(time: Int64, body: @Sendable () -> Void)] = []) { self.events = Mutex(events) }

    /// How often the time asked it to advance.
    var advances: Int { calls.load(ordering: .relaxed) }

    func add(_ time: Int64, _ body: @escaping @Sendable () -> Void) { events.withLock { $0.append((time, body)) } }

    var nextEventTime: Timestamp? { events.withLock { $0.map(\.time).min().map(Timestamp.init(nanoseconds:)) } }

    func advance(to limit: Timestamp, in time: VirtualTime) {
        calls.add(1, ordering: .relaxed)
        while let next = nextEventTime, next <= limit, time.proceed(to: next) {
            let due = events.withLock { events in
                let due = events.filter { $0.time == next.nanoseconds }
                events.removeAll { $0.time == next.nanoseconds }
                return due
            }
            for event in due { event.body() }
        }
    }
}
