// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Names of members that came up lately: records of a list have the same ones, and need not be made anew for each.
struct MessagePackNames {
    private struct Entry {
        var name: String
        var start: Int
        var count: Int
    }

    private static let size = 64
    private var entries: [Entry?] = []

    /// The name that these bytes were before; nil when they are not known.
    @inline(__always)
    func name(at start: Int, _ count: Int, in bytes: Span<UInt8>) -> String? {
        guard !entries.isEmpty, let entry = entries[Self.place(start, count, bytes)], entry.count == count else {
            return nil
        }
        for place in 0..<count where bytes[entry.start + place] != bytes[start + place] { return nil }
        return entry.name
    }

    /// Keeps a name.
    mutating func keep(_ name: String, at start: Int, _ count: Int, in bytes: Span<UInt8>) {
        if entries.isEmpty { entries = Array(repeating: nil, count: Self.size) }
        entries[Self.place(start, count, bytes)] = Entry(name: name, start: start, count: count)
    }

    @inline(__always)
    private static func place(_ start: Int, _ count: Int, _ bytes: Span<UInt8>) -> Int {
        guard count > 0 else { return 0 }
        return (count &+ 7 &* Int(bytes[start]) &+ 31 &* Int(bytes[start + count - 1])) & (size - 1)
    }
}
