// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds the zone that somebody may have meant.
struct TimeZoneProposal {
    private let names: [String]

    /// Takes the paths of a database's files and folders; what is no zone's name is left out.
    init(names: [String]) {
        let folders = Set(names.compactMap { name in name.lastIndex(of: "/").map { String(name[..<$0]) } })
        self.names = names.filter { name in
            name.first?.isUppercase == true && !name.contains(".") && !folders.contains(name)
        }.sorted()
    }

    /// The name nearest to a given one, or nil where none is near.
    func nearest(to name: String) -> String? {
        let wanted = name.lowercased().replacing(" ", with: "_")
        if let same = names.first(where: { $0.lowercased() == wanted }) { return same }
        // "Berlin" for Europe/Berlin.
        if let city = names.first(where: { $0.lowercased().hasSuffix("/\(wanted)") }) { return city }
        guard wanted.utf8.count <= 64 else { return nil }
        let ranked = names.map {
            (name: $0, distance: TimeZoneProposal.distance(Array($0.lowercased().utf8), Array(wanted.utf8)))
        }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, wanted.utf8.count / 4) ? best.name : nil
    }

    /// The number of bytes to insert, remove or replace to make one text from the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
