// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct WaveformTests {
    private func time(_ microseconds: Int64) -> Timestamp { Timestamp(nanoseconds: microseconds * 1000) }

    private func sample() -> Trace {
        var trace = Trace()
        let button = trace.add(TraceSignal("btn1:1.l"), .logic(.high))
        let led = trace.add(TraceSignal("led1:A"), .logic(.floating))
        let boiler = trace.add(TraceSignal("boiler", .real(unit: "°C")), .real(20))
        let text = trace.add(TraceSignal("lcd.text", .text), .text("idle"))
        trace.record(.logic(.low), of: button, at: time(10))
        trace.record(.logic(.unknown), of: led, at: time(20))
        for step in 0..<4 { trace.record(.real(20 + Double(step) * 10), of: boiler, at: time(20 + Int64(step))) }
        trace.record(.logic(.low), of: led, at: time(24))
        trace.record(.text("brewing now"), of: text, at: time(24))
        for step in 4..<8 { trace.record(.real(20 + Double(step) * 10), of: boiler, at: time(20 + Int64(step))) }
        for step in 0..<5 {
            trace.record(
                .logic(step % 2 == 0 ? .high : .low), of: button, at: Timestamp(nanoseconds: 30_000 + Int64(step)))
        }
        trace.record(.logic(.high), of: led, at: time(32))
        trace.record(.text("done"), of: text, at: time(32))
        trace.extend(to: time(40))
        return trace
    }

    @Test func drawsLevelsEdgesNumbersAndTexts() {
        let text = sample().waveform(
            marks: [WaveformMark(time(32), "it is hot"), WaveformMark(time(38), "late")],
            style: WaveformStyle(width: 70, isASCII: true))
        #expect(
            text == """
                          |0 us          |10 us         |20 us         |30 us
                btn1:1.l  ~~~~~~~~~~~~~~~\\_____________________________#~~~~~~~~~~~~~~
                led1:A    ------------------------------|xxxxx|___________/~~~~~~~~~~~
                boiler    000000000000000000000000000000011244577899999999999 20..90 °C
                lcd.text  idle                                |brewing now|done
                                                         32 us: it is hot ^
                                                                       38 us: late ^

                """)
    }

    @Test func drawsWithinAWindow() {
        let text = sample().waveform(
            of: ["led1:A", "nobody", "lcd.text"], in: time(22)...time(26),
            style: WaveformStyle(width: 50, isASCII: true))
        #expect(
            text == """
                          |22 us              |24 us
                led1:A    xxxxxxxxxxxxxxxxxxxx|___________________
                lcd.text  idle                |brewing now

                """)
    }

    @Test func colorsOnlyWhenAsked() {
        #expect(!sample().waveform().contains("\u{1B}"))
        #expect(sample().waveform(style: WaveformStyle(isColored: true)).contains("\u{1B}[32m▔"))
    }

    @Test func keepsWithinTheWidth() {
        for width in [0, 40, 63, 200] {
            for line in sample().waveform(marks: [WaveformMark(time(1), "x")], style: WaveformStyle(width: width))
                .split(separator: "\n")
            {
                #expect(line.count <= max(width, 40), "\(line)")
            }
        }
    }

    @Test func choosesAWindowAroundAnInstant() {
        var trace = Trace()
        let led = trace.add(TraceSignal("led"), .logic(.low))
        for step in 1...100 { trace.record(.logic(step % 2 == 0 ? .low : .high), of: led, at: time(Int64(step) * 100)) }
        let window = trace.window(around: [time(5_000)], of: ["led"], changes: 6)
        #expect(window.lowerBound < time(4_500) && window.lowerBound > time(4_400))
        #expect(window.upperBound > time(5_300) && window.upperBound < time(5_400))
    }

    @Test func drawsAnEmptyTrace() {
        #expect(Trace().waveform(style: WaveformStyle(width: 40)).contains("│0"))
    }
}
