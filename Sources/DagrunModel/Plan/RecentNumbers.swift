// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds the numbers of ids that came up a short while ago.
///
/// The edges of a large graph name the same few hundred tasks for a while and then the next few hundred. The dictionary of
/// all ids lies far beyond the processor's caches by then, so that each new task costs several waits for memory there.
struct RecentNumbers {
    private static let size = 1024

    private var ids = [String](repeating: "", count: size)
    private var numbers = [Int32?](repeating: nil, count: size)

    /// The number of an id: a recent one, or what a search gives, which is remembered.
    ///
    /// - Parameters:
    ///   - id: The full id of a task or a group.
    ///   - search: Finds the number of an id that did not come up lately.
    /// - Returns: The number; nil where the search finds none.
    mutating func number(of id: String, search: (String) -> Int32?) -> Int32? {
        let place = Self.place(of: id)
        if ids[place] == id, let number = numbers[place] { return number }
        guard let number = search(id) else { return nil }
        ids[place] = id
        numbers[place] = number
        return number
    }

    /// Remembers an id whose number was found without a search.
    ///
    /// - Parameters:
    ///   - number: Its number.
    ///   - id: The full id.
    mutating func remember(_ number: Int32, of id: String) {
        let place = Self.place(of: id)
        ids[place] = id
        numbers[place] = number
    }

    /// Mixes the last bytes, which differ between neighbours; a poor mix costs time, never the right answer.
    private static func place(of id: String) -> Int {
        let bytes = id.utf8Span.span
        var mixed: UInt32 = 0
        for index in max(0, bytes.count - 8)..<bytes.count { mixed = mixed &* 31 &+ UInt32(bytes[index]) }
        return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B1) >> 22)
    }
}
