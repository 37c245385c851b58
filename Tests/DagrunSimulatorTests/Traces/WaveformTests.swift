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
        #expect(window.lowerBound < time(4_400) && window.lowerBound > time(4_300))
        #expect(window.upperBound > time(5_300) && window.upperBound < time(5_400))
    }

    @Test(arguments: [
        // Milliseconds of changes, one instant or two, and what is seen.
        ([0, 10_000, 10_100, 610_000], [610_000], 609_989.5...610_000),
        ([0, 10_000, 10_100, 609_900, 610_000], [610_000], 609_895...610_000),
        ([10_000], [610_000], 0...610_000), ([10_000, 610_000], [610_000], 609_989.5...610_000),
        ([1_000, 610_000], [610_050], 609_997.5...610_050), ([1_000, 3_000, 5_000], [], 4_989.5...5_000),
        ([0, 1_000, 600_000, 600_200], [600_000, 600_200], 597_890...600_200), ([], [], 0...0),
        ([10, 20, 30, 40, 50, 60, 70, 80], [80], 17...80),
    ])
    func leavesOutWhatLiesFarOffTheRest(changes: [Int], instants: [Int], seen: ClosedRange<Double>) {
        var trace = Trace()
        let led = trace.add(TraceSignal("led"), .logic(.low))
        for (number, change) in changes.enumerated() {
            trace.record(.logic(number % 2 == 0 ? .high : .low), of: led, at: time(Int64(change) * 1_000))
        }
        let instants = instants.map { time(Int64($0) * 1_000) }
        trace.extend(to: instants.max() ?? trace.end)
        let window = trace.window(around: instants, of: ["led"])
        func milliseconds(_ time: Timestamp) -> Double { Double(time.nanoseconds) / 1e6 }
        #expect(abs(milliseconds(window.lowerBound) - seen.lowerBound) < 1, "\(milliseconds(window.lowerBound))")
        #expect(milliseconds(window.upperBound) == seen.upperBound)
    }

    @Test func drawsAnEmptyTrace() {
        #expect(Trace().waveform(style: WaveformStyle(width: 40)).contains("│0"))
    }
}
