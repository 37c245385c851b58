// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunModel

@Suite struct EdgeChannelTests {
    @Test func completeFanInsAndFanOutsAreOneNet() {
        let links = [0, 1].flatMap { from in [2, 3, 4].map { LayeredLayout.Link(from: from, to: $0) } }
        let channel = EdgeChannel(links) { $0 < 2 ? $0 : $0 - 2 }
        #expect(channel.nets.count == 1)
        #expect(channel.trackCount == 1)
    }

    @Test func straightLineNeedsNoTrack() {
        let channel = EdgeChannel([.init(from: 0, to: 1)]) { _ in 3 }
        #expect(channel.trackCount == 0)
        #expect(channel.nets.first?.track == nil)
    }

    @Test func swapOnTwoRowsHasNoOrderOfTracks() {
        // 0 on row 0 leads to row 1, 1 on row 1 leads to row 0: each would have to come first.
        let channel = EdgeChannel([.init(from: 0, to: 3), .init(from: 1, to: 2)]) { $0 % 2 }
        #expect(!channel.isRouted)
    }

    @Test(arguments: UInt64(1)...60)
    func linesThatShareAPieceAllLeadToTheSame(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        // Every other time sources are on even rows and targets on odd ones: then an order of tracks always exists.
        let count = Int.random(in: 1...8, using: &generator)
        var links: Set<LayeredLayout.Link> = []
        for _ in 0..<Int.random(in: 1...16, using: &generator) {
            links.insert(
                .init(
                    from: Int.random(in: 0..<count, using: &generator),
                    to: 100 + Int.random(in: 0..<count, using: &generator)))
        }
        let apart = seed.isMultiple(of: 2)
        func port(_ node: Int) -> Int { node < 100 ? 2 * node : 2 * (node - 100) + (apart ? 1 : 0) }
        let sorted = links.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        let channel = EdgeChannel(sorted, port: port)
        if apart { #expect(channel.isRouted) }
        guard channel.isRouted else { return }
        // Each link is in exactly one net, and a net says nothing that is no link.
        var told: [String] = []
        for net in channel.nets {
            for from in net.sources { for to in net.targets { told.append("\(from) \(to)") } }
        }
        #expect(told.sorted() == sorted.map { "\(port($0.from)) \(port($0.to))" }.sorted())
        for (index, net) in channel.nets.enumerated() {
            for other in channel.nets[(index + 1)...] where net.track != nil && net.track == other.track {
                #expect(!net.span.overlaps(other.span))
            }
            // On a row that is left by one net and entered by another, the one that leaves comes first.
            for other in channel.nets.indices where other != index {
                let entering = channel.nets[other]
                guard let first = net.track, let second = entering.track,
                    !Set(net.sources).isDisjoint(with: entering.targets)
                else { continue }
                #expect(first < second)
            }
        }
    }
}
