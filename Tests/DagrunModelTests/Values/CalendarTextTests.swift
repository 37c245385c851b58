// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct CalendarTextTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-01-31T06:15:00+01:00", 1_769_836_500),
        ("2024-02-29 12:00:00Z", 1_709_208_000),
        ("1969-12-31T23:59:59.25z", -1), ("2000-03-01t00:00:00-03:30", 951_881_400),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
    ])
    func `an instant is read`(_ text: String, _ seconds: Int64) {
        #expect(CalendarText.instant(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T06:15:00", "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T00:60:00Z", "2026-01-31T00:00:00.Z",
        "2026-01-31T00:00:00Zx", "2026-01-31T00:00:00+0100", "26-01-31T00:00:00Z", "0000-01-01T00:00:00Z",
    ])
    func `what is no instant is refused`(_ text: String) {
        #expect(CalendarText.instant(text) == nil)
    }

    @Test func `fractions are compared by value`() throws {
        let first = try #require(CalendarText.instant("2026-01-31T00:00:00.45Z"))
        let second = try #require(CalendarText.instant("2026-01-31T00:00:00.5Z"))
        #expect(first < second)
        #expect(CalendarText.instant("2026-01-31T00:00:00.500Z") == second)
    }
}
