// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@Suite struct ScheduleDefinitionTests {
    @Test(arguments: [
        (ScheduleDefinition.none, #"{"type":"none"}"#),
        (.once, #"{"type":"once"}"#),
        (.continuous, #"{"type":"continuous"}"#),
        (.every(.seconds(90)), #"{"seconds":90,"type":"every"}"#),
        (.daily, #"{"cron":["@daily"],"timezone":"UTC","type":"cron"}"#),
        (
            .cron("0 6 * * *", timeZone: "Europe/Berlin"),
            #"{"cron":["0 6 * * *"],"timezone":"Europe/Berlin","type":"cron"}"#
        ),
        (.anyOf(AssetDefinition(name: "a")), #"{"assets":[{"name":"a"}],"type":"assets_any"}"#),
        (
            .allOf(AssetDefinition(name: "a"), AssetDefinition(name: "b")),
            #"{"assets":[{"name":"a"},{"name":"b"}],"type":"assets_all"}"#
        ),
    ])
    func `is written and read back`(schedule: ScheduleDefinition, json: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(schedule), as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(ScheduleDefinition.self, from: Data(json.utf8)) == schedule)
    }

    @Test func `reads null as no schedule and no zone as UTC`() throws {
        let json = #"[null, {"type": "cron", "cron": ["@daily"]}]"#
        #expect(try JSONDecoder().decode([ScheduleDefinition].self, from: Data(json.utf8)) == [.none, .daily])
    }

    @Test(arguments: [
        #"{"type":"sometimes"}"#, #"{"type":"cron"}"#, #"{"type":"every","seconds":"1"}"#, #"{}"#, #""@daily""#,
    ])
    func `refuses what is no schedule`(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ScheduleDefinition.self, from: Data(json.utf8)) }
    }

    @Test func `is written as a string literal`() {
        #expect(("0 6 * * 1-5" as ScheduleDefinition) == .cron("0 6 * * 1-5"))
        #expect(("@daily" as ScheduleDefinition) == .daily)
        #expect(("@once" as ScheduleDefinition) == .once)
        #expect(("@continuous" as ScheduleDefinition) == .continuous)
    }

    @Test(arguments: [
        (ScheduleDefinition.hourly, "2024-01-31T01:00:00Z"), (.daily, "2024-02-01T00:00:00Z"),
        (.weekly, "2024-02-04T00:00:00Z"), (.monthly, "2024-02-01T00:00:00Z"), (.quarterly, "2024-04-01T00:00:00Z"),
        (.yearly, "2025-01-01T00:00:00Z"),
    ])
    func `has presets that fire`(schedule: ScheduleDefinition, next: String) throws {
        let date = try #require(try Timetable(schedule).next(after: ISO8601.parse("2024-01-31T00:10:00Z")))
        #expect(ISO8601.format(date) == next)
    }
}
