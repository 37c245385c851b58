// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds the known name that a mistyped one was meant to be.
enum Suggestion {
    /// The closest of some names, when it is close enough to be meant.
    ///
    /// Close is at most one edit in three characters: a missing, extra or wrong one, or two swapped. Case doesn't count.
    static func closest(to name: String, among known: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars.prefix(100))
        var best: (distance: Int, name: String)?
        for candidate in Set(known).sorted() where candidate != name {
            let scalars = Array(candidate.lowercased().unicodeScalars.prefix(100))
            let distance = distance(wanted, scalars)
            if distance <= max(1, wanted.count / 3), distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        return best?.name
    }

    /// The number of edits between two texts: the optimal string alignment distance.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var older: [Int] = []
        var above = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let cost = left[row] == right[column] ? 0 : 1
                var best = min(above[column + 1] + 1, current[column] + 1, above[column] + cost)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, older[column - 1] + 1)
                }
                current.append(best)
            }
            older = above
            above = current
        }
        return above[right.count]
    }
}
