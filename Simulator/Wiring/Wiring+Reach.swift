// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Wiring {
    /// What current may pass on its way from one net to others.
    struct Ways: OptionSet {
        let rawValue: Int
        /// Resistors.
        static let resistors = Ways(rawValue: 1)
        /// Contacts of buttons, switches and relays, open or closed.
        static let contacts = Ways(rawValue: 2)
    }

    /// The nets that current can reach, the first one included, nearest first.
    ///
    /// Supplies and ground are ends of the way.
    func reach(from net: Int, through ways: Ways, except excluded: Int? = nil) -> [Int] {
        var reached = [net]
        var seen: Set<Int> = [net]
        var next = 0
        while next < reached.count {
            // A rail stays what it is, whatever hangs on it.
            let isRail = !supplies(of: reached[next]).isEmpty
            for terminal in nets[reached[next]].terminals where !isRail && terminal.part != excluded {
                let part = parts[terminal.part]
                let name = part.description.pins[terminal.pin].name
                var pairs: [PartDescription.Pair] = []
                if ways.contains(.resistors) { pairs += part.description.resistors }
                if ways.contains(.contacts) { pairs += part.description.contacts }
                for pair in pairs {
                    let other = pair.from == name ? pair.to : pair.to == name ? pair.from : nil
                    if let other, let net = part.net(of: other), seen.insert(net).inserted { reached.append(net) }
                }
            }
            next += 1
        }
        return reached
    }

    /// The voltages that feed a net directly, in volts, with the pins that do; 0 for ground.
    func supplies(of net: Int) -> [(volts: Double, terminal: WiredNet.Terminal)] {
        nets[net].terminals.compactMap { terminal in
            if case .supply(let volts) = pin(terminal).role { (volts, terminal) } else { nil }
        }
    }

    /// Whether a net is ground.
    func isGround(_ net: Int) -> Bool { supplies(of: net).contains { $0.volts == 0 } }

    /// The highest voltage that feeds a net directly, above 0; nil where none does.
    func supplyVolts(of net: Int) -> Double? {
        let volts = supplies(of: net).map(\.volts).filter { $0 > 0 }
        return volts.max()
    }

    /// Whether a part of unknown type is on a net, so that anything may be true of it.
    func isUncertain(_ net: Int) -> Bool { nets[net].terminals.contains { parts[$0.part].isUnknown } }

    /// The lines of boards on a net.
    func lines(of net: Int) -> [(terminal: WiredNet.Terminal, board: SimulatedBoard, line: SimulatedLine)] {
        nets[net].terminals.compactMap { terminal in
            line(terminal).map { (terminal, $0.board, $0.line) }
        }
    }

    /// Whether something on a net gives it a level by itself or on demand: a supply, a line, an output.
    func isDriven(_ net: Int) -> Bool {
        nets[net].terminals.contains { terminal in
            switch pin(terminal).role {
            case .supply, .output, .analogOutput, .line, .unknown: true
            default: false
            }
        }
    }

    /// The voltage that a part is fed with, in volts; nil where that can't be told.
    func feed(of part: Int) -> Double? {
        let wired = parts[part]
        if let board = wired.board { return board.volts }
        for (index, pin) in wired.description.pins.enumerated() {
            guard case .power = pin.role else { continue }
            if let volts = supplyVolts(of: wired.nets[index]) { return volts }
        }
        return nil
    }
}
