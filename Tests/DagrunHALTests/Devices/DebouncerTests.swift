// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunTestSupport
import Testing

@Suite("Debouncing")
struct DebouncerTests {
    private static func at(_ milliseconds: Int) -> Timestamp {
        Timestamp(nanoseconds: Int64(milliseconds) * 1_000_000)
    }

    private static func changes(_ period: Int, _ edges: [(Bool, Int)]) -> [String] {
        var debouncer = Debouncer(.milliseconds(period), value: false)
        var changes: [Debouncer.Change] = []
        for (value, time) in edges { changes += debouncer.edge(value, at: at(time)) }
        changes += debouncer.advance(to: at(100_000))
        return changes.map { "\($0.value ? 1 : 0)@\($0.timestamp.nanoseconds / 1_000_000)" }
    }

    @Test(
        "lets a change count when the line has been at rest",
        arguments: [
            ([(true, 10)], ["1@15"]),
            // It bounces for three milliseconds.
            ([(true, 10), (false, 11), (true, 13)], ["1@18"]),
            // A spike is no change.
            ([(true, 10), (false, 12)], []),
            ([(true, 10), (false, 30), (true, 31), (false, 33)], ["1@15", "0@38"]),
            // At the very end of the rest it counts.
            ([(true, 10), (false, 15)], ["1@15", "0@20"]),
        ] as [([(Bool, Int)], [String])])
    func table(edges: [(Bool, Int)], expected: [String]) { #expect(Self.changes(5, edges) == expected) }

    @Test("of no time lets every change count at once")
    func none() { #expect(Self.changes(0, [(true, 1), (false, 1), (true, 4)]) == ["1@1", "0@1", "1@4"]) }

    @Test("tells changes in turn, however the line bounces", arguments: 0..<50 as Range<UInt64>)
    func alternation(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (value, time) = (false, 0)
        let edges = (0..<200).map { _ in
            value.toggle()
            time += Int.random(in: 0...12, using: &random)
            return (value, time)
        }
        let values = Self.changes(5, edges).map { $0.first == "1" }
        #expect(values == values.indices.map { $0 % 2 == 0 })
    }
}
