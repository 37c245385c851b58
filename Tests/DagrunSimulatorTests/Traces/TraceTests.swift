// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct TraceTests {
    private func time(_ nanoseconds: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds) }

    @Test func remembersWhatASignalWasAtAnyInstant() {
        var trace = Trace()
        let led = trace.add(TraceSignal("led1:A"), .logic(.low))
        let text = trace.add(TraceSignal("lcd1.text", .text), .text("idle"))
        trace.record(.logic(.high), of: led, at: time(10))
        trace.record(.text("on"), of: text, at: time(10))
        trace.record(.logic(.floating), of: led, at: time(20))
        #expect(
            [0, 9, 10, 19, 20, 99].map { trace.value(of: led, at: time($0)) } == [
                .logic(.low), .logic(.low), .logic(.high), .logic(.high), .logic(.floating), .logic(.floating),
            ])
        #expect(trace.value(of: text, at: time(11)) == .text("on"))
        #expect(trace.changes(of: led).map(\.time.nanoseconds) == [10, 20])
        #expect(trace.end == time(20))
    }

    @Test func notesNoChangeWhereNothingChanges() {
        var trace = Trace()
        let boiler = trace.add(TraceSignal("boiler.temperature", .real(unit: "°C")), .real(20))
        trace.record(.real(20), of: boiler, at: time(5))
        trace.record(.real(21), of: boiler, at: time(6))
        trace.record(.real(21), of: boiler, at: time(7))
        #expect(trace.count == 1)
        #expect(trace.end == time(7))
    }

    @Test func keepsTheLastChangesAndWhatCameBeforeThem() {
        var trace = Trace(capacity: 3)
        let led = trace.add(TraceSignal("led"), .logic(.low))
        let text = trace.add(TraceSignal("text", .text), .text("0"))
        for step in 1...5 {
            trace.record(.logic(step % 2 == 1 ? .high : .low), of: led, at: time(Int64(step) * 10))
            trace.record(.text("\(step)"), of: text, at: time(Int64(step) * 10 + 1))
        }
        #expect(trace.count == 3)
        #expect(trace.droppedChanges == 7)
        #expect(trace.start == time(40))
        #expect(trace.firstValue(of: led) == .logic(.low))
        #expect(trace.firstValue(of: text) == .text("3"))
        #expect(trace.value(of: text, at: time(40)) == .text("3"))
        #expect((0..<3).map { trace[$0].value } == [.text("4"), .logic(.high), .text("5")])
    }

    @Test func forgetsTextsThatNoChangeSpeaksOf() {
        var trace = Trace(capacity: 4)
        let text = trace.add(TraceSignal("text", .text), .text("first"))
        let other = trace.add(TraceSignal("other", .text), .text("stays"))
        for step in 0..<10_000 { trace.record(.text("text \(step)"), of: text, at: time(Int64(step))) }
        #expect(trace.changes(of: text).map(\.value) == (9_996..<10_000).map { .text("text \($0)") })
        #expect(trace.firstValue(of: text) == .text("text 9995"))
        #expect(trace.lastValue(of: other) == .text("stays"))
    }

    @Test func findsSignalsByAllTheirNames() {
        var trace = Trace()
        trace.add(TraceSignal("GPIO17", aliases: ["btn1:1.l", "pi:GPIO17"]), .logic(.high))
        #expect(trace.place(of: "btn1:1.l") == 0)
        #expect(trace.place(of: "btn1:2.l") == nil)
    }

    @Test func takesAnInstantThatIsPastForItsEnd() {
        var trace = Trace()
        let led = trace.add(TraceSignal("led"), .logic(.low))
        trace.record(.logic(.high), of: led, at: time(100))
        trace.record(.logic(.low), of: led, at: time(50))
        #expect(trace.changes(of: led).map(\.time.nanoseconds) == [100, 100])
    }

    @Test func takesAValueOfAnotherKindForUnknown() {
        var trace = Trace()
        let led = trace.add(TraceSignal("led"), .text("on"))
        let number = trace.add(TraceSignal("number", .real(unit: nil)), .logic(.high))
        #expect(trace.firstValue(of: led) == .logic(.unknown))
        #expect(trace.firstValue(of: number) == .real(1))
    }
}
