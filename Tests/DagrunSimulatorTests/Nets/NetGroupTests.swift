// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunSimulator

@Suite struct NetGroupTests {
    /// Solves the same network by Gaussian elimination with pivots.
    private func reference(_ mesh: [[Double]], _ sources: [Double], _ currents: [Double]) -> [Double] {
        let count = sources.count
        var rows: [[Double]] = []
        for row in 0..<count {
            var entries = mesh[row].map { -$0 }
            entries[row] = sources[row] + mesh[row].reduce(0, +)
            rows.append(entries + [currents[row]])
        }
        for column in 0..<count {
            let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column...count { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<count).map { rows[$0][count] / rows[$0][$0] }
    }

    @Test(arguments: 0..<60)
    func `voltages and resistances are those of the linear network`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...7, using: &random)
        let group = NetGroup(nets: (0..<Int32(count)).map { $0 }, links: [])
        group.reset()
        var mesh = Array(repeating: Array(repeating: 0.0, count: count), count: count)
        var sources = Array(repeating: 0.0, count: count)
        var currents = sources
        for first in 0..<count {
            for second in 0..<first where Int.random(in: 0..<3, using: &random) > 0 {
                let siemens = 1 / Double.random(in: 0.1...100_000, using: &random)
                group.add(siemens: siemens, between: first, and: second)
                mesh[first][second] += siemens
                mesh[second][first] += siemens
            }
            // Each node has a source, so that the reference has no singular rows.
            let siemens = 1 / Double.random(in: 20...50_000, using: &random)
            let volts = Double.random(in: 0...5, using: &random)
            group.add(source: volts, siemens: siemens, to: first)
            sources[first] += siemens
            currents[first] += siemens * volts
        }
        group.solve()
        let volts = reference(mesh, sources, currents)
        for node in 0..<count {
            #expect(abs(group.volts[node] - volts[node]) < 1e-6)
            var unit = Array(repeating: 0.0, count: count)
            unit[node] = 1
            let ohms = reference(mesh, sources, unit)[node]
            #expect(abs(group.ohms[node] - ohms) < 1e-6 * ohms)
        }
    }

    @Test func `a part of the network without a source floats, and no other`() {
        let group = NetGroup(nets: [0, 1, 2, 3], links: [])
        group.reset()
        group.add(siemens: 10, between: 0, and: 2)
        group.add(siemens: 10, between: 1, and: 3)
        group.add(source: 3.3, siemens: 1e-12, to: 1)
        group.solve()
        #expect(group.volts[0].isNaN && group.volts[2].isNaN)
        #expect(group.ohms[0] == .infinity)
        #expect(abs(group.volts[3] - 3.3) < 1e-9)
    }
}
