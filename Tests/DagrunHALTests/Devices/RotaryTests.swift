// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("A rotary encoder's steps")
struct RotaryTests {
    /// The steps that come of states of the lines: `A` and `B` are active where they stand.
    private static func steps(_ states: String) -> [Int] {
        var decoder = QuadratureDecoder()
        return states.split(separator: " ").map { state in
            decoder.change(a: state.contains("A"), b: state.contains("B"))
        }
        .filter { $0 != 0 }
    }

    @Test(
        "count when all four phases were seen",
        arguments: [
            ("A AB B -", [1]), ("B AB A -", [-1]), ("A AB B - A AB B -", [1, 1]),
            // Wiggles in between are forgiven.
            ("A AB A AB B AB B -", [1]), ("A - A AB B -", [1]),
            // A change of direction is none.
            ("A AB A -", []), ("A AB B AB A -", []),
            // Phases that were not seen.
            ("A B -", [1]), ("AB B -", []), ("A -", []), ("AB -", []),
        ] as [(String, [Int])])
    func table(states: String, expected: [Int]) { #expect(Self.steps(states) == expected) }

    @Test("stay within the limit or go on at its other end")
    func limits() {
        var bounded = EncoderSteps(limit: 2, wraps: false)
        var wrapping = EncoderSteps(limit: 2, wraps: true)
        var free = EncoderSteps(limit: 0, wraps: true)
        for _ in 0..<3 {
            bounded.add(1)
            wrapping.add(1)
            free.add(-1)
        }
        #expect(bounded.count == 2 && bounded.value == 1)
        #expect(wrapping.count == -2 && wrapping.value == -1)
        #expect(free.count == -3 && free.value == 0)
        wrapping.add(-1)
        #expect(wrapping.count == 2)
        bounded.set(-7)
        #expect(bounded.count == -2)
    }
}
