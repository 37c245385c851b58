// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct ScheduleWordsTests {
    @Test(arguments: [
        ("@daily", "every day at 00:00"), ("@hourly", "every hour"), ("@weekly", "every Sunday at 00:00"),
        ("@monthly", "on day 1 of every month at 00:00"), ("@quarterly", "on the first day of every quarter at 00:00"),
        ("@yearly", "on the first day of every year at 00:00"), ("0 6 * * *", "every day at 06:00"),
        ("*/15 * * * *", "every 15 minutes"), ("* * * * *", "every minute"),
        ("30 * * * *", "at minute 30 of every hour"),
        ("0 */6 * * *", "every 6 hours"), ("5 */6 * * *", "every 6 hours at minute 5"),
        ("15 6 * * 1-5", "Monday to Friday at 06:15"), ("0 6 * * 7", "every Sunday at 06:00"),
        ("0 6 31 * *", "on day 31 of every month at 06:00"),
    ])
    func `puts simple expressions in words`(expression: String, words: String) {
        #expect(ScheduleDefinition(expression).words == "\(words), UTC")
    }

    @Test(arguments: [
        "0 6 1 * 1", "*/7 * * * *", "0 */5 * * *", "0 6,18 * * *", "0 6 * * 5-1", "0 6 * * 1,2", "60 * * * *",
        "0 24 * * *",
        "0 0 * * * *", "", "a b c d e", "0 6 * 2 *", "0 0 32 * *", "٣ * * * *", "0 6 * * -",
    ])
    func `leaves the others alone`(expression: String) {
        #expect(ScheduleDefinition(expression).words == nil)
    }

    @Test func `has words for every other kind of schedule`() {
        let assets = [AssetDefinition(name: "a"), AssetDefinition(name: "b")]
        #expect(ScheduleDefinition.none.words == "runs are made by hand")
        #expect(ScheduleDefinition.every(.seconds(5400)).words == "every 90 minutes")
        #expect(ScheduleDefinition.every(.seconds(86_400)).words == "every day")
        #expect(ScheduleDefinition.every(seconds: 0.5).words == "every 0.5 seconds")
        #expect(ScheduleDefinition.every(seconds: .infinity).words == "every inf seconds")
        #expect(ScheduleDefinition.assets(assets, all: true).words == "when all of a, b were updated")
        #expect(ScheduleDefinition.cron("0 6 * * *", timeZone: "Asia/Tokyo").text == "0 6 * * * (Asia/Tokyo)")
        #expect(ScheduleDefinition.crons(["0 6 * * *", "0 7 * * *"]).words == nil)
    }
}
