// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Wires that break and wires that touch. It is rare, so it takes the time it takes.
extension Kernel {
    /// Lifts a pin off its pad, or puts it back.
    ///
    /// What its part joins it to stays joined.
    func setCut(_ pin: Int32, _ isCut: Bool) {
        guard cutPins.contains(pin) != isCut else { return }
        if isCut { cutPins.insert(pin) } else { cutPins.remove(pin) }
        rewire()
    }

    /// Adds something that may conduct between two nets, and doesn't yet.
    func addLink(from first: Int32, to second: Int32) -> Int32 {
        links.append(LinkState(firstPin: first, secondPin: second, siemens: 0))
        arrange()
        resolveAll()
        return Int32(links.count - 1)
    }

    /// Finds the nets anew.
    ///
    /// A net that falls apart keeps its number where its first pin is; the other piece gets a number that no sink
    /// knows.
    private func rewire() {
        // A pin has two sides: that of its part, and that of its pad.
        let count = pins.count
        var joints = Joints(count: 2 * count)
        for pin in 0..<count where !cutPins.contains(Int32(pin)) { joints.join(pin, count + pin) }
        for (first, second) in partJoints { joints.join(first, second) }
        for (first, second) in wires { joints.join(count + first, count + second) }
        var netOf: [Int: Int32] = [:]
        var isTaken: Set<Int32> = []
        for pin in 0..<count {
            let old = pins[pin].net
            defer {
                if pins[pin].net != old {
                    nets[old].isStale = true
                    nets[pins[pin].net].isStale = true
                }
            }
            let root = joints.root(pin)
            if let net = netOf[root] {
                pins[pin].net = net
                continue
            }
            let home = homes[pin]
            // The piece with the pads stays what it was.
            let isHome = joints.root(pin) == joints.root(count + pin)
            var net = home
            if !isHome || isTaken.contains(home) {
                net = spareNets[Int32(pin)] ?? Int32(nets.count)
                if Int(net) == nets.count {
                    spareNets[Int32(pin)] = net
                    nets.append(NetState())
                    catalog.nets.append(
                        Net(id: Int(net), name: "\(catalog.pins[pin].path) (cut off)", pins: [], isRail: false))
                }
            }
            isTaken.insert(net)
            netOf[root] = net
            pins[pin].net = net
        }
        for net in 0..<nets.count { nets[net].isRail = false }
        for pin in 0..<count {
            if case .supply = catalog.pins[pin].role { nets[pins[pin].net].isRail = true }
        }
        arrange()
        resolveAll()
    }

    private func resolveAll() {
        for net in 0..<nets.count { markDirty(Int32(net)) }
    }
}
