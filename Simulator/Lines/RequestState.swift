// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// What the kernel knows of a request: its lines and its queue of events.
///
/// Source: `struct linereq` and `linereq_put_event` in Linux `drivers/gpio/gpiolib-cdev.c`.
final class RequestState {
    let lines: [Int32]
    let consumer: String
    let chip: Int
    var configs: [LineConfig]
    /// Why it can't be used any more; nil while it can.
    var end: HALError?
    var isReleased = false
    var waiters: [(id: UInt64, waiter: Waiter<LineEvent>)] = []

    // A ring; the kernel's kfifo rounds its size up to a power of two.
    private var ring: [EdgeEvent] = []
    private var head = 0
    private(set) var count = 0
    private let capacity: Int
    private(set) var globalSequence: UInt64 = 0
    /// The global sequence that the next event to be read has when none is lost.
    private var expected: UInt64 = 1
    private let rule: QueueRule
    private var isLossKnown = false

    init(lines: [Int32], consumer: String, chip: Int, configs: [LineConfig], rule: QueueRule, depth: Int) {
        self.lines = lines
        self.consumer = consumer
        self.chip = chip
        self.configs = configs
        self.rule = rule
        var size = 1
        while size < depth * lines.count { size *= 2 }
        capacity = size
    }

    /// The number of the next event of the request.
    func nextSequence() -> UInt64 {
        globalSequence += 1
        return globalSequence
    }

    /// Keeps an event for a reader, by the rule of the queue when it is full.
    func put(_ event: EdgeEvent, limit: Int) {
        if ring.isEmpty { ring = Array(repeating: event, count: capacity) }
        if count >= min(capacity, limit) {
            guard rule == .dropsOldest else {
                isLossKnown = true
                return
            }
            head = (head + 1) & (capacity - 1)
            count -= 1
        }
        ring[(head + count) & (capacity - 1)] = event
        count += 1
    }

    /// Takes what a reader gets next: word of a loss first, then the oldest event.
    func take() -> LineEvent? {
        if rule == .dropsNewest {
            if count == 0, isLossKnown {
                isLossKnown = false
                return .lost(count: nil)
            }
        } else if count > 0, ring[head].globalSequence != expected {
            let lost = Int(ring[head].globalSequence - expected)
            expected = ring[head].globalSequence
            return .lost(count: lost)
        }
        guard count > 0 else { return nil }
        let event = ring[head]
        head = (head + 1) & (capacity - 1)
        count -= 1
        expected = event.globalSequence + 1
        return .edge(event)
    }
}
