// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
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
        #expect(AskedDuration(rest: asked - missing, elapsed: missing * 2).nanoseconds == asked)
    }

    @Test(arguments: [20_000_000, 250_000_000, 1_000_000_000, 1_500_000_000, 90_000_000_000] as [Int64])
    func workThatTookLongBeforeItAskedChangesNothing(asked: Int64) {
        #expect(AskedDuration(rest: asked - 2_000, elapsed: 300_000_000).nanoseconds == asked)
    }

    @Test(arguments: [1_000_000_000, 5_000_000_000, 60_000_000_000] as [Int64])
    func aLotIsMadeUpToARoundOneWhereTheThreadWasInterrupted(asked: Int64) {
        for missing in stride(from: 1_500_000 as Int64, through: 150_000_000, by: 1_000_000) {
            #expect(AskedDuration(rest: asked - missing, elapsed: missing + 1000).nanoseconds == asked)
        }
    }

    @Test func isNeverShorterThanTheRest() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<10_000 {
            let rest = Int64.random(in: 0...Int64.max >> Int64.random(in: 0...62, using: &random), using: &random)
            let asked = AskedDuration(rest: rest, elapsed: Int64.random(in: 0...1_000_000_000, using: &random))
            #expect(asked.nanoseconds >= rest)
            #expect(asked.nanoseconds - rest <= rest / 4)
        }
        #expect(AskedDuration(rest: -5, elapsed: 0).nanoseconds == 0)
        #expect(AskedDuration(rest: .max, elapsed: .max).nanoseconds == .max)
    }
}
