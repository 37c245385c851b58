// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What may have been meant by a name that doesn't exist.
enum Suggestions {
    /// Finds the names that are most like another one.
    ///
    /// - Parameters:
    ///   - name: What was written.
    ///   - names: What exists; a name may stand there more than once.
    ///   - limit: How many at most.
    /// - Returns: The nearest names, those at the same distance in order of the alphabet; none when all are far.
    static func nearest(to name: String, among names: [String], limit: Int = 3) -> [String] {
        let wanted = Array(name.lowercased().utf8)
        let allowed = max(1, wanted.count / 3)
        let near = Set(names).compactMap { candidate -> (distance: Int, name: String)? in
            let distance = distance(wanted, Array(candidate.lowercased().utf8), limit: allowed)
            return distance <= allowed ? (distance, candidate) : nil
        }
        return near.sorted { $0 < $1 }.prefix(limit).map(\.name)
    }

    // Levenshtein's distance, by bytes.
    private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit else { return .max }
        var row = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let substituted = diagonal + (byte == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
