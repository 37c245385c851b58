// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Joins pins to nets.
struct WiringBuilder {
    private let file: DiagramFile
    private var parts: [WiredPart] = []
    private var breadboards: [String: Breadboard] = [:]
    private var partOfID: [String: Int] = [:]
    private var sets = DisjointSets()
    // By "part:node", where a node is a pin or what a breadboard connects.
    private var nodes: [DiagramPin: Int] = [:]
    private var wired: Set<Int> = []
    private var findings: [BoardFinding] = []

    init(_ file: DiagramFile, _ catalog: PartCatalog) {
        self.file = file
        let pinsOfUnknown = Self.namedPins(file.diagram)
        for (index, part) in file.diagram.parts.enumerated() {
            guard partOfID[part.id] == nil, breadboards[part.id] == nil else { continue }
            if let breadboard = Breadboard(type: part.type) {
                breadboards[part.id] = breadboard
                continue
            }
            let place = file.partPlaces[index]
            let entry = catalog.entry(for: part)
            findings += entry.findings.map { $0.at(place) }
            partOfID[part.id] = parts.count
            if let description = entry.description {
                parts.append(
                    WiredPart(
                        part: part, description: description, board: entry.board, isUnknown: false, place: place))
            } else {
                var description = PartDescription(
                    part.type, pins: pinsOfUnknown[part.id, default: []].map { PinDescription($0, .unknown) })
                description.isInert = true
                parts.append(
                    WiredPart(part: part, description: description, board: nil, isUnknown: true, place: place))
            }
        }
        let serial = pinsOfUnknown["$serialMonitor", default: []]
        if !serial.isEmpty {
            partOfID["$serialMonitor"] = parts.count
            var description = PartDescription(
                "serial monitor", pins: serial.map { PinDescription($0, .idle, isOptional: true) })
            description.isInert = true
            parts.append(
                WiredPart(
                    part: DiagramPart(id: "$serialMonitor", type: "$serialMonitor"), description: description,
                    board: nil,
                    isUnknown: false, place: nil))
        }
    }

    /// Takes parts that were made in Swift.
    init(_ design: BoardDesign) {
        func end(_ text: String) -> DiagramPin { DiagramPin(text) ?? DiagramPin(part: "", name: text) }
        file = DiagramFile(
            Diagram(connections: design.wires.map { DiagramConnection(from: end($0.from), to: end($0.to)) }))
        for part in design.parts where partOfID[part.id] == nil {
            partOfID[part.id] = parts.count
            parts.append(WiredPart(part))
        }
    }

    mutating func wiring() -> Wiring {
        for part in parts {
            for pin in part.description.pins {
                let node = node(DiagramPin(part: part.id, name: pin.name))
                for alias in pin.aliases { nodes[DiagramPin(part: part.id, name: alias)] = node }
            }
            for tie in part.description.ties {
                for pin in tie.dropFirst() {
                    sets.join(
                        node(DiagramPin(part: part.id, name: tie[0])), node(DiagramPin(part: part.id, name: pin)))
                }
            }
        }
        for (index, connection) in file.diagram.connections.enumerated() {
            let place = file.connectionPlaces[index]
            let (from, to) = (end(connection.from, place), end(connection.to, place))
            if let from { wired.insert(from) }
            if let to { wired.insert(to) }
            if let from, let to { sets.join(from, to) }
        }
        return made()
    }

    private mutating func node(_ pin: DiagramPin) -> Int {
        if let node = nodes[pin] { return node }
        let node = sets.add()
        nodes[pin] = node
        return node
    }

    // An end of a wire; nil, and a finding, where there is nothing.
    private mutating func end(_ pin: DiagramPin, _ place: DiagramPlace?) -> Int? {
        if let breadboard = breadboards[pin.part] {
            guard let hole = breadboard.node(of: pin.name) else {
                note(
                    .wirePinAbsent, pin, "the breadboard \(pin.part) has no hole \(pin.name)",
                    "Holes are 1t.a to \(breadboard.columns)b.j"
                        + (breadboard.railPlaces > 0 ? ", rails tp.1 to bn.\(breadboard.railPlaces)." : "."),
                    place)
                return nil
            }
            return node(DiagramPin(part: pin.part, name: hole))
        }
        guard let part = partOfID[pin.part] else {
            note(
                .wirePartAbsent, pin, "a wire leads to \(pin), and there is no part \(pin.part)",
                "Add the part or take the wire out" + Suggestion.hint(for: pin.part, in: partOfID.keys.sorted()) + ".",
                place)
            return nil
        }
        if let node = nodes[pin] { return node }
        let names = parts[part].description.pins.map(\.name)
        let hint = Suggestion.hint(for: pin.name, in: names)
        note(
            .wirePinAbsent, pin, "\(pin.part), \(parts[part].description.title), has no pin \(pin.name)\(hint)",
            "Its pins are \(Self.listed(names)).", place)
        return nil
    }

    private mutating func note(
        _ rule: BoardFinding.Rule, _ pin: DiagramPin, _ message: String, _ advice: String, _ place: DiagramPlace?
    ) {
        findings.append(
            BoardFinding(rule, subject: pin.description, message: message, advice: advice, place: place))
    }

    private mutating func made() -> Wiring {
        var netOfRoot: [Int: Int] = [:]
        var members: [[WiredNet.Terminal]] = []
        for part in parts.indices {
            for pin in parts[part].description.pins.indices {
                let name = parts[part].description.pins[pin].name
                let root = sets.root(of: node(DiagramPin(part: parts[part].id, name: name)))
                let net = netOfRoot[root] ?? members.count
                if net == members.count {
                    netOfRoot[root] = net
                    members.append([])
                }
                members[net].append(WiredNet.Terminal(part: part, pin: pin))
                parts[part].nets.append(net)
            }
        }
        let wiredNets = Set(wired.compactMap { netOfRoot[sets.root(of: $0)] })
        let nets = members.enumerated().map { net, terminals in
            WiredNet(name: name(of: terminals), terminals: terminals, isWired: wiredNets.contains(net))
        }
        return Wiring(parts: parts, nets: nets, findings: findings)
    }

    private func name(of terminals: [WiredNet.Terminal]) -> String {
        func full(_ terminal: WiredNet.Terminal) -> String {
            "\(parts[terminal.part].id):\(parts[terminal.part].description.pins[terminal.pin].name)"
        }
        func first(_ isWanted: (PinDescription.Role) -> Bool) -> String? {
            terminals.first { isWanted(parts[$0.part].description.pins[$0.pin].role) }.map(full)
        }
        return first { if case .supply = $0 { true } else { false } } ?? first {
            if case .line = $0 { true } else { false }
        }
            ?? terminals.first.map(full) ?? ""
    }

    private static func namedPins(_ diagram: Diagram) -> [String: [String]] {
        var pins: [String: [String]] = [:]
        var seen: Set<DiagramPin> = []
        for pin in diagram.connections.flatMap({ [$0.from, $0.to] }) where seen.insert(pin).inserted {
            pins[pin.part, default: []].append(pin.name)
        }
        return pins
    }

    private static func listed(_ names: [String]) -> String {
        names.count <= 24 ? names.joined(separator: ", ") : names.prefix(20).joined(separator: ", ") + " and so on"
    }
}
