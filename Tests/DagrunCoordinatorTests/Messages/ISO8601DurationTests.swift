// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunCoordinator

@Suite struct ISO8601DurationTests {
    @Test(arguments: [
        ("PT1.5S", Duration.seconds(1.5)), ("P1W", .seconds(604_800)), ("P1DT2H3M4S", .seconds(93_784)),
        ("-P1DT2H", .seconds(-93_600)), ("PT0S", .zero),
    ])
    func `A duration is read as it is written`(_ text: String, _ duration: Duration) {
        #expect(ISO8601Duration.parse(text) == duration)
    }

    // Years and months have no fixed length, and a number beyond all bounds must not trap.
    @Test(arguments: [
        "", "P", "PT", "P1DT", "-", "1D", "P1", "P1M", "P1Y", "PT1D", "P1H", "P1e3D", "P1..5D", "PTT1S", "P-1D", "P1D ",
        "P\(String(repeating: "9", count: 400))D", "-P\(String(repeating: "9", count: 30))W",
    ])
    func `What is no duration is nil`(_ text: String) {
        #expect(ISO8601Duration.parse(text) == nil)
    }
}
