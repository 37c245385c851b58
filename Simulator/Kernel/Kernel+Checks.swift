// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// What a board's user should know of its nets. Each is told once when it begins.
extension Kernel {
    @inline(__always)
    func checkContention(_ net: Int32, _ isContended: Bool) {
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

    /// In a group, who drives strongly and doesn't get its level has something against it.
    func checkGroupContention(_ net: Int32, _ logic: Logic) {
        var loser: Int32 = -1
        var index = nets[net].firstPin
        let end = index + nets[net].pinCount
        while index < end {
            let number = netPins[index]
            index += 1
            if pins[number].strength >= .strong, !pins[number].isAnalog, pins[number].wave < 0,
                pins[number].logic.level != nil, pins[number].logic != logic
            {
                loser = number
            }
        }
        guard nets[net].isContended != (loser >= 0) else { return }
        nets[net].isContended = loser >= 0
        guard loser >= 0 else { return }
        let wanted = pins[loser].logic
        report(
            .contention, catalog.nets[Int(net)].name,
            "\(catalog.pins[Int(loser)].path) drives it \(wanted == .high ? "high" : "low") and can't hold it against "
                + (opponent(of: net, wanted) ?? "its load"))
    }

    /// Who drives against a level in a net's group: the strongest driver of the other level, or else a rail.
    private func opponent(of net: Int32, _ wanted: Logic) -> String? {
        if nets[net].isForced { return "a fault" }
        let group = groups[Int(nets[net].group)]
        var best: Int32 = -1
        for other in group.nets {
            for index in nets[other].firstPin..<(nets[other].firstPin + nets[other].pinCount) {
                let number = netPins[index]
                guard pins[number].strength != .highZ, pins[number].logic != wanted else { continue }
                if best < 0 || pins[number].strength > pins[best].strength { best = number }
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

    /// A contact that closes between two rails, or opens again.
    func checkShort(_ number: Int32) {
        guard links[number].siemens >= 1 else { return }
        let first = pins[links[number].firstPin].net
        let second = pins[links[number].secondPin].net
        guard nets[first].volts != nets[second].volts else { return }
        report(
            .contention, catalog.nets[Int(first)].name,
            "\(catalog.pins[Int(links[number].firstPin)].path) shorts it to \(catalog.nets[Int(second)].name)")
    }

    func checkLimit(_ net: Int32, _ volts: Double) {
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

    /// Leaves what swings at this instant as unknown, and says so.
    func dropOscillation(_ events: [KernelEvent]) {
        var names: Set<String> = []
        for event in events {
            switch event.kind {
            case .net:
                nets[event.target].isDirty = false
                names.insert(catalog.nets[Int(event.target)].name)
                freeze(event.target)
            case .group:
                groups[Int(event.target)].isDirty = false
                for net in groups[Int(event.target)].nets {
                    names.insert(catalog.nets[Int(net)].name)
                    freeze(net)
                }
            case .timer:
                guard timers[event.target].generation == event.generation else { continue }
                timers[event.target].isSet = false
                names.insert(parts[Int(timers[event.target].part)].id)
            case .debounce, .late, .bus, .model, .fault, .wave, .sleeper:
                schedule(event.kind, target: event.target, generation: event.generation, at: now + 1)
            }
        }
        if names.isEmpty { return }
        report(
            .oscillation, names.sorted().prefix(8).joined(separator: ", "),
            "it doesn't come to rest; after \(Self.deltaLimit) steps at one instant it is left as it is, with nets unknown"
        )
    }

    private func freeze(_ net: Int32) {
        guard nets[net].logic != .unknown else { return }
        nets[net].logic = .unknown
        nets[net].wave = -1
        if nets[net].sinks != 0 { tellSinks(of: net) }
    }
}
