// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import Testing

@Suite struct CronExpressionTests {
    @Test(arguments: [
        ("* 24 * * *", "field 2 (hour): 24 is out of range 0...23"),
        ("1, * * * *", "field 1 (minute): a value is missing between commas"),
        ("* * 0-5 * *", "field 3 (day of month): 0-5 is out of range 1...31"),
        ("* * * foo *", "field 4 (month): \"foo\" is not a value"),
        ("* * * * 8", "field 5 (day of week): 8 is out of range 0...7"),
        ("* * * * 1#6", "field 5 (day of week): the number behind # is in 1...5"),
        ("* * * * 1#2,3", "field 5 (day of week): days with # or L can't be mixed with plain days"),
        ("* * 15W,3 * *", "field 3 (day of month): W is for a single day, not for a list"),
        ("* ? * * *", "field 2 (hour): ? is for day of month and day of week"),
        ("* * ?1 * *", "field 3 (day of month): ? stands alone in its field"),
        ("*/0 * * * *", "field 1 (minute): the step 0 would never end"),
        ("-5 * * * *", "field 1 (minute): a value can't be negative"),
        ("h * * * *", "field 1 (minute): H needs a hash id, which Airflow does not give; write a value"),
        ("* * * * * 60", "field 6 (second): 60 is out of range 0...59"),
        ("* * * * * 0 1969", "field 7 (year): 1969 is out of range 1970...2099"),
        ("* * * *", "an expression has 5 fields, 6 with seconds or 7 with years; it has 4"),
    ])
    func `says which field is wrong and why`(text: String, reason: String) {
        let error = #expect(throws: CronError.self) { try CronExpression(text) }
        #expect(error?.description == "cron expression \"\(text)\": \(reason)")
    }

    @Test func `names the presets when one is unknown`() {
        let error = #expect(throws: CronError.self) { try CronExpression("@fortnightly") }
        #expect(error?.field == nil)
        #expect(error?.description.contains("@quarterly") == true)
    }

    @Test func `keeps the text it was made of`() throws {
        #expect(try CronExpression("0 6 * * MON-FRI").text == "0 6 * * MON-FRI")
    }

    @Test func `draws the same random value each time`() throws {
        #expect(try CronExpression("R R(2-4) * * *") == CronExpression("R R(2-4) * * *"))
    }

    @Test func `takes texts from outside without trapping`() {
        var random = SeededGenerator(seed: 20_240_310)
        let alphabet = Array("0123456789*,-/#LlWw?RrHh() \t@abcmonJAN7\u{A0}\u{663}.+_%é👍")
        var accepted = 0
        for _ in 0..<20_000 {
            let characters = (0..<Int.random(in: 0...24, using: &random)).compactMap { _ in
                alphabet.randomElement(using: &random)
            }
            for text in [
                String(characters), "\(String(characters.prefix(3))) 1 * * *", "* * \(String(characters)) * *",
            ] {
                if (try? CronExpression(text)) != nil { accepted += 1 }
            }
        }
        #expect(accepted > 0)
    }
}
