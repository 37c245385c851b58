// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// The faults of a board while it runs.
final class FaultController {
    /// Where in a transaction a fault may strike.
    enum I2CPhase {
        case begin, address, data(Int), read
    }

    private enum Moment: Int32 {
        case begin, end, act
    }

    private(set) var faults: [ActiveFault] = []
    private var holds = NetHolds()
    // What is asked often is answered by these alone while there is no such fault.
    private var busFaults = 0
    private var openingFaults = 0
    private var lateFaults = 0
    private var queueFaults = 0

    // MARK: Putting in and taking out

    func inject(_ fault: Fault, at place: FaultPlace, link: Int32, _ kernel: Kernel) -> Int {
        let number = faults.count
        let seed = fault.seed ?? SeededRandom(seed: kernel.seed, name: "\(fault.kind.name) \(number)").peek()
        var state = ActiveFault(fault: fault, place: place, random: SeededRandom(seed: seed))
        state.link = link
        faults.append(state)
        let begin = kernel.begin + fault.from.clampedNanoseconds
        if begin <= kernel.now { self.begin(number, kernel) } else { schedule(.begin, number, at: begin, kernel) }
        if let until = end(of: fault) { schedule(.end, number, at: kernel.begin + until, kernel) }
        return number
    }

    private func end(of fault: Fault) -> Int64? {
        if let until = fault.until { return until.clampedNanoseconds }
        return fault.kind == .reset ? fault.from.clampedNanoseconds + 10_000_000 : nil
    }

    func remove(_ number: Int, _ kernel: Kernel) {
        guard faults.indices.contains(number), !faults[number].isRemoved else { return }
        faults[number].isRemoved = true
        end(number, kernel)
    }

    private func schedule(_ moment: Moment, _ number: Int, at time: Int64, _ kernel: Kernel) {
        kernel.schedule(
            .fault, target: Int32(number) * 3 + moment.rawValue, generation: faults[number].generation, at: time)
    }

    func act(_ target: Int32, _ generation: UInt32, _ kernel: Kernel) {
        let number = Int(target / 3)
        guard !faults[number].isRemoved, let moment = Moment(rawValue: target % 3) else { return }
        switch moment {
        case .begin: begin(number, kernel)
        case .end: end(number, kernel)
        case .act where faults[number].isActive && faults[number].generation == generation: act(number, kernel)
        case .act: break
        }
    }

    private func begin(_ number: Int, _ kernel: Kernel) {
        guard !faults[number].isActive else { return }
        if let until = end(of: faults[number].fault), kernel.begin + until <= kernel.now { return }
        if !faults[number].fault.kind.hasOccasions, !faults[number].strikes() { return }
        faults[number].isActive = true
        faults[number].begin = kernel.now
        kernel.report(.fault, faults[number].fault.target, "\(faults[number].fault.kind.name) begins")
        count(number, 1)
        switch (faults[number].fault.kind, faults[number].place) {
        case (.stuckAt(let logic), .pin(let pin)): holds.hold(kernel.pins[pin].net, logic, by: number, kernel)
        case (.busStuck, .bus(let bus, _)): holds.hold(sda(of: bus, kernel), .low, by: number, kernel)
        case (.bounce, .pin(let pin)): trouble(kernel.pins[pin].net, kernel)
        case (.glitch, .pin): scheduleGlitch(number, kernel)
        case (.openWire, .pin(let pin)): kernel.setCut(pin, true)
        case (.shortTo, _): kernel.setLink(faults[number].link, ohms: PartLink.contact)
        case (.noise, .pin(let pin)), (.drift, .pin(let pin)), (.offset, .pin(let pin)), (.saturation, .pin(let pin)):
            kernel.pins[pin].isTroubled = true
        case (.brownOut, .part(let part)), (.reset, .part(let part)): kernel.setBrownOut(part, true)
        case (.chipUnplugged, .chip(let chip)): kernel.lineController.unplug(chip, kernel)
        case (.busy(let holder), .line(let line)): kernel.lineController.holdIfFree(line, holder, kernel)
        default: break
        }
    }

    private func end(_ number: Int, _ kernel: Kernel) {
        guard faults[number].isActive else { return }
        faults[number].isActive = false
        faults[number].generation &+= 1
        kernel.report(.fault, faults[number].fault.target, "\(faults[number].fault.kind.name) ends")
        count(number, -1)
        switch (faults[number].fault.kind, faults[number].place) {
        case (.stuckAt, .pin(let pin)), (.glitch, .pin(let pin)), (.bounce, .pin(let pin)):
            holds.letGo(kernel.pins[pin].net, by: number, kernel)
        case (.busStuck, .bus(let bus, _)): holds.letGo(sda(of: bus, kernel), by: number, kernel)
        case (.openWire, .pin(let pin)): kernel.setCut(pin, false)
        case (.shortTo, _): kernel.setLink(faults[number].link, ohms: nil)
        case (.brownOut, .part(let part)), (.reset, .part(let part)): kernel.setBrownOut(part, false)
        case (.chipUnplugged, .chip(let chip)): kernel.lineController.plug(chip, kernel)
        case (.busy(let holder), .line(let line)): kernel.lineController.letGo(line, ifHeldBy: holder, kernel)
        default: break
        }
    }

    private func count(_ number: Int, _ change: Int) {
        switch faults[number].fault.kind {
        case .noAcknowledgeAddress, .noAcknowledgeData, .clockTimeout, .arbitrationLost, .corrupt: busFaults += change
        case .permissionDenied: openingFaults += change
        case .lateTimestamps: lateFaults += change
        case .queueOverflow: queueFaults += change
        default: break
        }
    }

    private func sda(of bus: Int, _ kernel: Kernel) -> Int32 {
        kernel.pins[kernel.buses.i2c.first { $0.bus == bus }?.sda ?? 0].net
    }

    // MARK: Nets

    private func trouble(_ net: Int32, _ kernel: Kernel) {
        kernel.nets[net].isTroubled = true
        if !kernel.nets[net].isForced { kernel.nets[net].natural = kernel.logic(of: net) }
    }

    /// A net with faults changed, or would have changed if a fault didn't hold it.
    func naturalChanged(_ net: Int32, from old: Logic, to new: Logic, _ kernel: Kernel) {
        guard old.level != nil, new.level != nil else { return }
        for number in faults.indices where faults[number].isActive {
            guard case .bounce(let duration, let count) = faults[number].fault.kind,
                case .pin(let pin) = faults[number].place, kernel.pins[pin].net == net, faults[number].strikes()
            else { continue }
            faults[number].swings = 2 * Int.random(in: 1...max(1, count), using: &faults[number].random)
            faults[number].swing = old
            scheduleSwing(number, duration, count, kernel)
        }
    }

    private func scheduleSwing(_ number: Int, _ duration: Duration, _ count: Int, _ kernel: Kernel) {
        let most = max(1, duration.clampedNanoseconds / Int64(2 * max(1, count)))
        faults[number].generation &+= 1
        schedule(
            .act, number, at: kernel.now + Int64.random(in: 1...most, using: &faults[number].random), kernel)
    }

    private func scheduleGlitch(_ number: Int, _ kernel: Kernel) {
        guard case .glitch(_, let every) = faults[number].fault.kind else { return }
        let most = max(1, every.clampedNanoseconds).multipliedReportingOverflow(by: 2)
        let wait = Int64.random(in: 1...(most.overflow ? .max / 4 : most.partialValue), using: &faults[number].random)
        schedule(.act, number, at: kernel.now + wait, kernel)
    }

    private func act(_ number: Int, _ kernel: Kernel) {
        guard case .pin(let pin) = faults[number].place else { return }
        let net = kernel.pins[pin].net
        switch faults[number].fault.kind {
        case .bounce(let duration, let count):
            faults[number].swings -= 1
            if faults[number].swings & 1 == 1 {
                holds.hold(net, faults[number].swing, by: number, kernel)
            } else {
                holds.letGo(net, by: number, kernel)
            }
            if faults[number].swings > 0 { scheduleSwing(number, duration, count, kernel) }
        case .glitch(let width, _):
            if faults[number].isPulse {
                faults[number].isPulse = false
                holds.letGo(net, by: number, kernel)
                scheduleGlitch(number, kernel)
            } else if faults[number].strikes(), let level = kernel.logic(of: net).level {
                faults[number].isPulse = true
                holds.hold(net, Logic(level.inverted), by: number, kernel)
                schedule(.act, number, at: kernel.now + max(1, width.clampedNanoseconds), kernel)
            } else {
                scheduleGlitch(number, kernel)
            }
        default: break
        }
    }

    // MARK: Measuring

    /// What is measured at a pin instead of a voltage.
    func measured(_ volts: Double, at pin: Int32, _ kernel: Kernel) -> Double {
        var volts = volts
        for number in faults.indices where faults[number].isActive {
            guard case .pin(pin) = faults[number].place else { continue }
            switch faults[number].fault.kind {
            case .noise(let deviation) where faults[number].strikes():
                volts += deviation * faults[number].random.nextNormal()
            case .offset(let offset): volts += offset
            case .drift(let rate): volts += rate * Double(kernel.now - faults[number].begin) / 3600e9
            case .saturation(let range): volts = min(max(volts, range.lowerBound), range.upperBound)
            default: break
            }
        }
        return volts
    }

    // MARK: Buses

    func i2cFault(on controller: I2CController, _ phase: I2CPhase, _ kernel: Kernel) -> I2CFault? {
        guard busFaults > 0 else { return nil }
        for number in faults.indices where isMeant(number, controller, kernel) {
            switch (faults[number].fault.kind, phase) {
            case (.noAcknowledgeAddress, .address) where faults[number].strikes(): return .noAcknowledgeAddress
            case (.noAcknowledgeData(let index), .data(let place)) where index == place && faults[number].strikes():
                return .noAcknowledgeData(index: index)
            case (.clockTimeout, .address) where faults[number].strikes(): return .timeout
            case (.arbitrationLost, .address) where faults[number].strikes(): return .arbitrationLost
            default: break
            }
        }
        return nil
    }

    func i2cByte(_ byte: UInt8, on controller: I2CController, _ kernel: Kernel) -> UInt8 {
        guard busFaults > 0 else { return byte }
        return corrupted(byte) { isMeant($0, controller, kernel) }
    }

    func spiByte(_ byte: UInt8, on controller: SPIController, _ kernel: Kernel) -> UInt8 {
        guard busFaults > 0 else { return byte }
        return corrupted(byte) { number in
            switch faults[number].place {
            case .bus(let bus, _): bus == controller.bus
            case .part(let part): controller.targets.contains(part)
            case .pin, .chip, .line: false
            }
        }
    }

    private func corrupted(_ byte: UInt8, _ isMeant: (Int) -> Bool) -> UInt8 {
        var byte = byte
        for number in faults.indices where faults[number].isActive && faults[number].fault.kind == .corrupt {
            guard isMeant(number), faults[number].strikes() else { continue }
            byte ^= 1 << UInt8.random(in: 0...7, using: &faults[number].random)
        }
        return byte
    }

    private func isMeant(_ number: Int, _ controller: I2CController, _ kernel: Kernel) -> Bool {
        guard faults[number].isActive, let address = controller.queue.first?.address else { return false }
        return switch faults[number].place {
        case .bus(let bus, let meant): bus == controller.bus && (meant == nil || meant == address)
        case .part(let part): kernel.parts[part].i2cAddresses.contains(address)
        case .pin, .chip, .line: false
        }
    }

    // MARK: The system

    func checkOpening(_ path: String, _ kernel: Kernel) throws(HALError) {
        guard openingFaults > 0 else { return }
        for number in faults.indices where faults[number].isActive && faults[number].fault.kind == .permissionDenied {
            let isMeant =
                switch faults[number].place {
                case .chip(let chip): path == "/dev/\(kernel.lineController.chips[chip].info.name)"
                case .bus(let bus, _):
                    kernel.catalog.buses[bus].kind == .i2c
                        ? path == "/dev/\(kernel.catalog.buses[bus].name)"
                        : path.hasPrefix("/dev/spidev\(kernel.catalog.buses[bus].number).")
                case .pin, .part, .line: false
                }
            guard isMeant, faults[number].strikes() else { continue }
            throw HALError(
                .permissionDenied, path, reason: "the user may not open it",
                advice: "Add the user to the group that owns it, such as gpio, i2c or spi, and log in again.", errno: 13
            )
        }
    }

    /// How late an edge of a line is noticed, in nanoseconds.
    func lateness(of line: Int32, _ kernel: Kernel) -> Int64 {
        guard lateFaults > 0 else { return 0 }
        for number in faults.indices where faults[number].isActive {
            guard case .lateTimestamps(let most) = faults[number].fault.kind else { continue }
            switch faults[number].place {
            case .chip(let chip) where kernel.lineController.states[line].chip == Int32(chip): break
            case .line(line): break
            default: continue
            }
            guard faults[number].strikes() else { continue }
            return Int64.random(in: 0...max(0, most.clampedNanoseconds), using: &faults[number].random)
        }
        return 0
    }

    /// How many events a queue of a chip's requests holds at most.
    func queueLimit(of chip: Int32) -> Int {
        guard queueFaults > 0 else { return .max }
        var limit = Int.max
        for number in faults.indices where faults[number].isActive {
            guard case .queueOverflow(let depth) = faults[number].fault.kind,
                case .chip(Int(chip)) = faults[number].place
            else { continue }
            limit = min(limit, depth)
        }
        return limit
    }
}
