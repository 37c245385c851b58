// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunSimulator

/// What somebody asked for is made out from what is left of it.
struct AskedDurationTests {
    private static let asked: [Int64] = [
        500_000, 1_000_000, 1_500_000, 7_000_000, 10_000_000, 20_000_000, 123_000_000, 250_000_000, 999_000_000,
        1_000_000_000, 1_234_000_000, 5_000_000_000, 90_000_000_000, 3_600_000_000_000, 86_400_000_000_000,
    ]

    @Test(arguments: asked, [0, 300, 2_000, 40_000] as [Int64])
    func aLittleMissingIsMadeUp(asked: Int64, missing: Int64) {
        #expect(AskedDuration(rest: asked - missing, interruption: 0).nanoseconds == asked)
    }

    @Test(arguments: [1_000_000_000, 5_000_000_000, 60_000_000_000] as [Int64])
    func aLotIsMadeUpToARoundOneWhereTheThreadWasInterrupted(asked: Int64) {
        for missing in stride(from: 1_500_000 as Int64, through: 40_500_000, by: 1_000_000) {
            #expect(AskedDuration(rest: asked - missing, interruption: missing + 1000).nanoseconds == asked)
        }
    }

    @Test(arguments: asked) func anInterruptionBeforeTheClockWasReadChangesNothing(asked: Int64) {
        #expect(AskedDuration(rest: asked - 2_000, interruption: 30_000_000).nanoseconds == asked)
    }

    @Test func isNeverShorterThanTheRest() {
        var random = SeededGenerator(7)
        for _ in 0..<10_000 {
            let rest = Int64.random(in: 0...Int64.max >> Int64.random(in: 0...62, using: &random), using: &random)
            let asked = AskedDuration(rest: rest, interruption: Int64.random(in: 0...1_000_000, using: &random))
            #expect(asked.nanoseconds >= rest)
            #expect(asked.nanoseconds - rest <= max(1_000_000, rest / 10))
        }
        #expect(AskedDuration(rest: -5, interruption: 0).nanoseconds == 0)
        #expect(AskedDuration(rest: .max, interruption: .max).nanoseconds == .max)
    }
}
