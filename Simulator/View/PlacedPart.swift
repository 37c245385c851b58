// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A part as those see it who look at a board: what it is, what can be set and seen of it, and which lines lead to it.
package struct PlacedPart: Sendable, Hashable {
    /// The part's name on its board.
    package var id: String
    /// The type's name, such as `wokwi-led`.
    package var type: String
    /// What it is, for people.
    package var title: String
    /// What its lines are called in programs, such as `button`; nil: nothing.
    package var kind: String?
    /// The colour, such as `green`; nil: none that counts.
    package var color: String?
    /// The key that presses it, as its diagram says; empty for none.
    package var key = ""
    /// Its controls, by their places in ``VirtualBoard/controls``.
    package var controls: Range<Int>
    /// Its outputs, by their places in ``VirtualBoard/outputs``.
    package var outputs: Range<Int>
    /// The lines that lead to it, directly or through resistors, by their places in ``VirtualBoard/lines``.
    package var lines: [Int]
    /// Those of them that are no bus, whose levels say something to somebody who looks.
    package var signals: [Int]

    /// Describes a part.
    package init(
        id: String, type: String, title: String, kind: String? = nil, color: String? = nil, key: String = "",
        controls: Range<Int> = 0..<0, outputs: Range<Int> = 0..<0, lines: [Int] = [], signals: [Int]? = nil
    ) {
        self.id = id
        self.type = type
        self.title = title
        self.kind = kind
        self.color = color
        self.key = key
        self.controls = controls
        self.outputs = outputs
        self.lines = lines
        self.signals = signals ?? lines
    }
}

extension VirtualBoard {
    /// The parts, in the order of the design.
    package var placedParts: [PlacedPart] {
        locked { kernel in
            let reach = LineReach(kernel)
            return kernel.parts.array.enumerated().map { number, part in
                let slot = kernel.partSlots[number]
                let traits = (part as? any DescribedPart)?.traits
                return PlacedPart(
                    id: part.id, type: type(of: part).type, title: traits?.title ?? type(of: part).type,
                    kind: traits?.kind, color: traits?.color, key: traits?.key ?? "",
                    controls: slot.control..<(slot.control + part.controls.count),
                    outputs: slot.output..<(slot.output + part.outputs.count),
                    lines: reach.lines(of: part, firstPin: slot.pin) { _ in true },
                    signals: reach.lines(of: part, firstPin: slot.pin) { $0.bus == nil })
            }
        }
    }
}

/// Which lines lead to a net, directly or through resistors.
private struct LineReach {
    private let catalog: Catalog
    private let netOfPin: [Int]
    private var linesOfNet: [Int: [Int]] = [:]
    // The nets at the other ends of resistors.
    private var neighbours: [Int: [Int]] = [:]

    init(_ kernel: Kernel) {
        catalog = kernel.catalog
        netOfPin = kernel.pins.array.map { Int($0.net) }
        for (number, line) in catalog.lines.enumerated() {
            if let net = line.net { linesOfNet[net, default: []].append(number) }
        }
        for (number, part) in kernel.parts.array.enumerated() where part is ResistorPart {
            let pin = kernel.partSlots[number].pin
            let (first, second) = (netOfPin[pin], netOfPin[pin + 1])
            neighbours[first, default: []].append(second)
            neighbours[second, default: []].append(first)
        }
    }

    /// The lines that lead to those pins of a part that count; to a computer none does.
    func lines(of part: any Part, firstPin: Int, counts: (PartPin) -> Bool) -> [Int] {
        guard part.hardware == nil else { return [] }
        var lines: [Int] = []
        for (place, pin) in part.pins.enumerated() where counts(pin) {
            switch pin.role {
            case .power, .ground, .supply, .unconnected: continue
            default: break
            }
            for line in nearest(netOfPin[firstPin + place]) where !lines.contains(line) { lines.append(line) }
        }
        return lines
    }

    private func nearest(_ net: Int) -> [Int] {
        var seen: Set<Int> = [net]
        var next = [net]
        while let net = next.popLast() {
            guard !catalog.nets[net].isRail else { continue }
            if let lines = linesOfNet[net] { return lines }
            for other in neighbours[net] ?? [] where seen.insert(other).inserted { next.append(other) }
        }
        return []
    }
}
