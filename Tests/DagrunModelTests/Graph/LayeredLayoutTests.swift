// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunModel

@Suite struct LayeredLayoutTests {
    @Test(arguments: UInt64(1)...20)
    func edgesLeadForwardAndNeighboursKeepTheGap(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...40, using: &generator)
        let edges = (0..<count * 2).map { _ in
            LayeredLayout.Link(
                from: Int.random(in: 0..<count, using: &generator), to: Int.random(in: 0..<count, using: &generator))
        }
        let extents = (0..<count).map { _ in Int.random(in: 1...9, using: &generator) }
        let layout = LayeredLayout(extents: extents, edges: edges, gap: 2)
        let closing = Set(layout.backEdges)
        for edge in edges where edge.from != edge.to && !closing.contains(edge) {
            #expect(layout.layer[edge.from] < layout.layer[edge.to])
            #expect(layout.route(edge).count == layout.layer[edge.to] - layout.layer[edge.from] - 1)
        }
        for link in layout.links { #expect(layout.layer[link.from] + 1 == layout.layer[link.to]) }
        for nodes in layout.layers {
            for (left, right) in zip(nodes, nodes.dropFirst()) {
                #expect(layout.position[left] + layout.extent[left] + 2 <= layout.position[right])
            }
        }
        #expect(layout.position.min() == 0)
    }

    @Test func crossingThatCanBeAvoidedIs() {
        // a→d, b→c: one of the layers must be turned around.
        let layout = LayeredLayout(
            extents: [1, 1, 1, 1], edges: [.init(from: 0, to: 3), .init(from: 1, to: 2)], gap: 1)
        #expect((layout.position[0] < layout.position[1]) == (layout.position[3] < layout.position[2]))
    }

    @Test func hugeGraphOfLongEdgesStaysSmall() {
        let chain = (0..<999).map { LayeredLayout.Link(from: $0, to: $0 + 1) }
        let long = (0..<900).map { LayeredLayout.Link(from: $0, to: 999) }
        let layout = LayeredLayout(extents: Array(repeating: 1, count: 1000), edges: chain + long, gap: 1)
        #expect(layout.layer.count < 60_000)
        #expect(layout.route(.init(from: 0, to: 999)).isEmpty)
    }

    @Test func chainIsStraight() {
        let edges = (0..<9).map { LayeredLayout.Link(from: $0, to: $0 + 1) }
        let layout = LayeredLayout(extents: Array(repeating: 5, count: 10), edges: edges, gap: 1)
        #expect(Set(layout.position).count == 1)
    }

    @Test func orderOfAGraphWithoutCyclesPointsForward() {
        let order = GraphOrder(count: 4, edges: [.init(from: 3, to: 1), .init(from: 1, to: 0), .init(from: 3, to: 0)])
        #expect(order.sorted == [2, 3, 1, 0])
        #expect(order.backEdges.isEmpty)
    }
}
