// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunModel

extension Wiring {
    /// The names that lines have by what is wired to them, by rule and then in the diagram's order.
    public var lineNames: [LineName] {
        let uses = parts.indices.flatMap(uses)
        let printed = Set(
            boards.flatMap { parts[$0].board?.lines ?? [] }.flatMap { [$0.name] + $0.aliases + $0.pins })
        var names: [LineName] = []
        var taken = printed
        for rule in LineUse.Rule.allCases {
            var byName: [String: [LineName]] = [:]
            var order: [String] = []
            for use in uses {
                for name in use.names(by: rule) where !taken.contains(name) {
                    if byName[name] == nil { order.append(name) }
                    byName[name, default: []].append(use.lineName(name))
                }
            }
            for name in order {
                guard let candidates = byName[name], let first = candidates.first else { continue }
                let isOne = candidates.allSatisfy { $0.board == first.board && $0.line == first.line }
                guard isOne || rule == .id else { continue }
                names.append(first)
                taken.insert(name)
            }
        }
        return names
    }

    private func uses(of part: Int) -> [LineUse] {
        let wired = parts[part]
        guard let kind = wired.description.kind else { return [] }
        var uses: [LineUse] = []
        let conductors = wired.description.contacts.isEmpty ? wired.description.diodes : wired.description.contacts
        if !conductors.isEmpty, wired.description.signalPins.isEmpty {
            // A switch or a lamp: one end is at a line, the other at ground or a supply.
            for pair in conductors {
                guard let from = wired.net(of: pair.from), let to = wired.net(of: pair.to) else { continue }
                let isContact = !wired.description.contacts.isEmpty
                for (pin, here, there) in [(pair.from, from, to), (pair.to, to, from)] {
                    guard let found = nearestLine(here, except: part) else { continue }
                    let otherEnd = reach(from: there, through: .resistors, except: part)
                    let pulled = reach(from: here, through: .resistors, except: part)
                    // A lamp is on when current flows, a contact gives the level of its far end.
                    let isActiveLow =
                        isContact
                        ? otherEnd.contains(where: isGround)
                        : pin == pair.to
                    uses.append(
                        LineUse(
                            wired, kind, pin: conductors.count > 1 || isContact && conductors.count > 1 ? pin : nil,
                            found, isActiveLow: isActiveLow,
                            bias: isContact && !pulled.contains { supplyVolts(of: $0) != nil || isGround($0) }
                                ? (isActiveLow ? .pullUp : .pullDown) : nil,
                            isInput: isContact))
                    break
                }
            }
            return uses
        }
        let pins = wired.description.signalPins
        for name in pins {
            guard let net = wired.net(of: name), let found = nearestLine(net, except: part),
                let pin = wired.description.pins.first(where: { $0.name == name })
            else { continue }
            let isContact = wired.description.contacts.contains { $0.from == name || $0.to == name }
            let isInput: Bool
            var needsPull = isContact
            switch pin.role {
            case .output, .analogOutput: isInput = true
            case .openDrain, .data: (isInput, needsPull) = (true, true)
            default: isInput = isContact
            }
            if needsPull {
                needsPull = !reach(from: net, through: .resistors).contains { net in
                    supplyVolts(of: net) != nil || nets[net].terminals.contains { self.pin($0).isPulledUp }
                }
            }
            uses.append(
                LineUse(
                    wired, kind, pin: pins.count > 1 ? name : nil, found, isActiveLow: pin.isActiveLow,
                    bias: needsPull ? .pullUp : nil, isInput: isInput))
        }
        return uses
    }

    // The line that a net leads to, directly or through resistors.
    private func nearestLine(_ net: Int, except part: Int) -> (board: Int, line: Int)? {
        for net in reach(from: net, through: .resistors, except: part) {
            if isGround(net) || supplyVolts(of: net) != nil { continue }
            for terminal in nets[net].terminals {
                if case .line(let line) = pin(terminal).role { return (terminal.part, line) }
            }
        }
        return nil
    }
}
