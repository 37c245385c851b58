// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct VCDWriterTests {
    private func time(_ nanoseconds: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds) }

    @Test func writesSignalsAndChangesAsTheStandardSays() {
        var trace = Trace()
        let net = trace.add(TraceSignal("btn1:1.l", aliases: ["pi:GPIO17"]), .logic(.high))
        let led = trace.add(TraceSignal("led1:A"), .logic(.floating))
        let boiler = trace.add(TraceSignal("boiler.temperature", .real(unit: "°C")), .real(20.5))
        let lcd = trace.add(TraceSignal("lcd 1", .text), .text("a b"))
        trace.record(.logic(.low), of: net, at: time(1_000))
        trace.record(.logic(.unknown), of: led, at: time(1_999))
        trace.record(.real(-1e-9), of: boiler, at: time(2_000))
        trace.record(.text("ä\\"), of: lcd, at: time(12_345_678))
        trace.extend(to: time(20_000_000))
        #expect(
            String(decoding: trace.vcd(comment: "seed 42\nof  coffee $end"), as: UTF8.self) == """
                $version Dagrun $end
                $comment seed 42 of coffee end $end
                $timescale 1 us $end
                $scope module board $end
                $var wire 1 ! btn1:1.l $end
                $var wire 1 ! pi:GPIO17 $end
                $var wire 1 " led1:A $end
                $var real 64 # boiler.temperature $end
                $comment unit # °C $end
                $var string 1 $ lcd_1 $end
                $upscope $end
                $enddefinitions $end
                #0
                $dumpvars
                1!
                z"
                r20.5 #
                sa\\x20b $
                $end
                #1
                0!
                x"
                #2
                r-1e-09 #
                #12345
                s\\xc3\\xa4\\\\ $
                #20000

                """)
    }

    @Test func givesManySignalsCodesOfTheirOwn() {
        let signals = (0..<10_000).map { TraceSignal("net\($0)") }
        let writer = VCDWriter(signals, signals.map { _ in .logic(.low) })
        let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n")
        let codes = lines.filter { $0.hasPrefix("$var") }.map { $0.split(separator: " ")[3] }
        #expect(Set(codes).count == 10_000)
        #expect(codes[0] == "!" && codes[93] == "~" && codes[94] == "!!" && codes[95] == "\"!")
        #expect(lines.filter { $0.hasPrefix("0") }.map { $0.dropFirst() } == codes)
    }

    @Test func handsOutEachByteOnce() {
        var writer = VCDWriter([TraceSignal("a")], [.logic(.low)], timescale: .nanosecond)
        _ = writer.take()
        writer.change(.high, of: 0, at: time(7))
        #expect(String(decoding: writer.take(), as: UTF8.self) == "#7\n1!\n")
        #expect(writer.used == 0)
    }
}
