// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
import DagrunHAL

/// Makes events of what the kernel tells, tells what is missing among them, and debounces where the kernel can't.
struct EventReader {
    private let settings: KernelSettings
    private var configs: [LineConfig]
    private var debouncers: [Int: SoftwareDebouncer] = [:]
    /// Events that nobody has taken yet.
    private(set) var pending: [LineEvent] = []
    private var taken = 0
    // The number that the next event has when none is lost (libgpiod 2), or gets (libgpiod 1).
    private var nextGlobal: UInt64 = 1
    private var lastOfLine: [UInt64]

    // The kernel keeps so many events of a handle of its first interface.
    private static let queueOfFirst = 16

    init(_ configs: [LineConfig], api: Int) {
        settings = KernelSettings(api: api)
        self.configs = configs
        lastOfLine = Array(repeating: 0, count: configs.count)
    }

    /// The lines that are debounced here, one bit each.
    var debounced: UInt64 { debouncers.keys.reduce(0) { $0 | 1 << UInt64($1) } }

    /// When the next debounced line is stable; nil when all are.
    var deadline: Timestamp? { debouncers.values.compactMap(\.deadline).min() }

    /// Lines are used in another way from now on.
    ///
    /// - Parameters:
    ///   - configs: The configurations.
    ///   - values: The lines' values now.
    mutating func configure(_ configs: [LineConfig], values: UInt64) {
        for (index, config) in configs.enumerated() {
            guard settings.isDebouncedHere(config) else {
                debouncers[index] = nil
                continue
            }
            let old = self.configs[index]
            if debouncers[index] == nil || old.debounce != config.debounce || old.activeLow != config.activeLow {
                debouncers[index] = SoftwareDebouncer(
                    config.debounce, value: values & (1 << UInt64(index)) != 0)
            }
        }
        self.configs = configs
    }

    /// Values as they count: those of debounced lines are what was stable last.
    func counted(_ values: LineValues) -> LineValues {
        var values = values
        for (index, debouncer) in debouncers where values[index] != nil { values[index] = debouncer.value }
        return values
    }

    /// Takes events that the kernel told.
    ///
    /// - Parameters:
    ///   - events: The events of one handle, in order.
    ///   - value: Reads the value of a line now.
    ///   - now: Reads the present instant.
    mutating func take(
        _ events: ArraySlice<dagrun_gpio_event>, value: (Int) -> Bool?, now: () -> Timestamp
    ) {
        guard settings.api == 1 else {
            for event in events { takeNumbered(event) }
            return
        }
        for event in events { takeUnnumbered(event) }
        if events.count >= Self.queueOfFirst, let last = events.last { takeFullQueue(Int(last.index), value, now) }
    }

    /// Takes what was read from several handles of libgpiod 1, each of which has a line of its own: in the order of its time stamps.
    ///
    /// - Parameters:
    ///   - reads: What each reading brought, in order. The last of them found nothing any more, so that none of the events that are still to
    ///     come is older than any of these.
    ///   - value: Reads the value of a line now.
    ///   - now: Reads the present instant.
    mutating func take(
        merging reads: [ArraySlice<dagrun_gpio_event>], value: (Int) -> Bool?, now: () -> Timestamp
    ) {
        var events: [(event: dagrun_gpio_event, order: Int, isLastOfQueue: Bool)] = []
        for read in reads {
            for (place, event) in read.enumerated() {
                events.append((event, events.count, read.count >= Self.queueOfFirst && place == read.count - 1))
            }
        }
        events.sort { ($0.event.timestamp_ns, $0.order) < ($1.event.timestamp_ns, $1.order) }
        for (event, _, isLastOfQueue) in events {
            // A line that was stable before this edge comes before it.
            advance(to: Timestamp(nanoseconds: Int64(clamping: event.timestamp_ns)))
            takeUnnumbered(event)
            if isLastOfQueue { takeFullQueue(Int(event.index), value, now) }
        }
    }

    private mutating func takeUnnumbered(_ event: dagrun_gpio_event) {
        let index = Int(event.index)
        let edge: Edge = event.is_rising ? .rising : .falling
        let time = Timestamp(nanoseconds: Int64(clamping: event.timestamp_ns))
        if let counted = debouncers[index]?.take(edge, at: time) {
            append(counted.edge, of: index, at: counted.at)
        } else if debouncers[index] == nil {
            append(edge, of: index, at: time)
        }
    }

    /// A queue was full: whether more came, nobody can tell.
    private mutating func takeFullQueue(_ index: Int, _ value: (Int) -> Bool?, _ now: () -> Timestamp) {
        if let value = value(index), debouncers[index] != nil {
            debouncers[index]?.correct(to: value, at: now())
        } else {
            pending.append(.lost(count: nil))
        }
    }

    /// Lets time pass for debounced lines; all events up to now were taken.
    mutating func advance(to now: Timestamp) {
        // In the order in which they became stable.
        let due = debouncers.keys.filter { debouncers[$0]?.deadline.map { $0 <= now } ?? false }
        let order = due.sorted { left, right in
            (debouncers[left]?.deadline ?? now, left) < (debouncers[right]?.deadline ?? now, right)
        }
        for index in order {
            if let counted = debouncers[index]?.advance(to: now) { append(counted.edge, of: index, at: counted.at) }
        }
    }

    /// Takes the oldest event that nobody has taken.
    mutating func next() -> LineEvent? {
        guard taken < pending.count else { return nil }
        defer {
            taken += 1
            if taken == pending.count {
                pending.removeAll(keepingCapacity: true)
                taken = 0
            }
        }
        return pending[taken]
    }

    /// Takes all of them.
    mutating func takeAll() -> [LineEvent] {
        defer {
            pending = []
            taken = 0
        }
        return taken == 0 ? pending : Array(pending[taken...])
    }

    /// Whether there are events that nobody has taken.
    var hasEvents: Bool { taken < pending.count }

    private mutating func append(_ edge: Edge, of index: Int, at time: Timestamp) {
        guard configs[index].edges.includes(edge) else { return }
        lastOfLine[index] += 1
        pending.append(
            .edge(
                EdgeEvent(
                    index: index, edge: edge, timestamp: time, globalSequence: nextGlobal,
                    lineSequence: lastOfLine[index])))
        nextGlobal += 1
    }

    private mutating func takeNumbered(_ event: dagrun_gpio_event) {
        let number = event.global_sequence
        if number > nextGlobal { pending.append(.lost(count: Int(clamping: number - nextGlobal))) }
        nextGlobal = number + 1
        pending.append(
            .edge(
                EdgeEvent(
                    index: Int(event.index), edge: event.is_rising ? .rising : .falling,
                    timestamp: Timestamp(nanoseconds: Int64(clamping: event.timestamp_ns)), globalSequence: number,
                    lineSequence: event.line_sequence)))
    }
}
