// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

extension Kernel {
    /// Makes the board that a design describes, and switches it on.
    ///
    /// - Returns: All that is wrong with the design; the board is not usable then.
    func load(_ design: BoardDesign) -> [String] {
        var faults = environment.load(design.environment, into: &catalog)
        for part in design.parts { add(part, &faults) }
        var joints = Joints(count: pins.count)
        for (number, part) in parts.array.enumerated() {
            for (place, pin) in part.pins.enumerated() {
                guard let joined = pin.joined else { continue }
                partJoints.append((partSlots[number].pin + place, partSlots[number].pin + joined))
            }
        }
        for wire in design.wires { join(wire, &faults) }
        guard faults.isEmpty else { return faults }
        for (first, second) in partJoints + wires { joints.join(first, second) }
        makeNets(&joints)
        arrange()
        makeLines()
        return []
    }

    private func add(_ part: any Part, _ faults: inout [String]) {
        let number = parts.count
        if catalog.partNumbers[part.id] != nil { faults.append("the part ‘\(part.id)’ is there twice") }
        if part.id.isEmpty || part.id.contains(":") {
            faults.append("‘\(part.id)’ can't be the name of a part: it must be a text without a colon")
        }
        catalog.partNumbers[part.id] = number
        let slot = PartSlot(pin: pins.count, link: links.count, control: controls.count, output: outputs.count)
        parts.append(part)
        partSlots.append(slot)
        rails.append(logicVolts)
        randoms.append(SeededRandom(seed: seed, name: part.id))
        for _ in 0..<TimerKey.quick { timerSlots.append(-1) }
        let partPins = part.pins
        for (place, pin) in partPins.enumerated() {
            if let joined = pin.joined, !partPins.indices.contains(joined) {
                faults.append("the pin \(part.id):\(pin.name) is joined to a pin that the part doesn't have")
                continue
            }
            var state = PinState(net: -1, part: Int32(number), index: Int32(place), watch: .none)
            if let limit = pin.maximumVolts { state.limit = limit }
            pins.append(state)
            catalog.pins.append(
                Catalog.Pin(path: "\(part.id):\(pin.name)", role: pin.role, bus: pin.bus, watch: pin.watch))
            for name in [pin.name] + pin.aliases {
                let path = "\(part.id):\(name)"
                if catalog.pinNumbers[path] != nil { faults.append("the pin \(path) is there twice") }
                catalog.pinNumbers[path] = slot.pin + place
            }
        }
        for link in part.links {
            guard partPins.indices.contains(link.first), partPins.indices.contains(link.second) else {
                faults.append("a link of the part ‘\(part.id)’ ends at a pin that the part doesn't have")
                continue
            }
            links.append(
                LinkState(
                    firstPin: Int32(slot.pin + link.first), secondPin: Int32(slot.pin + link.second),
                    siemens: LinkState.siemens(link.ohms)))
        }
        for (place, control) in part.controls.enumerated() {
            controls.append(control.initial)
            catalog.controls.append(BoardControl(partID: part.id, control: control, part: number, place: place))
        }
        for output in part.outputs {
            outputs.append(output.initial)
            catalog.outputs.append(BoardOutput(partID: part.id, output: output))
        }
        func places(_ isMeant: (PartPin.Role) -> Bool) -> [Int32] {
            partPins.indices.filter { isMeant(partPins[$0].role) }.map { Int32(slot.pin + $0) }
        }
        power.append(
            PowerState(
                pins: places { $0 == .power },
                supplies: places { if case .supply = $0 { true } else { false } }))
        if let map = part.hardware {
            faults += check(map, of: part)
            guard faults.isEmpty else { return }
            buses.add(map, part: number, firstPin: slot.pin, &catalog)
            lineController.add(map, part: number, firstPin: slot.pin)
        }
    }

    private func check(_ map: HardwareMap, of part: any Part) -> [String] {
        var places = map.chips.flatMap { $0.lines.compactMap(\.pin) }
        places += map.i2c.flatMap { [$0.sda, $0.scl] }
        places += map.spi.flatMap { [$0.sclk, $0.mosi, $0.miso] + $0.chipSelects }
        places += map.pwm.map(\.pin) + map.analog.map(\.pin)
        var faults: [String] = []
        if !places.allSatisfy(part.pins.indices.contains) {
            faults.append("the hardware of ‘\(part.id)’ has a pin that the part doesn't have")
        }
        if !map.analog.allSatisfy({ (1...24).contains($0.bits) && $0.reference > 0 }) {
            faults.append("an analog input of ‘\(part.id)’ needs 1 to 24 bits and a reference of more than 0 V")
        }
        return faults
    }

    private func join(_ wire: Wire, _ faults: inout [String]) {
        var ends: [Int] = []
        for end in [wire.from, wire.to] {
            if let pin = catalog.pinNumbers[end] {
                ends.append(pin)
                continue
            }
            let part = String(end.prefix { $0 != ":" })
            if !end.contains(":") {
                faults.append("a wire ends at ‘\(end)’; write it as part:pin")
            } else if let number = catalog.partNumbers[part] {
                let names = parts[number].pins.map(\.name)
                faults.append(
                    "a wire ends at \(end), but ‘\(part)’ has no such pin; it has "
                        + names.prefix(48).joined(separator: ", ") + (names.count > 48 ? ", …" : ""))
            } else {
                faults.append(
                    "a wire ends at \(end), but there is no part ‘\(part)’; there is "
                        + parts.array.map(\.id).joined(separator: ", "))
            }
        }
        if ends.count == 2 { wires.append((ends[0], ends[1])) }
    }

    private func makeNets(_ joints: inout Joints) {
        var netOf: [Int: Int] = [:]
        var members: [[Int]] = []
        for pin in 0..<pins.count {
            let root = joints.root(pin)
            let net = netOf[root] ?? members.count
            if net == members.count {
                netOf[root] = net
                members.append([])
            }
            members[net].append(pin)
            pins[pin].net = Int32(net)
            homes.append(Int32(net))
        }
        for _ in members { nets.append(NetState()) }
        for (net, pins) in members.enumerated() {
            let isRail = pins.contains {
                if case .supply = catalog.pins[$0].role { true } else { false }
            }
            nets[net].isRail = isRail
            catalog.nets.append(
                Net(id: net, name: name(of: pins), pins: pins.map { catalog.pins[$0].path }, isRail: isRail))
        }
    }

    /// What people call a net: the pin of a computer on it, else the first pin.
    private func name(of members: [Int]) -> String {
        for pin in members where parts[Int(pins[pin].part)].hardware != nil {
            let part = parts[Int(pins[pin].part)]
            let isOnly = parts.array.filter { $0.hardware != nil }.count == 1
            return isOnly ? part.pins[Int(pins[pin].index)].name : catalog.pins[pin].path
        }
        return members.first.map { catalog.pins[$0].path } ?? ""
    }

    /// Lists the pins of each net, and finds the groups that links make.
    func arrange() {
        var members: [[Int32]] = Array(repeating: [], count: nets.count)
        for pin in 0..<pins.count { members[Int(pins[pin].net)].append(Int32(pin)) }
        netPins.removeAll()
        netWatchers.removeAll()
        for net in 0..<nets.count {
            nets[net].firstPin = Int32(netPins.count)
            nets[net].pinCount = Int32(members[net].count)
            nets[net].firstWatcher = Int32(netWatchers.count)
            nets[net].limit = .infinity
            nets[net].levelWatchers = 0
            nets[net].feeds = false
            for pin in members[net] {
                netPins.append(pin)
                nets[net].limit = min(nets[net].limit, pins[pin].limit)
                if catalog.pins[Int(pin)].role == .power { nets[net].feeds = true }
                // A line is watched while a request wants its edges, a part while it has power; the place is kept.
                guard catalog.pins[Int(pin)].watch != .none || pins[pin].line >= 0 else { continue }
                netWatchers.append(pin)
                if pins[pin].line < 0 ? catalog.pins[Int(pin)].watch == .level : pins[pin].watch == .level {
                    nets[net].levelWatchers += 1
                }
            }
            nets[net].watcherCount = Int32(netWatchers.count) - nets[net].firstWatcher
        }
        makeGroups()
    }

    private func makeGroups() {
        var joints = Joints(count: nets.count)
        var isLinked = Array(repeating: false, count: nets.count)
        for link in 0..<links.count {
            let first = Int(pins[links[link].firstPin].net)
            let second = Int(pins[links[link].secondPin].net)
            links[link].group = -1
            guard first != second else { continue }
            if !nets[first].isRail { isLinked[first] = true }
            if !nets[second].isRail { isLinked[second] = true }
            if !nets[first].isRail, !nets[second].isRail { joints.join(first, second) }
        }
        var members: [[Int32]] = []
        var groupOf: [Int: Int] = [:]
        for net in 0..<nets.count {
            nets[net].group = -1
            guard isLinked[net] else { continue }
            let root = joints.root(net)
            let group = groupOf[root] ?? members.count
            if group == members.count {
                groupOf[root] = group
                members.append([])
            }
            nets[net].group = Int32(group)
            nets[net].node = Int32(members[group].count)
            members[group].append(Int32(net))
        }
        var linksOf: [[Int32]] = Array(repeating: [], count: members.count)
        for link in 0..<links.count {
            let first = pins[links[link].firstPin].net
            let second = pins[links[link].secondPin].net
            guard first != second else { continue }
            let group = nets[first].group >= 0 ? nets[first].group : nets[second].group
            guard group >= 0 else { continue }
            links[link].group = group
            linksOf[Int(group)].append(Int32(link))
        }
        groups.removeAll()
        for (nets, links) in zip(members, linksOf) { groups.append(NetGroup(nets: nets, links: links)) }
    }

    private func makeLines() {
        for line in 0..<lineController.states.count {
            let state = lineController.states[line]
            let chip = lineController.chips[Int(state.chip)]
            if state.pin >= 0 {
                pins[state.pin].line = Int32(line)
            }
            catalog.lines.append(
                BoardLine(
                    address: LineAddress(chip: chip.info.name, offset: line - Int(chip.firstLine)),
                    name: lineController.details[line].name,
                    pin: state.pin >= 0 ? catalog.pins[Int(state.pin)].path : nil,
                    net: state.pin >= 0 ? Int(pins[state.pin].net) : nil))
        }
        catalog.chips = lineController.chips.map(\.info)
        arrange()
    }

    /// Has a line's pin watched, or not any more.
    func setWatched(_ pin: Int32, _ watches: Bool) {
        guard (pins[pin].watch == .level) != watches else { return }
        pins[pin].watch = watches ? .level : .none
        nets[pins[pin].net].levelWatchers += watches ? 1 : -1
        if watches { tickWave(on: pins[pin].net) }
    }
}
