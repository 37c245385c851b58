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
    private(set) var delta = 0
    private var sequence: UInt64 = 0
    private var heap = EventHeap()
    private var queue = Table(repeating: KernelEvent(time: 0, sequence: 0, target: 0, generation: 0, kind: .timer))
    private var queueHead = 0
    private var staleEvents = 0
    /// Whether events are being done, so that what is for the present instant waits for the next delta.
    private var isRunning = false

    var parts: ContiguousArray<any Part> = []
    /// The first pin, link, control, output and timer of each part in the lists below.
    var partSlots: [PartSlot] = []
    /// The voltage of a high level by part, in volts.
    var rails = Table(repeating: 0.0)
    var randoms = Table(repeating: SeededRandom(seed: 0))

    var pins: Table<PinState>
    var nets: Table<NetState>
    var links: Table<LinkState>
    var groups: [NetGroup] = []
    /// The pins of all nets, net by net, and those that watch.
    var netPins: Table<Int32>
    var netWatchers: Table<Int32>
    var waves: [Wave] = []

    var timers: Table<TimerState>
    /// The place of each part's timers in the table, by the part's number for them; -1 where there was none yet.
    var timerSlots: [ContiguousArray<Int32>] = []

    var outputs: [PartValue] = []
    var controls: [PartValue] = []

    var sinks: [(any EventSink)?] = []
    var sinkScopes: [EventScope] = []
    /// Which sinks want each kind of event, one bit each.
    var sinkMasks = EventMasks()

    private(set) var diagnostics: [Diagnostic] = []
    private(set) var droppedDiagnostics = 0

    /// Names, for messages.
    var catalog = Catalog()
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
        pins = Table(repeating: PinState(net: 0, part: 0, index: 0, watch: .none))
        nets = Table(repeating: NetState())
        links = Table(repeating: LinkState(firstPin: 0, secondPin: 0, siemens: 0))
        netPins = Table(repeating: 0)
        netWatchers = Table(repeating: 0)
        timers = Table(repeating: TimerState(part: 0, timer: 0))
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
        drain()
        while heap.firstTime <= end {
            now = max(now, heap.firstTime)
            delta = 0
            while heap.firstTime <= now { dispatch(heap.removeFirst()) }
            drain()
        }
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
                dropOscillation()
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
        case .wave: waveGenerations[Int(event.target)] == event.generation
        case .sleeper: sleepers[event.target] != nil
        case .fault, .net, .group: true
        }
    }

    private func dropOscillation() {
        var names: [String] = []
        while queueHead < queue.count {
            let event = queue[queueHead]
            queueHead += 1
            switch event.kind {
            case .net:
                nets[event.target].isDirty = false
                names.append(catalog.nets[Int(event.target)].name)
                freeze(event.target)
            case .group:
                let group = groups[Int(event.target)]
                group.isDirty = false
                for net in group.nets {
                    names.append(catalog.nets[Int(net)].name)
                    freeze(net)
                }
            case .timer:
                timers[event.target].isSet = false
                names.append(parts[Int(timers[event.target].part)].id)
            case .debounce, .bus, .model, .fault, .wave, .sleeper:
                schedule(event.kind, target: event.target, generation: event.generation, at: now + 1)
            }
        }
        if names.isEmpty { return }
        report(
            .oscillation, Set(names).sorted().prefix(8).joined(separator: ", "),
            "the circuit doesn't come to rest; after \(Self.deltaLimit) steps at one instant it is left as unknown")
    }

    private func freeze(_ net: Int32) {
        nets[net].logic = .unknown
        tellSinks(of: net)
    }

    // MARK: Nets

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

    private func resolveNet(_ net: Int32) {
        nets[net].isDirty = false
        let state = nets[net]
        var low = Strength.highZ
        var high = Strength.highZ
        var either = Strength.highZ
        var winner: Int32 = -1
        var winnerStrength = Strength.highZ
        var isAnalog = false
        var drivers = 0
        var index = state.firstPin
        let end = state.firstPin + state.pinCount
        while index < end {
            let number = netPins[index]
            index += 1
            let pin = pins[number]
            guard pin.strength != .highZ else { continue }
            drivers += 1
            if pin.isAnalog { isAnalog = true }
            switch pin.logic {
            case .low: if pin.strength > low { low = pin.strength }
            case .high: if pin.strength > high { high = pin.strength }
            case .unknown, .floating: if pin.strength > either { either = pin.strength }
            }
            if pin.strength > winnerStrength {
                winnerStrength = pin.strength
                winner = number
            }
        }
        if winner < 0 { return settleNet(net, .floating, .highZ, .nan, .infinity) }
        if isAnalog, drivers > 1 { return resolveMixed(net) }
        let pin = pins[winner]
        let isFought = (low == winnerStrength && high == winnerStrength) || either == winnerStrength
        var logic = isFought ? Logic.unknown : low == winnerStrength ? Logic.low : .high
        var volts = pin.volts
        if isFought, !isAnalog { volts = rails[pin.part] / 2 }
        if isAnalog { logic = Logic(volts: volts) }
        checkContention(net, min(low, high) >= .strong)
        settleNet(net, logic, winnerStrength, volts, pin.ohms)
    }

    /// Several drivers of which one isn't a level: their voltages mix by their conductances.
    private func resolveMixed(_ net: Int32) {
        var siemens = 0.0
        var current = 0.0
        for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
            let pin = pins[netPins[index]]
            guard pin.strength != .highZ else { continue }
            let conductance = 1 / max(pin.ohms, 0.001)
            siemens += conductance
            current += conductance * pin.volts
        }
        let volts = Self.rounded(current / siemens)
        settleNet(net, Logic(volts: volts), Strength(ohms: 1 / siemens), volts, 1 / siemens)
    }

    private func resolveGroup(_ number: Int32) {
        let group = groups[Int(number)]
        group.isDirty = false
        group.reset()
        for node in 0..<group.count {
            let net = nets[group.nets[node]]
            var index = net.firstPin
            let end = net.firstPin + net.pinCount
            while index < end {
                let pin = pins[netPins[index]]
                index += 1
                if pin.strength != .highZ { group.add(source: pin.volts, siemens: 1 / max(pin.ohms, 0.001), to: node) }
            }
        }
        for number in group.links {
            let link = links[number]
            guard link.siemens > 0 else { continue }
            let first = nets[pins[link.firstPin].net]
            let second = nets[pins[link.secondPin].net]
            switch (first.isRail, second.isRail) {
            case (false, false): group.add(siemens: link.siemens, between: Int(first.node), and: Int(second.node))
            case (true, false):
                if !first.volts.isNaN { group.add(source: first.volts, siemens: link.siemens, to: Int(second.node)) }
            case (false, true):
                if !second.volts.isNaN { group.add(source: second.volts, siemens: link.siemens, to: Int(first.node)) }
            case (true, true): break
            }
        }
        group.solve()
        for node in 0..<group.count {
            let volts = Self.rounded(group.volts[node])
            let net = group.nets[node]
            guard !volts.isNaN else {
                settleNet(net, .floating, .highZ, .nan, .infinity)
                continue
            }
            let logic = Logic(volts: volts)
            checkGroupContention(net, logic)
            settleNet(net, logic, Strength(ohms: group.ohms[node]), volts, group.ohms[node])
        }
    }

    private static func rounded(_ volts: Double) -> Double { (volts / voltageStep).rounded() * voltageStep }

    /// Writes what came of a net, and calls its watchers.
    @inline(__always)
    private func settleNet(_ net: Int32, _ logic: Logic, _ strength: Strength, _ volts: Double, _ ohms: Double) {
        let old = nets[net]
        let isLogicChanged = old.logic != logic
        let isVoltageChanged = !(old.volts == volts || (old.volts.isNaN && volts.isNaN)) || old.ohms != ohms
        guard isLogicChanged || isVoltageChanged || old.strength != strength else { return }
        nets[net].logic = logic
        nets[net].strength = strength
        nets[net].volts = volts
        nets[net].ohms = ohms
        if logic == .high { nets[net].lastLevel = true } else if logic == .low { nets[net].lastLevel = false }
        if volts > old.limit || old.isOverloaded { checkLimit(net, volts) }
        if old.sinks != 0 {
            if isLogicChanged { tellSinks(of: net) } else { tellVoltage(of: net) }
        }
        if old.watcherCount > 0 { callWatchers(old, isLogicChanged) }
        if old.isRail { railChanged(net) }
    }

    @inline(__always)
    private func callWatchers(_ net: NetState, _ isLogicChanged: Bool) {
        var index = net.firstWatcher
        let end = net.firstWatcher + net.watcherCount
        while index < end {
            let number = netWatchers[index]
            index += 1
            let pin = pins[number]
            if pin.line >= 0 {
                if isLogicChanged, pin.watch == .level { lineController.levelChanged(pin.line, self) }
            } else if pin.watch == .voltage || (isLogicChanged && pin.watch == .level) {
                parts[Int(pin.part)].pinChanged(Int(pin.index), PartContext(self, pin.part))
            }
        }
    }

    /// A rail changed: what it feeds changes, too.
    private func railChanged(_ net: Int32) {
        for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
            let number = netPins[index]
            if catalog.pins[Int(number)].role == .power { updateRail(of: pins[number].part, from: net) }
        }
        for (number, group) in groups.enumerated()
        where group.links.contains(where: {
            pins[links[$0].firstPin].net == net || pins[links[$0].secondPin].net == net
        }) {
            markGroupDirty(Int32(number))
        }
    }

    func updateRail(of part: Int32, from net: Int32) {
        let volts = nets[net].volts
        rails[part] = volts > 1 ? volts : logicVolts
    }

    // MARK: Checks

    @inline(__always)
    private func checkContention(_ net: Int32, _ isContended: Bool) {
        guard nets[net].isContended != isContended else { return }
        nets[net].isContended = isContended
        if isContended { reportContention(net) }
    }

    private func reportContention(_ net: Int32) {
        var low: Int32 = -1
        var high: Int32 = -1
        for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
            let number = netPins[index]
            guard pins[number].strength >= .strong else { continue }
            if pins[number].logic == .low, low < 0 { low = number }
            if pins[number].logic == .high, high < 0 { high = number }
        }
        guard low >= 0, high >= 0 else { return }
        report(
            .contention, catalog.nets[Int(net)].name,
            "\(catalog.pins[Int(high)].path) drives it high and \(catalog.pins[Int(low)].path) drives it low")
    }

    private func checkGroupContention(_ net: Int32, _ logic: Logic) {
        var loser: Int32 = -1
        for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
            let pin = pins[netPins[index]]
            if pin.strength >= .strong, !pin.isAnalog, pin.logic.level != nil, pin.logic != logic {
                loser = netPins[index]
            }
        }
        guard nets[net].isContended != (loser >= 0) else { return }
        nets[net].isContended = loser >= 0
        guard loser >= 0 else { return }
        let wanted = pins[loser].logic
        report(
            .contention, catalog.nets[Int(net)].name,
            "\(catalog.pins[Int(loser)].path) drives it \(wanted == .high ? "high" : "low") and can't hold it against "
                + (opponent(of: net, wanted).map { "\($0)" } ?? "its load"))
    }

    /// Who drives against a level in a net's group: the strongest driver of the other level, or else a rail.
    private func opponent(of net: Int32, _ wanted: Logic) -> String? {
        let group = groups[Int(nets[net].group)]
        var best: Int32 = -1
        for other in group.nets {
            for index in nets[other].firstPin..<(nets[other].firstPin + nets[other].pinCount) {
                let pin = pins[netPins[index]]
                guard pin.strength != .highZ, pin.logic != wanted else { continue }
                if best < 0 || pin.strength > pins[best].strength { best = netPins[index] }
            }
        }
        if best >= 0, pins[best].strength >= .strong { return catalog.pins[Int(best)].path }
        for number in group.links where links[number].siemens > 0 {
            for end in [pins[links[number].firstPin].net, pins[links[number].secondPin].net]
            where nets[end].isRail && nets[end].logic != wanted {
                return catalog.nets[Int(end)].name
            }
        }
        return best >= 0 ? catalog.pins[Int(best)].path : nil
    }

    private func checkLimit(_ net: Int32, _ volts: Double) {
        let isOverloaded = volts > nets[net].limit
        guard nets[net].isOverloaded != isOverloaded else { return }
        nets[net].isOverloaded = isOverloaded
        guard isOverloaded else { return }
        for index in nets[net].firstPin..<(nets[net].firstPin + nets[net].pinCount) {
            let number = netPins[index]
            guard volts > pins[number].limit else { continue }
            let hundredths = Int((volts * 100).rounded())
            let text = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
            report(
                .overvoltage, catalog.pins[Int(number)].path,
                "it gets \(text) V and takes \(pins[number].limit) V; put a divider or a level shifter in between")
            return
        }
    }

    // MARK: Drivers

    /// Changes what a pin drives; the net is resolved in the next delta.
    @inline(__always)
    func drive(
        _ number: Int32, _ logic: Logic, _ strength: Strength, volts: Double, ohms: Double, isAnalog: Bool = false
    ) {
        let old = pins[number]
        if old.logic == logic, old.strength == strength, old.volts == volts, old.ohms == ohms { return }
        pins[number].logic = logic
        pins[number].strength = strength
        pins[number].volts = volts
        pins[number].ohms = ohms
        pins[number].isAnalog = isAnalog
        markDirty(old.net)
    }

    /// Drives a level with the strength's own resistance.
    @inline(__always)
    func drive(_ number: Int32, _ logic: Logic, _ strength: Strength) {
        if strength == .highZ || logic == .floating { return release(number) }
        if pins[number].wave >= 0 { stopWave(number) }
        let volts =
            switch logic {
            case .low: 0.0
            case .high: rails[pins[number].part]
            case .unknown, .floating: rails[pins[number].part] / 2
            }
        drive(number, logic, strength, volts: volts, ohms: strength.ohms)
    }

    func drive(_ number: Int32, volts: Double, ohms: Double) {
        if pins[number].wave >= 0 { stopWave(number) }
        guard volts.isFinite, ohms >= 0 else { return release(number) }
        drive(number, Logic(volts: volts), Strength(ohms: ohms), volts: volts, ohms: max(ohms, 0.001), isAnalog: true)
    }

    func release(_ number: Int32) {
        if pins[number].wave >= 0 { stopWave(number) }
        drive(number, .floating, .highZ, volts: 0, ohms: .infinity)
    }

    func setLink(_ number: Int32, ohms: Double?) {
        let siemens = ohms.map { $0.isNaN ? 0 : 1 / max($0, 0.001) } ?? 0
        guard links[number].siemens != siemens else { return }
        links[number].siemens = siemens
        if links[number].group >= 0 { markGroupDirty(links[number].group) } else { checkShort(number) }
    }

    private func checkShort(_ number: Int32) {
        guard links[number].siemens >= 1 else { return }
        let first = pins[links[number].firstPin].net
        let second = pins[links[number].secondPin].net
        guard nets[first].volts != nets[second].volts else { return }
        report(
            .contention, catalog.nets[Int(first)].name,
            "\(catalog.pins[Int(links[number].firstPin)].path) shorts it to \(catalog.nets[Int(second)].name)")
    }

    // MARK: Waves

    private var waveGenerations: [UInt32] = []

    func drive(_ number: Int32, wave: Wave) {
        var slot = pins[number].wave
        if slot < 0 {
            slot = Int32(waves.count)
            waves.append(wave)
            waveGenerations.append(0)
        } else {
            waves[Int(slot)] = wave
            waveGenerations[Int(slot)] &+= 1
        }
        let isHigh = wave.isHigh(at: Timestamp(nanoseconds: now))
        drive(
            number, Logic(isHigh), .strong, volts: isHigh ? rails[pins[number].part] : 0, ohms: Strength.strong.ohms)
        pins[number].wave = slot
        wavePins[slot] = number
        scheduleEdge(slot)
    }

    private var wavePins: [Int32: Int32] = [:]

    private func scheduleEdge(_ slot: Int32) {
        guard let edge = waves[Int(slot)].nextEdge(after: Timestamp(nanoseconds: now)) else { return }
        schedule(.wave, target: slot, generation: waveGenerations[Int(slot)], at: edge.nanoseconds)
    }

    private func stopWave(_ number: Int32) {
        waveGenerations[Int(pins[number].wave)] &+= 1
        pins[number].wave = -1
    }

    private func waveEdge(_ event: KernelEvent) {
        guard waveGenerations[Int(event.target)] == event.generation, let pin = wavePins[event.target] else { return }
        let isHigh = waves[Int(event.target)].isHigh(at: Timestamp(nanoseconds: now))
        drive(pin, Logic(isHigh), .strong, volts: isHigh ? rails[pins[pin].part] : 0, ohms: Strength.strong.ohms)
        scheduleEdge(event.target)
    }

    // MARK: Timers

    func setTimer(_ part: Int32, _ timer: Int, at time: Int64) {
        let slot = timerSlot(part, timer)
        if timers[slot].isSet { cancelled() }
        timers[slot].generation &+= 1
        timers[slot].isSet = true
        schedule(.timer, target: slot, generation: timers[slot].generation, at: time)
    }

    func cancelTimer(_ part: Int32, _ timer: Int) {
        guard timer >= 0, timer < timerSlots[Int(part)].count else { return }
        let slot = timerSlots[Int(part)][timer]
        guard slot >= 0, timers[slot].isSet else { return }
        timers[slot].isSet = false
        cancelled()
    }

    func cancelTimers(of part: Int32) {
        for timer in timerSlots[Int(part)].indices { cancelTimer(part, timer) }
    }

    @inline(__always)
    private func timerSlot(_ part: Int32, _ timer: Int) -> Int32 {
        if timer >= 0, timer < timerSlots[Int(part)].count {
            let slot = timerSlots[Int(part)][timer]
            if slot >= 0 { return slot }
        }
        return addTimer(part, timer)
    }

    @inline(never)
    private func addTimer(_ part: Int32, _ timer: Int) -> Int32 {
        precondition((0..<1024).contains(timer), "a part numbers its timers from 0 to 1023")
        while timerSlots[Int(part)].count <= timer { timerSlots[Int(part)].append(-1) }
        let slot = Int32(timers.count)
        timers.append(TimerState(part: part, timer: Int32(timer)))
        timerSlots[Int(part)][timer] = slot
        return slot
    }

    @inline(__always)
    private func fireTimer(_ event: KernelEvent) {
        let timer = timers[event.target]
        guard timer.isSet, timer.generation == event.generation else {
            staleEvents -= 1
            return
        }
        timers[event.target].isSet = false
        parts[Int(timer.part)].timerFired(Int(timer.timer), PartContext(self, timer.part))
    }

    // MARK: Telling

    @inline(__always)
    private func tellSinks(of net: Int32) {
        var mask = nets[net].sinks
        let logic = nets[net].logic
        while mask != 0 {
            let index = mask.trailingZeroBitCount
            mask &= mask - 1
            sinks[index]?.netChanged(Int(net), to: logic, at: now)
        }
    }

    private func tellVoltage(of net: Int32) {
        let mask = nets[net].sinks & sinkMasks.volts
        guard mask != 0 else { return }
        tell(mask, .net(Int(net)), .volts(nets[net].volts.isNaN ? nil : nets[net].volts))
    }

    func tell(_ mask: UInt64, _ subject: SimulationEvent.Subject, _ change: SimulationEvent.Change) {
        var mask = mask
        guard mask != 0 else { return }
        let event = SimulationEvent(time: Timestamp(nanoseconds: now), subject: subject, change: change)
        while mask != 0 {
            let index = mask.trailingZeroBitCount
            mask &= mask - 1
            sinks[index]?.changed(event)
        }
    }

    func report(_ kind: Diagnostic.Kind, _ subject: String, _ message: String) {
        let diagnostic = Diagnostic(
            time: Timestamp(nanoseconds: now), kind: kind, subject: subject, message: message)
        if diagnostics.count < 10_000 { diagnostics.append(diagnostic) } else { droppedDiagnostics += 1 }
        tell(sinkMasks.diagnostics, .diagnostic, .diagnostic(diagnostic))
    }

    // MARK: Parts

    func start(_ part: Int32) {
        parts[Int(part)].start(PartContext(self, part))
    }

    func setOutput(_ part: Int32, _ output: Int, _ value: PartValue) {
        let index = partSlots[Int(part)].output + output
        guard outputs[index] != value else { return }
        outputs[index] = value
        tell(sinkMasks.outputs, .output(index), .value(value))
    }

    func setControl(_ index: Int, _ value: PartValue) {
        guard controls[index] != value else { return }
        controls[index] = value
        tell(sinkMasks.controls, .control(index), .value(value))
        let control = catalog.controls[index]
        parts[control.part].controlChanged(control.place, to: value, PartContext(self, Int32(control.part)))
        settle()
    }
}
