// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Requests: claiming, using and letting go of lines.
extension LineController {
    func claim(_ addresses: [LineAddress], _ configs: [LineConfig], consumer: String, _ kernel: Kernel)
        throws(HALError) -> RequestState
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
        // The kernel keeps 31 bytes and a zero, and puts a question mark for nothing.
        let label = consumer.isEmpty ? "?" : String(decoding: consumer.utf8.prefix(31), as: UTF8.self)
        let request = RequestState(
            lines: lines, consumer: label, chip: chip, configs: configs, rule: queueRule, depth: queueDepth)
        for (place, line) in lines.enumerated() {
            holders[line] = request
            states[line].place = place
            states[line].sequence = 0
            details[Int(line)].consumer = label
            apply(configs[place], to: line, kernel)
        }
        kernel.settle()
        for line in lines { watch(line, request, kernel) }
        for line in lines { kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(label)) }
        return request
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
        if config.bias != .asIs { states[line].bias = config.bias }
        switch config.direction {
        case .asIs: break
        case .input: states[line].direction = .input
        case .output:
            // What the line does by itself is no edge.
            stopDetecting(line, kernel)
            states[line].direction = .output
            states[line].drive = config.drive
            states[line].value = config.initialValue != config.activeLow
        }
        drive(line, kernel)
    }

    // MARK: Using

    private func checkUse(_ request: RequestState) throws(HALError) {
        if request.isReleased {
            throw HALError(.gone, request.consumer, reason: "the request was released", errno: 19)
        }
        if let end = request.end { throw end }
    }

    func values(_ request: RequestState, mask: UInt64, _ kernel: Kernel) throws(HALError) -> LineValues {
        try checkUse(request)
        var values = LineValues(bits: 0, mask: mask)
        for (place, line) in request.lines.enumerated() where mask & (1 << UInt64(place)) != 0 {
            let level = states[line].debounce > 0 ? states[line].debouncedLevel : level(line, kernel)
            if level != states[line].isActiveLow { values.bits |= 1 << UInt64(place) }
        }
        return values
    }

    func set(_ request: RequestState, _ values: LineValues, _ kernel: Kernel) throws(HALError) {
        try checkUse(request)
        for (place, line) in request.lines.enumerated()
        where values.mask & (1 << UInt64(place)) != 0 && states[line].direction != .output {
            throw HALError(.invalid, subject(line), reason: "the line is an input and can't be set", errno: 1)
        }
        for (place, line) in request.lines.enumerated() where values.mask & (1 << UInt64(place)) != 0 {
            states[line].value = (values.bits & (1 << UInt64(place)) != 0) != states[line].isActiveLow
            drive(line, kernel)
        }
        kernel.settle()
    }

    func reconfigure(_ request: RequestState, _ configs: [LineConfig], _ kernel: Kernel) throws(HALError) {
        try checkUse(request)
        guard configs.count == request.lines.count else {
            throw HALError(
                .invalid, request.consumer,
                reason: "the request has \(request.lines.count) lines and got \(configs.count) configurations",
                errno: 22)
        }
        for (line, config) in zip(request.lines, configs) { try check(config, of: line) }
        request.configs = configs
        for (line, config) in zip(request.lines, configs) { apply(config, to: line, kernel) }
        kernel.settle()
        for line in request.lines { watch(line, request, kernel) }
    }

    // MARK: Letting go

    func release(_ request: RequestState, _ kernel: Kernel) {
        guard !request.isReleased else { return }
        request.isReleased = true
        endWaits(request, HALError(.gone, request.consumer, reason: "the request was released", errno: 19), kernel)
        guard request.end == nil else { return }
        for (place, line) in request.lines.enumerated() { free(line, request.configs[place].onRelease, kernel) }
        kernel.settle()
        for line in request.lines { kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(nil)) }
    }

    private func free(_ line: Int32, _ policy: ReleasePolicy, _ kernel: Kernel) {
        stopDetecting(line, kernel)
        switch policy {
        case .keep: break
        case .safe(let value):
            states[line].direction = .output
            states[line].value = value != states[line].isActiveLow
            drive(line, kernel)
        case .input:
            states[line].direction = .input
            drive(line, kernel)
        }
        holders[line] = nil
        details[Int(line)].consumer = nil
        details[Int(line)].config = LineConfig()
    }

    /// Ends a request whose chip goes away.
    func end(_ request: RequestState, _ error: HALError, _ kernel: Kernel) {
        guard request.end == nil, !request.isReleased else { return }
        request.end = error
        endWaits(request, error, kernel)
        for line in request.lines { free(line, .keep, kernel) }
        for line in request.lines { kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(nil)) }
    }

    // MARK: Waiting

    func poll(_ request: RequestState) throws(HALError) -> LineEvent? {
        try checkUse(request)
        return request.take()
    }

    /// Takes an event, or keeps a waiter until there is one.
    func wait(_ request: RequestState, _ id: UInt64, _ waiter: Waiter<LineEvent>, _ kernel: Kernel) {
        do {
            if let event = try poll(request) {
                kernel.wakeUps.append(.event(waiter, .success(event)))
            } else {
                request.waiters.append((id, waiter))
            }
        } catch {
            kernel.wakeUps.append(.event(waiter, .failure(error)))
        }
    }

    func cancelWait(_ request: RequestState, _ id: UInt64, _ kernel: Kernel) {
        guard let place = request.waiters.firstIndex(where: { $0.id == id }) else { return }
        kernel.wakeUps.append(.event(request.waiters.remove(at: place).waiter, .failure(CancellationError())))
    }

    private func endWaits(_ request: RequestState, _ error: HALError, _ kernel: Kernel) {
        for waiter in request.waiters { kernel.wakeUps.append(.event(waiter.waiter, .failure(error))) }
        request.waiters = []
    }
}
