// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// Sources of events that share a time with tasks.
@Suite(.timeLimit(.minutes(15)))
struct TimeDrivenTests {
    private let time = VirtualTime(patience: .zero)
    private let notes = Notes()

    private func note(_ name: String) { notes.add("\(name) at \(time.now.nanoseconds)") }

    private func ticks(_ name: String, _ times: [Int64]) -> Ticker {
        Ticker(times.map { time in (time, { note(name) }) })
    }

    @Test func eventsAndTimersShareOneOrder() async throws {
        time.add(ticks("event", [5, 10, 15, 30]))
        try await time.run {
            for _ in 0..<2 {
                try await time.sleep(for: .nanoseconds(10))
                note("timer")
            }
        }
        #expect(notes.all == ["event at 5", "event at 10", "timer at 10", "event at 15", "timer at 20"])
    }

    @Test func atOneInstantTheSourceThatWasAddedFirstGoesFirst() async throws {
        let (a, b, c) = (ticks("a", [10, 20]), ticks("b", [5, 10, 20]), ticks("c", [10, 15]))
        for source in [a, b, c] { time.add(source) }
        try await time.run { try await time.sleep(for: .nanoseconds(20)) }
        #expect(
            notes.all == [
                "b at 5", "a at 10", "b at 10", "c at 10", "c at 15", "a at 20", "b at 20",
            ])
    }

    @Test func aTaskThatAnEventWakesRunsBeforeTheNextEvent() async throws {
        let (stream, sink) = AsyncStream.makeStream(of: Int.self)
        let source = Ticker()
        for instant in [10, 20, 30] as [Int64] {
            source.add(instant) {
                note("event")
                sink.yield(Int(instant))
                if instant == 30 { sink.finish() }
            }
        }
        time.add(source)
        try await time.run { for await value in stream { note("task \(value)") } }
        #expect(
            notes.all == [
                "event at 10", "task 10 at 10", "event at 20", "task 20 at 20", "event at 30", "task 30 at 30",
            ])
    }

    @Test func manyEventsThatWakeNobodyAreDoneInOneGo() async throws {
        let source = ticks("event", Array(1...1000))
        time.add(source)
        try await time.run { try await time.sleep(for: .nanoseconds(1000)) }
        #expect(notes.all.count == 1000)
        #expect(source.advances == 1)
    }

    @Test func aTaskMakesEventsThatComeBeforeItsNextTimer() async throws {
        let source = Ticker()
        time.add(source)
        try await time.run {
            for round in 1...3 as ClosedRange<Int64> {
                source.add(round * 10 - 5) { note("event") }
                try await time.sleep(for: .nanoseconds(10))
                note("timer")
            }
        }
        #expect(
            notes.all == [
                "event at 5", "timer at 10", "event at 15", "timer at 20", "event at 25", "timer at 30",
            ])
    }

    @Test func aSourceThatWasRemovedIsAskedNoMore() async throws {
        let source = ticks("event", [5, 15])
        time.add(source)
        try await time.run {
            try await time.sleep(for: .nanoseconds(10))
            time.remove(source)
            try await time.sleep(for: .nanoseconds(10))
        }
        #expect(notes.all == ["event at 5"])
    }

    @Test func otherThreadsReachWhatLivesOnTheTime() async throws {
        let (stream, sink) = AsyncStream.makeStream(of: Void.self)
        let hold = time.hold()
        async let work: Void = time.run {
            for await _ in stream {
                note("task")
                break
            }
        }
        time.perform {
            note("press")
            sink.yield()
            hold.release()
        }
        try await work
        #expect(notes.all == ["press at 0", "task at 0"])
    }
}
