// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@Suite struct TimeZoneDatabaseTests {
    @Test(arguments: [
        ("Europe/Berlin", "2024-07-01", 7_200), ("America/New_York", "2024-01-01", -18_000),
        ("Asia/Kathmandu", "2024-01-01", 20_700), ("Australia/Lord_Howe", "2024-01-01", 39_600),
        ("Pacific/Apia", "2011-12-30T09:59:59Z", -36_000), ("Pacific/Apia", "2011-12-30T10:00:00Z", 50_400),
        ("Etc/GMT+5", "2024-01-01", -18_000), ("utc", "2024-01-01", 0),
    ])
    func `reads the machine's zones`(name: String, date: String, offset: Int) throws {
        #expect(try TimeZoneDatabase.system.zone(name).offset(at: ISO8601.parse(date)) == offset)
    }

    @Test(arguments: [
        ("Berlin", "did you mean Europe/Berlin?"), ("europe/berlin", "did you mean Europe/Berlin?"),
        ("Europe/Berln", "did you mean Europe/Berlin?"), ("Mars/Olympus_Mons", "unknown in "),
        ("Europe", "unknown in "),
    ])
    func `proposes a zone for an unknown name`(name: String, text: String) {
        let error = #expect(throws: TimeZoneError.self) { try TimeZoneDatabase.system.zone(name) }
        #expect(error?.code == .unknownZone)
        #expect(error?.description.contains(text) == true)
    }

    @Test(arguments: [
        "", "/etc/localtime", "../zoneinfo/UTC", "Europe/../Europe/Berlin", "Europe//Berlin", "./UTC", "Europe/Berlin/",
        "Europe\\Berlin", "Europe/Berlin\0", "New York", "Zürich", String(repeating: "a", count: 300),
    ])
    func `refuses names that lead elsewhere`(name: String) {
        let error = #expect(throws: TimeZoneError.self) { try TimeZoneDatabase.system.zone(name) }
        #expect(error?.code == .invalidName)
    }

    @Test func `refuses a file that holds no zone`() {
        let error = #expect(throws: TimeZoneError.self) { try TimeZoneDatabase.system.zone("zone1970.tab") }
        #expect(error?.code == .invalidData)
    }

    @Test func `names the package where there is no database`() {
        let database = TimeZoneDatabase(environment: ["TZDIR": "/nonexistent/zoneinfo"])
        let error = #expect(throws: TimeZoneError.self) { try database.zone("Europe/Berlin") }
        #expect(error?.code == .noDatabase)
        #expect(
            error?.description.contains("no time zones in /nonexistent/zoneinfo; install the package tzdata") == true)
    }

    @Test func `reads zones from the directory that TZDIR names`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "Test"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(TZifFile(footer: "JST-9").bytes).write(to: folder.appending(path: "Test/Zone"))
        let database = TimeZoneDatabase(environment: ["TZDIR": folder.path])
        #expect(try database.zone("Test/Zone").offset(at: Date(timeIntervalSince1970: 0)) == 32_400)
        #expect(throws: TimeZoneError.self) { try database.zone("Europe/Berlin") }
    }
}
