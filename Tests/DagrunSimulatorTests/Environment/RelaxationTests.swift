// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import Testing

@Suite struct RelaxationTests {
    private let unit = Relaxation(timeConstant: 1)

    @Test(arguments: [
        (0.0, 1.0), (1e-9, 0.999999999), (0.5, 0.6065306597126334), (1, 0.36787944117144233),
        (10, 4.5399929762484854e-05),
        (100, 3.720075976020836e-44), (700, 9.859676543759770e-305), (1000, 0),
    ])
    func `it decays as the exponential`(time: Double, value: Double) {
        let decayed = unit.value(from: 1, to: 0, after: time)
        #expect(abs(decayed - value) <= 4e-16 * value)
    }

    @Test(arguments: [(0.001), (0.3), (2), (50), (600)])
    func `the time to a place leads there`(time: Double) throws {
        let relaxation = Relaxation(timeConstant: 7)
        let place = relaxation.value(from: 5, to: 2, after: time)
        guard place > 2 else { return }
        let found = try #require(relaxation.time(from: 5, to: 2, until: place))
        #expect(abs(relaxation.value(from: 5, to: 2, after: found) - place) < 1e-12)
    }

    @Test func `it never gets to its end, beyond it or back`() {
        #expect(unit.time(from: 1, to: 0, until: 0) == nil)
        #expect(unit.time(from: 1, to: 0, until: -1) == nil)
        #expect(unit.time(from: 1, to: 0, until: 2) == nil)
        #expect(unit.time(from: 1, to: 0, until: 1) == 0)
    }
}
