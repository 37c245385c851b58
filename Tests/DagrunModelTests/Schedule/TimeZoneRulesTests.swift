// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Testing

@Suite struct TimeZoneRulesTests {
    private func berlin() throws -> TimeZoneRules {
        var file = TZifFile()
        file.transitions = [(-2_000_000_000, 1), (1_000_000_000, 0)]
        file.types = [(3_600, false), (7_200, true)]
        file.footer = "CET-1CEST,M3.5.0,M10.5.0/3"
        return try TimeZoneRules(name: "Test/Berlin", tzif: file.bytes)
    }

    private func offset(_ zone: TimeZoneRules, _ text: String) throws -> Int {
        zone.offset(at: try ISO8601.parse(text))
    }

    private func instant(_ zone: TimeZoneRules, _ local: String) throws -> String {
        ISO8601.format(zone.instant(ofLocal: try ISO8601.parse(local)))
    }

    @Test func `has no offset in UTC`() throws {
        #expect(TimeZoneRules.utc.offset(at: Date(timeIntervalSince1970: 1e9)) == 0)
        #expect(try instant(.utc, "2024-03-31T02:30:00.25Z") == "2024-03-31T02:30:00.250000Z")
    }

    @Test func `takes transitions, then the footer's rule`() throws {
        let zone = try berlin()
        #expect(try offset(zone, "1900-01-01") == 3_600)
        #expect(try offset(zone, "1970-01-01") == 7_200)
        #expect(try offset(zone, "2024-03-31T00:59:59Z") == 3_600)
        #expect(try offset(zone, "2024-03-31T01:00:00Z") == 7_200)
        #expect(try offset(zone, "2024-10-27T00:59:59Z") == 7_200)
        #expect(try offset(zone, "2024-10-27T01:00:00Z") == 3_600)
        #expect(try offset(zone, "2999-07-01") == 7_200)
    }

    @Test func `moves a skipped time on by what was skipped`() throws {
        #expect(try instant(berlin(), "2024-03-31T01:59:59") == "2024-03-31T00:59:59Z")
        #expect(try instant(berlin(), "2024-03-31T02:30:00") == "2024-03-31T01:30:00Z")
        #expect(try instant(berlin(), "2024-03-31T03:00:00") == "2024-03-31T01:00:00Z")
    }

    @Test func `takes the second one of a repeated time`() throws {
        #expect(try instant(berlin(), "2024-10-27T01:59:59") == "2024-10-26T23:59:59Z")
        #expect(try instant(berlin(), "2024-10-27T02:30:00") == "2024-10-27T01:30:00Z")
        #expect(try instant(berlin(), "2024-10-27T03:00:00") == "2024-10-27T02:00:00Z")
    }

    @Test(arguments: [
        // Ireland's standard time is summer's.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-01-15", 0), ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-07-15", 3_600),
        // South of the equator summer goes over the new year.
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-15", 39_600), ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-07-15", 36_000),
        // Half an hour of daylight saving; names in brackets; hours below zero and above a day.
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2024-01-15", 39_600),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-07-15", -3_600),
        ("XXX4YYY,M3.4.4/50,M10.4.4/50", "2024-07-15", -10_800),
        ("XXX0YYY,J60/0,J100/0", "2024-02-29T12:00:00Z", 0), ("XXX0YYY,J60/0,J100/0", "2024-03-01T12:00:00Z", 3_600),
        ("XXX0YYY,59/0,100/0", "2024-02-29T12:00:00Z", 3_600), ("JST-9", "2024-07-15", 32_400),
        ("LMT-1:02:03", "2024-07-15", 3_723),
    ])
    func `reads footers`(footer: String, date: String, expected: Int) throws {
        let zone = try TimeZoneRules(name: "Test", tzif: TZifFile(footer: footer).bytes)
        #expect(try offset(zone, date) == expected)
    }

    @Test(arguments: [
        "C-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/168", "CET-1CEST,J0,J100", "CET-1CEST,M3.5.0,M10.5.0,",
        "CET-25", "CET-24", "CET-1:60", "<CET-1", "<C>-1", "CET-99999999999999999999", ",,,",
    ])
    func `refuses a footer that is no rule`(footer: String) {
        let error = #expect(throws: TimeZoneError.self) {
            try TimeZoneRules(name: "Test", tzif: TZifFile(footer: footer).bytes)
        }
        #expect(error?.description.contains("\"\(footer)\" is not a POSIX TZ rule") == true)
    }

    @Test func `reads files of version 1 and files without a rule`() throws {
        var file = TZifFile()
        file.transitions = [(0, 1)]
        file.types = [(-3_600, false), (3_600, false)]
        for bytes in [file.oldBytes, file.bytes] {
            let zone = try TimeZoneRules(name: "Test", tzif: bytes)
            #expect(try offset(zone, "1969-12-31T23:59:59Z") == -3_600)
            #expect(try offset(zone, "1970-01-01") == 3_600)
            #expect(try offset(zone, "2100-01-01") == 3_600)
        }
    }

    @Test(arguments: [
        (TZifFile(transitions: [(5, 0), (5, 0)]), "its transitions are not in order"),
        (TZifFile(transitions: [(5, 3)]), "a transition has no type"),
        (TZifFile(transitions: [(.max, 0)]), "a transition is out of range"),
        (TZifFile(types: [(86_400, false)]), "an offset is a day or more"),
        (TZifFile(types: []), "it has no local time type"),
        (TZifFile(leapSeconds: 1), "it counts leap seconds"),
    ])
    func `says why a file is not valid`(file: TZifFile, reason: String) {
        let error = #expect(throws: TimeZoneError.self) { try TimeZoneRules(name: "Test", tzif: file.bytes) }
        #expect(error?.code == .invalidData)
        #expect(error?.description.contains(reason) == true)
    }

    @Test func `refuses each truncation of a file`() throws {
        var file = TZifFile()
        file.transitions = [(0, 1), (86_400, 0)]
        file.types = [(3_600, false), (7_200, true)]
        file.footer = "CET-1CEST,M3.5.0,M10.5.0/3"
        let bytes = file.bytes
        _ = try TimeZoneRules(name: "Test", tzif: bytes)
        for count in bytes.indices {
            #expect(throws: TimeZoneError.self) { try TimeZoneRules(name: "Test", tzif: Array(bytes[..<count])) }
        }
    }

    @Test func `takes damaged files without trapping`() throws {
        var random = SeededGenerator(seed: 8_536)
        var file = TZifFile()
        file.transitions = (0..<20).map { (Int64($0) * 15_000_000, UInt8($0 % 2)) }
        file.types = [(3_600, false), (7_200, true)]
        file.footer = "CET-1CEST,M3.5.0,M10.5.0/3"
        let whole = file.bytes
        var (read, refused) = (0, 0)
        for _ in 0..<5_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                bytes[index] = UInt8.random(in: .min ... .max, using: &random)
            }
            guard let zone = try? TimeZoneRules(name: "Test", tzif: bytes) else {
                refused += 1
                continue
            }
            read += 1
            for _ in 0..<4 {
                let date = Date(timeIntervalSince1970: Double.random(in: -7e10...3e11, using: &random))
                #expect(-86_399...86_399 ~= zone.offset(at: date))
                _ = zone.instant(ofLocal: date)
            }
        }
        #expect(read > 100)
        #expect(refused > 100)
    }

    @Test func `takes random bytes without trapping`() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            #expect(throws: TimeZoneError.self) { try TimeZoneRules(name: "Test", tzif: bytes) }
            #expect(throws: TimeZoneError.self) { try TimeZoneRules(name: "Test", tzif: Array("TZif2".utf8) + bytes) }
        }
    }
}
