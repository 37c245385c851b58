// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds what someone who mistyped a word meant.
public enum Suggestion {
    /// The candidate nearest to a word, if one is near enough to be a slip.
    ///
    /// A candidate that has the word behind a dot is the nearest of all: the id of a task without that of its group.
    /// The distance counts inserted, missing, wrong and swapped neighbouring characters; letters that differ only in case
    /// count as equal. Up to a third of the word's length may differ, at least one character. Of equals the first
    /// candidate in sorted order is taken.
    ///
    /// - Parameters:
    ///   - word: The word as it was written.
    ///   - candidates: The words that exist.
    /// - Returns: The nearest candidate; `nil` where none is near.
    public static func closest(to word: String, in candidates: some Sequence<String>) -> String? {
        let candidates = candidates.sorted()
        if let inGroup = candidates.first(where: { $0.hasSuffix("." + word) }) { return inGroup }
        let written = Array(word.lowercased().unicodeScalars.prefix(250))
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let scalars = Array(candidate.lowercased().unicodeScalars.prefix(250))
            let limit = min(max(1, written.count / 3), best?.distance ?? .max)
            guard abs(scalars.count - written.count) <= limit, limit < max(scalars.count, written.count) else {
                continue
            }
            let distance = distance(written, scalars)
            guard distance <= limit else { continue }
            if let best, best.distance == distance, best.candidate <= candidate { continue }
            best = (candidate, distance)
        }
        return best?.candidate
    }

    /// A sentence part to put behind a complaint: `; did you mean "x"?`, or nothing.
    package static func hint(for word: String, in candidates: some Sequence<String>) -> String {
        closest(to: word, in: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// The optimal string alignment distance.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in 0..<right.count {
                let isEqual = left[row] == right[column]
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (isEqual ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
