// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// The GPIO chips of a board, with the manners of Linux's.
///
/// Source: `drivers/gpio/gpiolib-cdev.c`, `drivers/gpio/gpiolib.c` in Linux 6.12.
final class LineController {
    struct Chip {
        let info: ChipInfo
        let firstLine: Int32
        let part: Int32
        // Until its computer is switched on.
        var isGone = true
    }

    /// What of a line doesn't matter for edges.
    struct Details {
        let name: String?
        let hog: String?
        let powerOnBias: Bias
        var bias: Bias
        var direction: Direction = .input
        var drive: Drive = .pushPull
        var value = false
        var config = LineConfig()
        /// Who holds it; nil for nobody.
        var consumer: String?
    }

    var chips: [Chip] = []
    let states = Table<LineState>()
    var details: [Details] = []
    var requests: [Int32: RequestState] = [:]
    private var nextRequest: Int32 = 0
    var queueRule = QueueRule.dropsOldest
    var queueDepth = 16
    /// The reading of the realtime clock at the board's begin, in nanoseconds since 1970.
    var epoch: Int64 = 0

    func add(_ map: HardwareMap, part: Int32, firstPin: Int) {
        for chip in map.chips {
            let info = ChipInfo(name: "gpiochip\(chips.count)", label: chip.label, lineCount: chip.lines.count)
            chips.append(Chip(info: info, firstLine: Int32(states.count), part: part))
            for line in chip.lines {
                states.append(LineState(pin: line.pin.map { Int32(firstPin + $0) } ?? -1, chip: Int32(chips.count - 1)))
                details.append(
                    Details(
                        name: line.name, hog: line.holder, powerOnBias: line.bias, bias: line.bias,
                        consumer: line.holder))
            }
        }
    }

    // MARK: Finding

    func chip(_ name: String) throws(HALError) -> Int {
        if let index = chips.firstIndex(where: { $0.info.name == name }), !chips[index].isGone { return index }
        let present = chips.filter { !$0.isGone }.map(\.info.name)
        throw HALError(
            .notFound, name, reason: "the virtual board has no such chip", alternatives: present, errno: 2)
    }

    func line(_ address: LineAddress) throws(HALError) -> Int32 {
        let chip = chips[try chip(address.chip)]
        guard (0..<chip.info.lineCount).contains(address.offset) else {
            throw HALError(
                .notFound, "\(address)",
                reason: "\(address.chip) (\(chip.info.label)) has the lines 0 to \(chip.info.lineCount - 1)", errno: 22)
        }
        return chip.firstLine + Int32(address.offset)
    }

    func subject(_ line: Int32) -> String {
        let chip = chips[Int(states[line].chip)]
        let address = "\(chip.info.name):\(line - chip.firstLine)"
        return details[Int(line)].name.map { "\($0) (\(address))" } ?? address
    }

    func info(_ line: Int32) -> LineInfo {
        let chip = chips[Int(states[line].chip)]
        let details = details[Int(line)]
        var config = details.config
        config.direction = details.direction
        config.bias = details.bias
        return LineInfo(
            address: LineAddress(chip: chip.info.name, offset: Int(line - chip.firstLine)), name: details.name,
            consumer: details.consumer, isUsed: details.consumer != nil, config: config)
    }

    // MARK: Claiming

    func claim(_ addresses: [LineAddress], _ configs: [LineConfig], consumer: String, _ kernel: Kernel)
        throws(HALError) -> Int32
    {
        guard let first = addresses.first else {
            throw HALError(.invalid, consumer, reason: "a request needs at least one line", errno: 22)
        }
        guard addresses.count <= 64, addresses.count == configs.count else {
            throw HALError(
                .invalid, consumer, reason: "a request has at most 64 lines and a configuration for each", errno: 22)
        }
        let chip = try chip(first.chip)
        try kernel.faults.checkOpening("/dev/\(chips[chip].info.name)", kernel)
        var lines: [Int32] = []
        for (address, config) in zip(addresses, configs) {
            guard address.chip == first.chip else {
                throw HALError(
                    .invalid, "\(address)", reason: "a request has lines of one chip, and this one began with \(first)",
                    errno: 22)
            }
            let line = try line(address)
            try check(config, of: line)
            guard !lines.contains(line) else {
                throw HALError(
                    .busy, subject(line), reason: "the request names the line twice", holder: consumer, errno: 16)
            }
            lines.append(line)
        }
        for line in lines {
            if let holder = details[Int(line)].consumer {
                throw HALError(.busy, subject(line), reason: "somebody else uses the line", holder: holder, errno: 16)
            }
        }
        let number = nextRequest
        nextRequest += 1
        // The kernel keeps 31 bytes and a zero, and puts a question mark for nothing.
        let label = consumer.isEmpty ? "?" : String(decoding: consumer.utf8.prefix(31), as: UTF8.self)
        requests[number] = RequestState(
            lines: lines, consumer: label, chip: Int32(chip), configs: configs, rule: queueRule, depth: queueDepth)
        for (place, line) in lines.enumerated() {
            states[line].request = number
            states[line].place = Int32(place)
            states[line].sequence = 0
            details[Int(line)].consumer = label
            apply(configs[place], to: line, kernel)
        }
        kernel.settle()
        for line in lines { watch(line, kernel) }
        for line in lines { kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(label)) }
        return number
    }

    private func check(_ config: LineConfig, of line: Int32) throws(HALError) {
        if let fault = config.fault { throw HALError(.invalid, subject(line), reason: fault, errno: 22) }
        if config.eventClock == .hte {
            throw HALError(
                .unsupported, subject(line), reason: "the virtual chip has no hardware timestamp engine",
                alternatives: ["monotonic", "realtime"], errno: 95)
        }
    }

    /// Puts a configuration into effect; its drive reaches the net in the next delta, all at once.
    private func apply(_ config: LineConfig, to line: Int32, _ kernel: Kernel) {
        details[Int(line)].config = config
        states[line].isActiveLow = config.activeLow
        states[line].isRealtime = config.eventClock == .realtime
        if config.bias != .asIs { details[Int(line)].bias = config.bias }
        switch config.direction {
        case .asIs: break
        case .input: details[Int(line)].direction = .input
        case .output:
            // What the line does by itself is no edge.
            stopDetecting(line, kernel)
            details[Int(line)].direction = .output
            details[Int(line)].drive = config.drive
            details[Int(line)].value = config.initialValue != config.activeLow
        }
        drive(line, kernel)
    }

    /// Begins to watch edges, from the level that the line has by now.
    private func watch(_ line: Int32, _ kernel: Kernel) {
        guard let request = requests[states[line].request] else { return }
        let config = request.configs[Int(states[line].place)]
        let level = level(line, kernel)
        let wasDebounced = states[line].debounce > 0
        states[line].level = level
        states[line].detectsRising = config.edges.includes(.rising)
        states[line].detectsFalling = config.edges.includes(.falling)
        states[line].debounce = config.direction == .input ? config.debounce.clampedNanoseconds : 0
        if !wasDebounced || states[line].debounce == 0 {
            states[line].debouncedLevel = level
            stopDebouncing(line, kernel)
        }
        let watches = config.edges != .none || states[line].debounce > 0
        if states[line].pin >= 0 { kernel.setWatched(states[line].pin, watches) }
    }

    private func stopDetecting(_ line: Int32, _ kernel: Kernel) {
        stopDebouncing(line, kernel)
        states[line].debounce = 0
        states[line].detectsRising = false
        states[line].detectsFalling = false
        if states[line].pin >= 0 { kernel.setWatched(states[line].pin, false) }
    }

    private func stopDebouncing(_ line: Int32, _ kernel: Kernel) {
        guard states[line].isDebouncing else { return }
        states[line].isDebouncing = false
        states[line].debounceGeneration &+= 1
        kernel.cancelled()
    }

    /// Drives what direction, value, drive and bias of a line make together.
    private func drive(_ line: Int32, _ kernel: Kernel) {
        let pin = states[line].pin
        guard pin >= 0 else { return }
        let details = details[Int(line)]
        if details.direction == .output {
            switch (details.drive, details.value) {
            case (.pushPull, let value): return kernel.drive(pin, Logic(value), .strong)
            case (.openDrain, false): return kernel.drive(pin, .low, .strong)
            case (.openSource, true): return kernel.drive(pin, .high, .strong)
            case (.openDrain, true), (.openSource, false): break
            }
        }
        switch details.bias {
        case .pullUp: kernel.drive(pin, .high, .weak)
        case .pullDown: kernel.drive(pin, .low, .weak)
        case .asIs, .disabled: kernel.release(pin)
        }
    }

    /// The physical level of a line.
    private func level(_ line: Int32, _ kernel: Kernel) -> Bool {
        let pin = states[line].pin
        if pin >= 0 { return kernel.isHigh(kernel.pins[pin].net) }
        let details = details[Int(line)]
        return details.direction == .output ? details.value : details.bias == .pullUp
    }

    // MARK: Using

    private func usable(_ number: Int32) throws(HALError) -> RequestState {
        guard let request = requests[number] else {
            throw HALError(.gone, "a request of lines", reason: "it was released", errno: 19)
        }
        if let end = request.end { throw end }
        return request
    }

    func values(_ number: Int32, mask: UInt64, _ kernel: Kernel) throws(HALError) -> LineValues {
        let request = try usable(number)
        var values = LineValues(bits: 0, mask: mask)
        for (place, line) in request.lines.enumerated() where mask & (1 << UInt64(place)) != 0 {
            let level = states[line].debounce > 0 ? states[line].debouncedLevel : level(line, kernel)
            if level != states[line].isActiveLow { values.bits |= 1 << UInt64(place) }
        }
        return values
    }

    func set(_ number: Int32, _ values: LineValues, _ kernel: Kernel) throws(HALError) {
        let request = try usable(number)
        for (place, line) in request.lines.enumerated()
        where values.mask & (1 << UInt64(place)) != 0 && details[Int(line)].direction != .output {
            throw HALError(.invalid, subject(line), reason: "the line is an input and can't be set", errno: 1)
        }
        for (place, line) in request.lines.enumerated() where values.mask & (1 << UInt64(place)) != 0 {
            details[Int(line)].value = (values.bits & (1 << UInt64(place)) != 0) != states[line].isActiveLow
            drive(line, kernel)
        }
        kernel.settle()
    }

    func reconfigure(_ number: Int32, _ configs: [LineConfig], _ kernel: Kernel) throws(HALError) {
        let request = try usable(number)
        guard configs.count == request.lines.count else {
            throw HALError(
                .invalid, request.consumer,
                reason: "the request has \(request.lines.count) lines and got \(configs.count) configurations",
                errno: 22)
        }
        for (line, config) in zip(request.lines, configs) { try check(config, of: line) }
        requests[number]?.configs = configs
        for (line, config) in zip(request.lines, configs) { apply(config, to: line, kernel) }
        kernel.settle()
        for line in request.lines { watch(line, kernel) }
    }

    func release(_ number: Int32, _ kernel: Kernel) {
        guard var request = requests.removeValue(forKey: number) else { return }
        let error = HALError(.gone, request.consumer, reason: "the request was released", errno: 19)
        wakeAll(&request, error, kernel)
        guard request.end == nil else { return }
        for (place, line) in request.lines.enumerated() {
            free(line, request.configs[place].onRelease, kernel)
        }
        kernel.settle()
        for line in request.lines { kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(nil)) }
    }

    private func free(_ line: Int32, _ policy: ReleasePolicy, _ kernel: Kernel) {
        stopDetecting(line, kernel)
        switch policy {
        case .keep: break
        case .safe(let value):
            details[Int(line)].direction = .output
            details[Int(line)].value = value != states[line].isActiveLow
            drive(line, kernel)
        case .input:
            details[Int(line)].direction = .input
            drive(line, kernel)
        }
        states[line].request = -1
        details[Int(line)].consumer = nil
        details[Int(line)].config = LineConfig()
    }

    // MARK: Other users

    /// Another part of the kernel takes a line: nobody can claim it then.
    ///
    /// What its pin does is up to the taker.
    func hold(_ line: Int32, _ holder: String, _ kernel: Kernel) {
        guard line >= 0 else { return }
        details[Int(line)].consumer = holder
        kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(holder))
    }

    /// Another part of the kernel lets go of a line; it does what it did before.
    func letGo(_ line: Int32, _ kernel: Kernel) {
        guard line >= 0 else { return }
        details[Int(line)].consumer = details[Int(line)].hog
        drive(line, kernel)
        kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(details[Int(line)].hog))
    }

    /// Somebody outside claims a line, if it is free.
    func holdIfFree(_ line: Int32, _ holder: String, _ kernel: Kernel) {
        if details[Int(line)].consumer == nil { hold(line, holder, kernel) }
    }

    func letGo(_ line: Int32, ifHeldBy holder: String, _ kernel: Kernel) {
        if states[line].request < 0, details[Int(line)].consumer == holder { letGo(line, kernel) }
    }

    // MARK: Edges

    /// The net of a watched line changed its logical value.
    func levelChanged(_ line: Int32, _ kernel: Kernel) {
        let lateness = kernel.faults.lateness(of: line, kernel)
        if lateness > 0 { return kernel.schedule(.late, target: line, at: kernel.now + lateness) }
        noticed(line, kernel)
    }

    func noticed(_ line: Int32, _ kernel: Kernel) {
        guard states[line].request >= 0 else { return }
        let level = kernel.isHigh(kernel.pins[states[line].pin].net)
        guard states[line].level != level else { return }
        states[line].level = level
        if states[line].debounce > 0 {
            if states[line].isDebouncing { kernel.cancelled() }
            states[line].isDebouncing = true
            states[line].debounceGeneration &+= 1
            kernel.schedule(
                .debounce, target: line, generation: states[line].debounceGeneration,
                at: kernel.now + states[line].debounce)
        } else {
            detect(line, level, kernel)
        }
    }

    func isLive(_ line: Int32, _ generation: UInt32) -> Bool {
        states[line].isDebouncing && states[line].debounceGeneration == generation
    }

    /// A line was stable for its debounce time.
    ///
    /// Source: `debounce_work_func`.
    func debounced(_ line: Int32, _ generation: UInt32, _ kernel: Kernel) {
        guard isLive(line, generation) else { return }
        states[line].isDebouncing = false
        guard states[line].debouncedLevel != states[line].level else { return }
        states[line].debouncedLevel = states[line].level
        detect(line, states[line].level, kernel)
    }

    private func detect(_ line: Int32, _ level: Bool, _ kernel: Kernel) {
        let state = states[line]
        let isRising = level != state.isActiveLow
        guard isRising ? state.detectsRising : state.detectsFalling else { return }
        states[line].sequence += 1
        let time = kernel.now + (state.isRealtime ? epoch : 0)
        guard let index = requests.index(forKey: state.request) else { return }
        let event = EdgeEvent(
            index: Int(state.place), edge: isRising ? .rising : .falling, timestamp: Timestamp(nanoseconds: time),
            globalSequence: requests.values[index].nextSequence(), lineSequence: states[line].sequence)
        requests.values[index].put(event, limit: kernel.faults.queueLimit(of: state.chip))
        if !requests.values[index].waiters.isEmpty, let told = requests.values[index].take() {
            let waiter = requests.values[index].waiters.removeFirst()
            kernel.wakeUps.append(.event(waiter.waiter, .success(told)))
        }
    }

    func poll(_ number: Int32) throws(HALError) -> LineEvent? {
        _ = try usable(number)
        return requests[number]?.take()
    }

    /// Takes an event, or keeps a continuation until there is one.
    func wait(_ number: Int32, _ id: UInt64, _ waiter: Waiter<LineEvent>, _ kernel: Kernel) {
        do {
            if let event = try poll(number) {
                kernel.wakeUps.append(.event(waiter, .success(event)))
            } else {
                requests[number]?.waiters.append((id, waiter))
            }
        } catch {
            kernel.wakeUps.append(.event(waiter, .failure(error)))
        }
    }

    func cancelWait(_ number: Int32, _ id: UInt64, _ kernel: Kernel) {
        guard let place = requests[number]?.waiters.firstIndex(where: { $0.id == id }),
            let waiter = requests[number]?.waiters.remove(at: place)
        else { return }
        kernel.wakeUps.append(.event(waiter.waiter, .failure(CancellationError())))
    }

    private func wakeAll(_ request: inout RequestState, _ error: HALError, _ kernel: Kernel) {
        for waiter in request.waiters {
            kernel.wakeUps.append(.event(waiter.waiter, .failure(error)))
        }
        request.waiters = []
    }

    // MARK: Chips

    /// Takes a chip away: its requests end and its pins are driven no more.
    func unplug(_ chip: Int, _ kernel: Kernel, reason: String = "the chip was unplugged") {
        guard !chips[chip].isGone else { return }
        chips[chip].isGone = true
        for number in requests.keys.sorted() {
            guard var request = requests[number], request.chip == Int32(chip), request.end == nil else { continue }
            let error = HALError(
                .gone, chips[chip].info.name, reason: reason, advice: "Claim its lines anew once it is back.", errno: 19
            )
            request.end = error
            wakeAll(&request, error, kernel)
            requests[number] = request
            for line in request.lines { free(line, .keep, kernel) }
            for line in request.lines { kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(nil)) }
        }
        for line in lines(of: chip) where states[line].pin >= 0 { kernel.release(states[line].pin) }
    }

    /// Puts a chip back, with its lines as after the start of the machine.
    func plug(_ chip: Int, _ kernel: Kernel) {
        guard chips[chip].isGone else { return }
        chips[chip].isGone = false
        for line in lines(of: chip) {
            details[Int(line)].bias = details[Int(line)].powerOnBias
            details[Int(line)].direction = .input
            details[Int(line)].value = false
            details[Int(line)].config = LineConfig()
            details[Int(line)].consumer = details[Int(line)].hog
            drive(line, kernel)
        }
    }

    /// A computer got power.
    func switchOn(_ part: Int, _ kernel: Kernel) {
        for chip in chips.indices where chips[chip].part == Int32(part) { plug(chip, kernel) }
    }

    /// A computer lost power.
    func switchOff(_ part: Int, _ kernel: Kernel) {
        for chip in chips.indices where chips[chip].part == Int32(part) {
            unplug(chip, kernel, reason: "the computer lost power")
        }
    }

    private func lines(of chip: Int) -> Range<Int32> {
        chips[chip].firstLine..<(chips[chip].firstLine + Int32(chips[chip].info.lineCount))
    }
}
