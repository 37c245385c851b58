// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Sets of things that are joined pair by pair: union-find.
struct Joints {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func root(_ element: Int) -> Int {
        var root = element
        while parents[root] != root { root = parents[root] }
        var place = element
        while parents[place] != root { (parents[place], place) = (root, parents[place]) }
        return root
    }

    /// Joins two sets; the smaller root stays, so the order of joining doesn't matter.
    mutating func join(_ first: Int, _ second: Int) {
        let (first, second) = (root(first), root(second))
        if first < second { parents[second] = first } else { parents[first] = second }
    }
}
