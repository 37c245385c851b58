// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What one would write first: closures in a binary heap, a list of listeners for each net.
struct ClosureKernel {
    private struct Event {
        let time: Int64
        let sequence: Int
        let action: (inout ClosureKernel) -> Void
    }

    private(set) var changes = 0
    private var events: [Event] = []
    private var sequence = 0
    private var levels: [Bool]
    private var listeners: [[(Bool) -> Void]]

    init(nets: Int) {
        levels = Array(repeating: false, count: nets)
        listeners = Array(repeating: [], count: nets)
    }

    mutating func listen(to net: Int, _ listener: @escaping (Bool) -> Void) { listeners[net].append(listener) }

    mutating func set(_ net: Int, _ level: Bool) {
        guard levels[net] != level else { return }
        levels[net] = level
        changes += 1
        for listener in listeners[net] { listener(level) }
    }

    mutating func schedule(at time: Int64, _ action: @escaping (inout ClosureKernel) -> Void) {
        sequence += 1
        events.append(Event(time: time, sequence: sequence, action: action))
        var index = events.count - 1
        while index > 0, isBefore(index, (index - 1) / 2) {
            events.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func run(until end: Int64) {
        while let first = events.first, first.time <= end {
            events.swapAt(0, events.count - 1)
            events.removeLast()
            var index = 0
            while true {
                var least = index
                for child in [2 * index + 1, 2 * index + 2] where child < events.count && isBefore(child, least) {
                    least = child
                }
                if least == index { break }
                events.swapAt(index, least)
                index = least
            }
            first.action(&self)
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (events[left].time, events[left].sequence) < (events[right].time, events[right].sequence)
    }
}
