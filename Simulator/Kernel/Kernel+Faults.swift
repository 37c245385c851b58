// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Where a fault is, of what a person wrote.
extension Kernel {
    func inject(_ fault: Fault) throws(BoardError) -> Int {
        try check(fault)
        let place = try place(of: fault)
        var link: Int32 = -1
        if case .shortTo(let other) = fault.kind, case .pin(let first) = place {
            link = addLink(from: first, to: try pin(at: other, for: fault))
        }
        let number = faults.inject(fault, at: place, link: link, self)
        settle()
        return number
    }

    /// Looks whether a fault can be put in.
    func check(_ fault: Fault) throws(BoardError) {
        if let reason = fault.kind.complaint { throw BoardError(["\(fault.kind.name): \(reason)"]) }
        guard (0...1).contains(fault.probability) else {
            throw BoardError(["\(fault.kind.name): a probability is from 0 to 1, not \(fault.probability)"])
        }
        _ = try place(of: fault)
        if case .shortTo(let other) = fault.kind { _ = try pin(at: other, for: fault) }
    }

    private func place(of fault: Fault) throws(BoardError) -> FaultPlace {
        switch fault.kind {
        case .bounce, .glitch, .stuckAt, .openWire, .shortTo: return .pin(try pin(at: fault.target, for: fault))
        case .noise, .drift, .offset, .saturation: return .pin(try measuringPin(of: fault))
        case .noAcknowledgeAddress, .noAcknowledgeData, .clockTimeout, .arbitrationLost:
            return try bus(fault, isI2C: true)
        case .corrupt: return try bus(fault, isI2C: false)
        case .busStuck:
            let place = try bus(fault, isI2C: true)
            guard case .bus(_, nil) = place else { throw missing(fault, "bus", catalog.buses.map(\.name)) }
            return place
        case .brownOut, .reset:
            guard let part = catalog.partNumbers[fault.target] else {
                throw missing(fault, "part", parts.array.map(\.id))
            }
            return .part(part)
        case .chipUnplugged, .queueOverflow:
            guard let chip = chip(fault.target) else { throw missing(fault, "chip", catalog.chips.map(\.name)) }
            return .chip(chip)
        case .permissionDenied:
            if let chip = chip(fault.target) { return .chip(chip) }
            if let bus = catalog.buses.firstIndex(where: { $0.name == fault.target }) { return .bus(bus, nil) }
            throw missing(fault, "chip or bus", catalog.chips.map(\.name) + catalog.buses.map(\.name))
        case .busy:
            guard let line = line(fault.target) else { throw missing(fault, "line", catalog.lines.compactMap(\.name)) }
            return .line(line)
        case .lateTimestamps:
            if let chip = chip(fault.target) { return .chip(chip) }
            if let line = line(fault.target) { return .line(line) }
            throw missing(fault, "chip or line", catalog.chips.map(\.name) + catalog.lines.compactMap(\.name))
        }
    }

    /// A pin by its own name, or one that stands for a net or a line.
    private func pin(at target: String, for fault: Fault) throws(BoardError) -> Int32 {
        if let pin = catalog.pinNumbers[target] { return Int32(pin) }
        if let net = catalog.nets.first(where: { $0.name == target }), let pin = net.pins.first,
            let number = catalog.pinNumbers[pin]
        {
            return Int32(number)
        }
        if let line = line(target), lineController.states[line].pin >= 0 { return lineController.states[line].pin }
        let part = target.prefix { $0 != ":" }
        let near = catalog.pinNumbers.keys.filter { $0.hasPrefix(part + ":") }.sorted()
        throw missing(fault, "pin, net or line", near.isEmpty ? catalog.nets.map(\.name) : near, named: target)
    }

    /// A pin at which something is measured: elsewhere the fault would never be noticed.
    private func measuringPin(of fault: Fault) throws(BoardError) -> Int32 {
        let pin = try pin(at: fault.target, for: fault)
        if isMeasuring(Int(pin)) { return pin }
        let all = pins.indices.filter(isMeasuring)
        let near = all.filter { pins[$0].net == pins[pin].net }
        let names = (near.isEmpty ? all : near).map { catalog.pins[$0].path }
        throw BoardError([
            "\(fault.kind.name): nothing is measured at ‘\(fault.target)’; "
                + (names.isEmpty
                    ? "no part of the board measures voltages"
                    : "\(near.isEmpty ? "" : "of that net ")it is at \(names.prefix(24).joined(separator: ", "))")
        ])
    }

    private func isMeasuring(_ pin: Int) -> Bool {
        if case .analogInput = catalog.pins[pin].role { return true }
        return buses.analog.contains { $0.pin == Int32(pin) }
    }

    private func chip(_ name: String) -> Int? {
        catalog.chips.firstIndex { $0.name == name } ?? catalog.chips.firstIndex { $0.label == name }
    }

    private func line(_ name: String) -> Int32? {
        let line = catalog.lines.firstIndex { $0.name == name || $0.address.description == name || $0.pin == name }
        return (line ?? lineNames[name]).map { Int32($0) }
    }

    private func bus(_ fault: Fault, isI2C: Bool) throws(BoardError) -> FaultPlace {
        if let part = catalog.partNumbers[fault.target] {
            let isOnSPI = parts[part].pins.contains { $0.bus == .sclk }
            if !parts[part].i2cAddresses.isEmpty || !isI2C && isOnSPI { return .part(part) }
        }
        let parts = fault.target.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bus = catalog.buses.firstIndex(where: { $0.name == parts[0] && (!isI2C || $0.kind == .i2c) }) else {
            throw missing(fault, "bus or device on one", catalog.buses.map(\.name))
        }
        guard parts.count == 2 else { return .bus(bus, nil) }
        let digits = parts[1]
        let number = digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
        guard catalog.buses[bus].kind == .i2c, let address = number.flatMap({ I2CAddress($0) }) else {
            throw BoardError(["\(fault.kind.name): ‘\(digits)’ is no address of I2C; write it as in i2c-1@0x3c"])
        }
        return .bus(bus, address)
    }

    private func missing(_ fault: Fault, _ what: String, _ names: [String], named name: String? = nil) -> BoardError {
        let list = names.prefix(24).joined(separator: ", ")
        let name = name ?? fault.target
        return BoardError([
            "\(fault.kind.name): there is no \(what) ‘\(name)’" + (list.isEmpty ? "" : "; there is \(list)")
        ])
    }
}

extension Fault.Kind {
    /// What is wrong with the numbers; nil when nothing is.
    fileprivate var complaint: String? {
        switch self {
        case .bounce(let duration, let count):
            duration <= .zero || count < 1 ? "a bounce needs a duration and a count of more than zero" : nil
        case .glitch(let width, let every):
            width <= .zero || every <= .zero ? "a glitch needs a width and a time between of more than zero" : nil
        case .stuckAt(.floating): "a net is stuck at 0, 1 or x; to cut off a pin there is open-wire"
        case .noise(let volts), .offset(let volts), .drift(let volts):
            volts.isFinite ? nil : "the voltage must be a number"
        case .queueOverflow(let depth): depth < 1 ? "a queue holds at least one event" : nil
        case .lateTimestamps(let duration): duration < .zero ? "an edge can't be early" : nil
        case .stuckAt, .openWire, .shortTo, .saturation, .noAcknowledgeAddress, .noAcknowledgeData, .clockTimeout,
            .arbitrationLost, .busStuck, .corrupt, .brownOut, .reset, .chipUnplugged, .busy, .permissionDenied:
            nil
        }
    }
}
