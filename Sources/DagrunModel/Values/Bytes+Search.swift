// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// The standard library has these for all collections, next to its regular expressions; for a few short texts the program
// would grow by more than a megabyte.
extension RandomAccessCollection<UInt8> where Index == Int {
    /// Where some bytes stand first.
    ///
    /// - Parameter wanted: The bytes; at least one.
    /// - Returns: Their place; nil where they are not in it.
    package func place(of wanted: [UInt8]) -> Range<Int>? {
        guard count >= wanted.count else { return nil }
        for start in startIndex...(endIndex - wanted.count)
        where self[start] == wanted[0] && self[start..<(start + wanted.count)].elementsEqual(wanted) {
            return start..<(start + wanted.count)
        }
        return nil
    }
}
