// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The lines between two neighbouring layers of a text drawing, put on tracks so that no two can be taken for one.
///
/// Lines share a piece only where all that start from it lead to all that it ends in. The method is that of channel
/// routing (Hashimoto and Stevens, 1971): each net is one segment on a track; a source and a target on one row demand
/// an order of tracks.
struct EdgeChannel {
    /// Lines drawn as one: each of the sources leads to each of the targets.
    struct Net {
        /// Where its lines begin and end across.
        var sources: [Int]
        var targets: [Int]
        /// Its track, from the side of the sources; absent for a straight line.
        var track: Int?
        /// Its extent across.
        var span: ClosedRange<Int>
    }

    private(set) var nets: [Net] = []
    /// How many tracks there are.
    private(set) var trackCount = 0
    /// Whether an order of tracks was found.
    ///
    /// Without one, sources and targets must not lie on one row.
    private(set) var isRouted = true

    /// Routes the lines of a channel.
    ///
    /// - Parameters:
    ///   - links: The links of this channel.
    ///   - port: Where the lines of a node begin or end across.
    init(_ links: [LayeredLayout.Link], port: (Int) -> Int) {
        for (sources, targets) in Self.bundles(links) {
            let from = sources.map(port)
            let to = targets.map(port)
            let all = from + to
            guard let low = all.min(), let high = all.max() else { continue }
            nets.append(Net(sources: from, targets: to, track: nil, span: low...high))
        }
        assignTracks()
    }

    private static func bundles(_ links: [LayeredLayout.Link]) -> [(sources: [Int], targets: [Int])] {
        var targets: [Int: [Int]] = [:]
        var inDegree: [Int: Int] = [:]
        for link in links {
            targets[link.from, default: []].append(link.to)
            inDegree[link.to, default: 0] += 1
        }
        var alike: [[Int]: [Int]] = [:]
        for source in targets.keys.sorted() { alike[(targets[source] ?? []).sorted(), default: []].append(source) }
        var result: [(sources: [Int], targets: [Int])] = []
        var fanIn: [Int: [Int]] = [:]
        for (ends, sources) in alike.sorted(by: { $0.value[0] < $1.value[0] }) {
            if ends.allSatisfy({ inDegree[$0] == sources.count }) {
                result.append((sources, ends))
                continue
            }
            for source in sources {
                let own = ends.filter { inDegree[$0] == 1 }
                if !own.isEmpty { result.append(([source], own)) }
                for end in ends where inDegree[end] != 1 {
                    if ends.count == 1 {
                        fanIn[end, default: []].append(source)
                    } else {
                        result.append(([source], [end]))
                    }
                }
            }
        }
        for end in fanIn.keys.sorted() { result.append((fanIn[end] ?? [], [end])) }
        return result
    }

    private mutating func assignTracks() {
        let bent = nets.indices.filter { nets[$0].span.count > 1 }
        var bySource: [Int: [Int]] = [:]
        var byTarget: [Int: [Int]] = [:]
        for net in bent {
            for row in Set(nets[net].sources) { bySource[row, default: []].append(net) }
            for row in Set(nets[net].targets) { byTarget[row, default: []].append(net) }
        }
        // What leaves to the right of a row's source must have left before anything joins the row's target.
        var behind: [Int: [Int]] = [:]
        var waits: [Int: Int] = [:]
        for (row, starting) in bySource {
            for first in starting {
                for second in byTarget[row] ?? [] where first != second {
                    behind[first, default: []].append(second)
                    waits[second, default: 0] += 1
                }
            }
        }
        var used: [[ClosedRange<Int>]] = []
        var least: [Int: Int] = [:]
        var open = bent.sorted { key($0) < key($1) }
        while !open.isEmpty {
            guard let place = open.firstIndex(where: { (waits[$0] ?? 0) == 0 }) else {
                isRouted = false
                return
            }
            let net = open.remove(at: place)
            var track = least[net] ?? 0
            while track < used.count, used[track].contains(where: { $0.overlaps(nets[net].span) }) { track += 1 }
            if track >= used.count { used += Array(repeating: [], count: track + 1 - used.count) }
            used[track].append(nets[net].span)
            nets[net].track = track
            for next in behind[net] ?? [] {
                least[next] = max(least[next] ?? 0, track + 1)
                waits[next, default: 0] -= 1
            }
        }
        trackCount = used.count
    }

    /// Nets that lead down are taken from below, nets that lead up from above: so they don't cross.
    private func key(_ net: Int) -> (Int, Int) {
        let one = nets[net]
        let down = one.targets.reduce(0, +) * one.sources.count >= one.sources.reduce(0, +) * one.targets.count
        return (down ? -(one.sources.max() ?? 0) : one.sources.min() ?? 0, net)
    }
}
