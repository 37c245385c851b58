// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import Testing

@Suite struct SignalTests {
    static let all = Strength.allCases.flatMap { strength in Logic.allCases.map { Signal($0, strength) } }

    @Test func `joining signals is commutative, associative and idempotent, and a floating one changes nothing`() {
        for first in Self.all {
            #expect(first.joined(with: first) == first)
            #expect(first.joined(with: .floating) == first)
            for second in Self.all {
                let both = first.joined(with: second)
                #expect(both == second.joined(with: first))
                #expect(both.joined(with: first) == both)
                for third in Self.all {
                    #expect(both.joined(with: third) == first.joined(with: second.joined(with: third)))
                }
            }
        }
    }

    @Test(arguments: [
        ("1 strong", "0 pull", "1 strong"), ("0 weak", "1 pull", "1 pull"), ("1 strong", "0 strong", "x strong"),
        ("1 strong", "1 strong", "1 strong"), ("0 supply", "1 strong", "0 supply"), ("z", "1 weak", "1 weak"),
        ("z", "z", "z"), ("x weak", "1 pull", "1 pull"),
    ])
    func `the stronger signal wins`(first: String, second: String, result: String) throws {
        func signal(_ text: String) throws -> Signal { try #require(Self.all.first { "\($0)" == text }) }
        #expect("\(try signal(first).joined(with: signal(second)))" == result)
    }

    @Test func `a signal floats exactly where it has no strength`() {
        #expect(Signal(.floating, .strong) == .floating)
        #expect(Signal(.high, .highZ) == .floating)
    }
}
