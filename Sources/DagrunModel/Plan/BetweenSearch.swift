// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds the tasks on all paths between two tasks.
///
/// It searches forward from the one and backward from the other by turns, edge for edge, until one of them is through, and
/// then keeps of those what the other leads to. So it takes time in the order of the smaller of both, however large the
/// graph is: many small scopes in a large graph cost no more than the same ones in many graphs.
struct BetweenSearch {
    /// One direction of a search.
    private struct Side {
        /// Tasks whose edges were not followed yet.
        var open: [Int32]
        /// Tasks that were found.
        var found: [Int32] = []
        /// How many edges were followed.
        var cost = 0
    }

    private let upstream: Adjacency
    private let downstream: Adjacency
    private let position: [Int32]
    /// The number of the last search that found each task, in either direction: nothing has to be cleared.
    private var seenForward: [Int32]
    private var seenBackward: [Int32]
    /// The same for those that lie between.
    private var kept: [Int32]
    private var number: Int32 = 0

    /// Takes a graph; `position` is the place of each task in an order where every edge leads forward.
    init(upstream: Adjacency, downstream: Adjacency, position: [Int32]) {
        self.upstream = upstream
        self.downstream = downstream
        self.position = position
        seenForward = [Int32](repeating: 0, count: position.count)
        seenBackward = seenForward
        kept = seenForward
    }

    /// All tasks behind a task.
    mutating func behind(_ start: Int32) -> [Int32] {
        number += 1
        var side = Side(open: [start])
        while let task = side.open.popLast() { stepForward(task, before: .max, &side) }
        return side.found
    }

    /// All tasks that lie behind one task and in front of another.
    mutating func between(_ start: Int32, _ end: Int32) -> [Int32] {
        number += 1
        let first = position[Int(start)]
        let last = position[Int(end)]
        var forward = Side(open: [start])
        var backward = Side(open: [end])
        while true {
            if forward.cost <= backward.cost {
                guard let task = forward.open.popLast() else {
                    return narrowed(from: end, edges: upstream, seen: seenForward)
                }
                stepForward(task, before: last, &forward)
            } else {
                guard let task = backward.open.popLast() else {
                    return narrowed(from: start, edges: downstream, seen: seenBackward)
                }
                stepBackward(task, behind: first, &backward)
            }
        }
    }

    private mutating func stepForward(_ task: Int32, before last: Int32, _ side: inout Side) {
        // One more, so that a task without edges counts, too.
        side.cost += downstream.count(Int(task)) + 1
        for place in downstream.range(Int(task)) {
            let next = downstream.targets[place]
            guard position[Int(next)] < last, seenForward[Int(next)] != number else { continue }
            seenForward[Int(next)] = number
            side.open.append(next)
            side.found.append(next)
        }
    }

    private mutating func stepBackward(_ task: Int32, behind first: Int32, _ side: inout Side) {
        side.cost += upstream.count(Int(task)) + 1
        for place in upstream.range(Int(task)) {
            let next = upstream.targets[place]
            guard position[Int(next)] > first, seenBackward[Int(next)] != number else { continue }
            seenBackward[Int(next)] = number
            side.open.append(next)
            side.found.append(next)
        }
    }

    /// The tasks that an end leads to over tasks that were found from the other end.
    private mutating func narrowed(from end: Int32, edges: Adjacency, seen: [Int32]) -> [Int32] {
        var found: [Int32] = []
        var open = [end]
        while let task = open.popLast() {
            for place in edges.range(Int(task)) {
                let next = edges.targets[place]
                guard seen[Int(next)] == number, kept[Int(next)] != number else { continue }
                kept[Int(next)] = number
                open.append(next)
                found.append(next)
            }
        }
        return found
    }
}
