// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Numbers from 0 on, in sets that can be joined (union-find).
struct DisjointSets {
    private var parents: [Int] = []

    /// Makes a set of one number, the next one.
    mutating func add() -> Int {
        parents.append(parents.count)
        return parents.count - 1
    }

    /// The number that stands for the set of a number.
    mutating func root(of number: Int) -> Int {
        var number = number
        while parents[number] != number {
            parents[number] = parents[parents[number]]
            number = parents[number]
        }
        return number
    }

    /// Makes two sets one; the least number stands for it.
    mutating func join(_ left: Int, _ right: Int) {
        let (left, right) = (root(of: left), root(of: right))
        parents[max(left, right)] = min(left, right)
    }
}
