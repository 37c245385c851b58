// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Testing

@Suite struct ISO8601Tests {
    @Test(arguments: [
        ("2024-03-10T06:20:00Z", "2024-03-10T06:20:00Z"), ("2024-03-10", "2024-03-10T00:00:00Z"),
        ("2024-03-10T06:20", "2024-03-10T06:20:00Z"), ("2024-03-10T06:20:00", "2024-03-10T06:20:00Z"),
        ("2024-03-10T06:20+01:00", "2024-03-10T05:20:00Z"), ("2024-03-10T06:20:00-0530", "2024-03-10T11:50:00Z"),
        ("2024-03-10T00:20:00+01", "2024-03-09T23:20:00Z"), ("2024-02-29T23:59:59.5Z", "2024-02-29T23:59:59.500000Z"),
        ("2024-03-10T06:20:00.000001Z", "2024-03-10T06:20:00.000001Z"),
        ("2024-03-10T06:20:00.000Z", "2024-03-10T06:20:00Z"),
        ("0001-01-01", "0001-01-01T00:00:00Z"), ("1899-12-31T23:59:59.999999Z", "1899-12-31T23:59:59.999999Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ])
    func `reads an instant`(text: String, expected: String) throws {
        #expect(ISO8601.format(try ISO8601.parse(text)) == expected)
    }

    @Test(arguments: [
        ("", "expected 4 digits of the year at position 1"),
        ("2023-02-29", "the day 29 is out of range 1...28 at position 9"),
        ("2024-13-01", "the month 13 is out of range 1...12 at position 6"),
        ("0000-01-01", "the year 0 is out of range 1...9999 at position 1"),
        ("24-03-10", "expected 4 digits of the year at position 3"),
        ("2024-03-10 06:20:00Z", "expected T between date and time at position 11"),
        ("2024-03-10T24:00:00Z", "the hour 24 is out of range 0...23 at position 12"),
        ("2024-03-10T06:20:60Z", "the second 60 is out of range 0...59 at position 18"),
        ("2024-03-10T06:20:00.1234567Z", "a fraction has at most 6 digits at position 27"),
        ("2024-03-10T06:20:00.Z", "expected digits of the fraction at position 21"),
        ("2024-03-10T06:20:00z", "expected Z or an offset such as +01:00 at position 20"),
        ("2024-03-10T06:20:00Z ", "expected the end at position 21"),
        ("2024-03-10T06:20:00+01:60", "the offset's minute 60 is out of range 0...59 at position 24"),
        ("0001-01-01T00:00:00+01:00", "the instant is outside of the years 1 to 9999 at position 26"),
        ("２０２４-03-10", "expected 4 digits of the year at position 1"),
    ])
    func `says why a text is no instant`(text: String, reason: String) {
        let error = #expect(throws: ISO8601Error.self) { try ISO8601.parse(text) }
        #expect(error?.description == "\"\(text)\" is not an instant: \(reason); write it as 2024-03-10T06:20:00Z")
    }

    @Test func `writes the forms of Airflow's templates`() throws {
        let whole = try ISO8601.parse("2024-03-10T06:20:00Z")
        #expect(ISO8601.ts(whole) == "2024-03-10T06:20:00+00:00")
        #expect(ISO8601.tsNoDash(whole) == "20240310T062000")
        #expect(ISO8601.tsNoDashWithTZ(whole) == "20240310T062000+0000")
        #expect(ISO8601.ds(whole) == "2024-03-10")
        #expect(ISO8601.dsNoDash(whole) == "20240310")
        let fraction = try ISO8601.parse("2024-03-10T06:20:00.012Z")
        #expect(ISO8601.ts(fraction) == "2024-03-10T06:20:00.012000+00:00")
        #expect(ISO8601.tsNoDash(fraction) == "20240310T062000")
        #expect(ISO8601.tsNoDashWithTZ(fraction) == "20240310T062000.012000+0000")
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
    func `writes a date out of range as the nearest one`(seconds: Double) {
        let text = ISO8601.format(Date(timeIntervalSince1970: seconds))
        #expect(text == (seconds > 0 ? "9999-12-31T23:59:59.999999Z" : "0001-01-01T00:00:00Z"))
    }

    @Test func `reads back what it writes`() throws {
        var random = SeededGenerator(seed: 8_601)
        for _ in 0..<5_000 {
            // 1730 to 2270: a date, which is a Double, keeps microseconds there.
            let micros = Int64.random(in: -7_500_000_000_000_000...9_460_000_000_000_000, using: &random)
            let text = ISO8601.format(Date(timeIntervalSince1970: Double(micros) / 1_000_000))
            #expect(ISO8601.format(try ISO8601.parse(text)) == text)
        }
    }
}
