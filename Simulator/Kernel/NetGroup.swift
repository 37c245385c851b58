// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Nets that links connect, and the voltages that come of it.
///
/// Each driver is a voltage behind a resistance, each link a conductance; what comes of it is a linear network with one solution. A rail
/// is no node: it is a source for what hangs on it, so groups stay small. Nodes are eliminated one by one, each time replacing
/// the star around a node by the mesh between its neighbours; that takes only sums, products and quotients of numbers that aren't
/// negative, so nothing cancels, even between a contact of 0.1 Ω and a pull-up of 50 kΩ.
final class NetGroup {
    /// The nets, by node.
    let nets: [Int32]
    /// The links between them, and from them to rails.
    let links: [Int32]
    var isDirty = false

    let count: Int
    /// Conductance between nodes, in siemens; after the elimination of a node its row holds the shares of its neighbours.
    private let mesh: Table<Double>
    /// Conductance from nodes to sources, in siemens.
    private let sources: Table<Double>
    /// Current from sources if the node were at 0 V, in amperes.
    private let currents: Table<Double>
    private let sums: Table<Double>
    private let inverse: Table<Double>
    /// Voltages by node; not a number where a node floats.
    let volts: Table<Double>
    /// Voltages of an earlier solution.
    let keptVolts: Table<Double>
    /// Resistances between nodes and all sources, in ohms.
    let ohms: Table<Double>

    init(nets: [Int32], links: [Int32]) {
        self.nets = nets
        self.links = links
        count = nets.count
        mesh = Table(count: count * count, repeating: 0)
        sources = Table(count: count, repeating: 0)
        currents = Table(count: count, repeating: 0)
        sums = Table(count: count, repeating: 0)
        inverse = Table(count: count * count, repeating: 0)
        volts = Table(count: count, repeating: .nan)
        keptVolts = Table(count: count, repeating: .nan)
        ohms = Table(count: count, repeating: .infinity)
    }

    func reset() {
        for index in 0..<(count * count) { mesh[index] = 0 }
        for index in 0..<count {
            sources[index] = 0
            currents[index] = 0
        }
    }

    func add(source volts: Double, siemens: Double, to node: Int) {
        sources[node] += siemens
        currents[node] += siemens * volts
    }

    func add(siemens: Double, between first: Int, and second: Int) {
        guard first != second else { return }
        mesh[first * count + second] += siemens
        mesh[second * count + first] += siemens
    }

    func solve() {
        for node in 0..<count { eliminate(node) }
        for node in stride(from: count - 1, through: 0, by: -1) { substitute(node) }
    }

    /// Keeps the voltages, so that another solution can be had beside them.
    func keepVolts() { for node in 0..<count { keptVolts[node] = volts[node] } }

    private func eliminate(_ node: Int) {
        var sum = sources[node]
        for other in (node + 1)..<max(count, node + 1) { sum += mesh[node * count + other] }
        sums[node] = sum
        guard sum > 0 else { return }
        for other in (node + 1)..<max(count, node + 1) {
            let share = mesh[node * count + other] / sum
            mesh[node * count + other] = share
            guard share > 0 else { continue }
            sources[other] += share * sources[node]
            currents[other] += share * currents[node]
        }
        for first in (node + 1)..<max(count, node + 1) {
            let share = mesh[node * count + first]
            guard share > 0 else { continue }
            for second in (node + 1)..<count where second != first {
                mesh[first * count + second] += share * mesh[second * count + node]
            }
        }
    }

    private func substitute(_ node: Int) {
        let sum = sums[node]
        guard sum > 0 else {
            volts[node] = .nan
            ohms[node] = .infinity
            inverse[node * count + node] = .infinity
            for other in (node + 1)..<max(count, node + 1) {
                inverse[node * count + other] = 0
                inverse[other * count + node] = 0
            }
            return
        }
        var value = currents[node] / sum
        for other in (node + 1)..<max(count, node + 1) where mesh[node * count + other] > 0 {
            value += mesh[node * count + other] * volts[other]
        }
        volts[node] = value
        var resistance = 1 / sum
        for first in (node + 1)..<max(count, node + 1) {
            var between = 0.0
            for second in (node + 1)..<count {
                let share = mesh[node * count + second]
                if share > 0 { between += share * inverse[second * count + first] }
            }
            inverse[node * count + first] = between
            inverse[first * count + node] = between
            let share = mesh[node * count + first]
            if share > 0 { resistance += share * between }
        }
        inverse[node * count + node] = resistance
        ohms[node] = resistance
    }
}
