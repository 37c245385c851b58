// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// What makes a board run: nets, timers, and the order of all that happens.
///
/// Events are ordered by time, then by delta, then by the order in which they were made. What a part drives takes effect in the next
/// delta of the same instant: then each net that was driven is resolved once, however many drivers changed, and its watchers are
/// called. So what is changed together is seen together, and who is called first can't matter for who sees what.
///
/// A kernel belongs to one board, whose lock guards it; nothing here is safe to use without that.
final class Kernel {
    /// How many deltas an instant may have before a circuit counts as one that never comes to rest.
    static let deltaLimit = 1000
    /// The most voltage that is told apart, in volts.
    static let voltageStep = 1e-6

    let seed: UInt64
    /// The voltage of a high level where a part has no supply of its own, in volts.
    let logicVolts: Double

    var now: Int64 = 0
    /// When quantities of models at rest are told next; the end of time where none rests.
    var nextSample: Int64 = .max
    /// The instant at which the board was switched on.
    var begin: Int64 = 0
    private(set) var delta = 0
    private var sequence: UInt64 = 0
    private let heap = EventHeap()
    private let queue = Table<KernelEvent>()
    private var queueHead = 0
    var staleEvents = 0
    /// Whether events are being done, so that what is for the present instant waits for the next delta.
    private var isRunning = false

    let parts = Table<any Part>()
    /// The first pin, link, control, output and timer of each part in the lists below.
    let partSlots = Table<PartSlot>()
    /// The voltage of a high level by part, in volts.
    let rails = Table<Double>()
    let power = Table<PowerState>()
    /// Whether rails were switched on, so that parts may start.
    var isSwitchedOn = false
    let randoms = Table<SeededRandom>()

    let pins = Table<PinState>()
    let nets = Table<NetState>()
    let links = Table<LinkState>()
    let groups = Table<NetGroup>()
    /// The pins of all nets, net by net, and those that watch.
    let netPins = Table<Int32>()
    let netWatchers = Table<Int32>()
    let waves = Table<WaveState>()

    /// Pins that their part joins, and pins that wires join.
    var partJoints: [(Int, Int)] = []
    var wires: [(Int, Int)] = []
    /// The net of each pin as it was drawn.
    var homes: [Int32] = []
    /// Pins that are cut off, and the nets made for what they leave.
    var cutPins: Set<Int32> = []
    var spareNets: [Int32: Int32] = [:]

    let timers = Table<TimerState>()
    /// The places of each part's first timers in the table, by the part's number for them; -1 where there was none yet.
    let timerSlots = Table<Int32>()
    /// The places of its other timers.
    var otherTimerSlots: [TimerKey: Int32] = [:]

    let outputs = Table<PartValue>()
    let controls = Table<PartValue>()

    let sinks = Table<(any EventSink)?>()
    /// Which sinks want each kind of event, one bit each.
    var sinkMasks = EventMasks()

    var diagnostics: [Diagnostic] = []

    /// Names, for messages.
    var catalog = Catalog()
    /// Further names of lines, by their numbers, that programs on the board have for them.
    var lineNames: [String: Int] = [:]
    let lineController: LineController
    let buses: BusController
    let environment: EnvironmentState
    let faults: FaultController
    /// What to do once the board is unlocked: those who waited go on.
    var wakeUps: [WakeUp] = []
    var sleepers: [Int32: Waiter<Void>] = [:]
    var sleeperCount: Int32 = 0

    init(seed: UInt64, logicVolts: Double) {
        self.seed = seed
        self.logicVolts = logicVolts
        lineController = LineController()
        buses = BusController()
        environment = EnvironmentState()
        faults = FaultController()
    }

    // MARK: Time

    /// The time of the next event; the end of time where there is none.
    var nextTime: Int64 { queueHead < queue.count ? now : heap.firstTime }

    /// Does all that happens up to an instant, and goes there.
    func run(until end: Int64) {
        guard !isRunning else { return }
        isRunning = true
        // The end of time is where there is no event.
        let end = min(end, .max - 1)
        drain()
        while heap.firstTime <= end {
            if nextSample < heap.firstTime { environment.sample(until: heap.firstTime - 1, self) }
            now = max(now, heap.firstTime)
            delta = 0
            while heap.firstTime <= now { dispatch(heap.removeFirst()) }
            drain()
        }
        if nextSample <= end { environment.sample(until: end, self) }
        now = max(now, end)
        isRunning = false
    }

    /// Does all that happens at the present instant.
    func settle() { run(until: now) }

    /// Does the deltas of the present instant.
    @inline(__always)
    private func drain() {
        var deltas = 0
        while queueHead < queue.count {
            delta += 1
            deltas += 1
            if deltas > Self.deltaLimit {
                dropOscillation(takeQueue())
                break
            }
            let end = queue.count
            while queueHead < end {
                let event = queue[queueHead]
                queueHead += 1
                dispatch(event)
            }
        }
        queue.removeAll()
        queueHead = 0
    }

    @inline(__always)
    private func dispatch(_ event: KernelEvent) {
        switch event.kind {
        case .net: resolveNet(event.target)
        case .group: resolveGroup(event.target)
        case .timer: fireTimer(event)
        case .wave: waveEdge(event)
        case .debounce: lineController.debounced(event.target, event.generation, self)
        case .late: lineController.noticed(event.target, self)
        case .bus: buses.step(event.target, event.generation, self)
        case .model: environment.step(event.target, event.generation, self)
        case .fault: faults.act(event.target, event.generation, self)
        case .sleeper: wakeSleeper(event)
        }
    }

    /// Puts an event at an instant; what is past or present comes in the next delta.
    @inline(__always)
    func schedule(_ kind: KernelEvent.Kind, target: Int32, generation: UInt32 = 0, at time: Int64) {
        sequence &+= 1
        let event = KernelEvent(
            time: max(time, now), sequence: sequence, target: target, generation: generation, kind: kind)
        if time <= now, isRunning {
            queue.append(event)
        } else {
            heap.insert(event)
        }
    }

    /// Counts an event that was scheduled and is not to happen any more.
    func cancelled() {
        staleEvents += 1
        guard staleEvents > 64, staleEvents > heap.count / 2 else { return }
        heap.filter { event in isLive(event) }
        staleEvents = 0
    }

    private func isLive(_ event: KernelEvent) -> Bool {
        switch event.kind {
        case .timer: timers[event.target].generation == event.generation && timers[event.target].isSet
        case .debounce: lineController.isLive(event.target, event.generation)
        case .bus: buses.isLive(event.target, event.generation)
        case .model: environment.isLive(event.target, event.generation)
        case .wave: waves[Int(event.target)].generation == event.generation
        case .sleeper: sleepers[event.target] != nil
        case .late, .fault, .net, .group: true
        }
    }

    /// The events of the deltas that would come.
    private func takeQueue() -> [KernelEvent] {
        var events: [KernelEvent] = []
        while queueHead < queue.count {
            events.append(queue[queueHead])
            queueHead += 1
        }
        return events
    }

    // MARK: Dirty nets

    /// Has a net or its group resolved in the next delta.
    @inline(__always)
    func markDirty(_ net: Int32) {
        let group = nets[net].group
        if group >= 0 {
            markGroupDirty(group)
        } else if !nets[net].isDirty {
            nets[net].isDirty = true
            enqueue(.net, net)
        }
    }

    func markGroupDirty(_ group: Int32) {
        guard !groups[Int(group)].isDirty else { return }
        groups[Int(group)].isDirty = true
        enqueue(.group, group)
    }

    @inline(__always)
    private func enqueue(_ kind: KernelEvent.Kind, _ target: Int32) {
        sequence &+= 1
        queue.append(KernelEvent(time: now, sequence: sequence, target: target, generation: 0, kind: kind))
    }
}
