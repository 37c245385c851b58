// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

@testable import DagrunLocal

@Suite struct PlainProgressTests {
    @Test func eachEventIsOneLineInStableColumns() {
        let output = Mutex("")
        let progress = PlainProgress(
            document: RunSamples.document(), theme: ProgressTheme(),
            timeOfDay: { "+\(Int($0.timeIntervalSince(RunSamples.start)))" },
            logPath: { id, number in "logs/\(id)/\(number).log" }, write: { text in output.withLock { $0 += text } })
        progress.handle(Array(RunSamples.failed().prefix(5)))
        progress.handle(Array(RunSamples.failed().suffix(4)))
        #expect(
            output.withLock { $0 } == """
                +0  run manual__1 of sales started
                +0  pull          running            try 1
                +1  pull          up_for_retry       try 1  1.0s  next try in 2.0s  HTTP 503  log: logs/pull/1.log
                +3  pull          running            try 2
                +5  pull          success            try 2  2.0s
                +10  total[1]      failed             try 1  no <such> city & "more"  log: logs/total[1]/1.log
                +12  total[2]      success            try 1
                +12  report        upstream_failed
                +12  run failed after 12s

                """)
    }

    @Test(arguments: [
        (0.0, "0.0ms"), (0.0042, "4.2ms"), (0.042, "42ms"),
        (0.84, "0.8s"), (9.94, "9.9s"), (9.96, "10s"), (59.4, "59s"), (65, "1m05s"), (7380, "2h03m"),
        (273_600, "3d04h"), (-5, "0.0ms"), (.infinity, "?"), (.nan, "?"), (1e300, "?"),
    ])
    func durationIsShort(seconds: Double, text: String) {
        #expect(TimeText.duration(seconds) == text)
    }

    @Test func timeOfDayHasTwelveCharacters() {
        let text = TimeText.timeOfDay(Date(timeIntervalSince1970: 1_790_000_000.25))
        #expect(text.count == 12)
        #expect(text.hasSuffix(":20.250"))
        #expect(TimeText.timeOfDay(Date(timeIntervalSince1970: -0.5)).hasSuffix("59.500"))
        #expect(TimeText.timeOfDay(Date(timeIntervalSince1970: .infinity)) == "??:??:??.???")
    }
}
