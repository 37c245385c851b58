// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTesting
import FoundationEssentials
import Testing

/// Runs on a virtual clock.
///
/// What the time itself does is tested with the simulator.
@Suite(.timeLimit(.minutes(15)))
struct VirtualClockTests {
    private let notes = Notes()

    @Test func goesStraightToTheNextInstantThatSomebodyWaitsFor() async throws {
        let clock = VirtualClock()
        try await clock.sleep(for: .hours(6))
        #expect(clock.elapsed == .hours(6))
        #expect(clock.now() == VirtualClock.defaultStart.addingTimeInterval(21_600))
    }

    @Test func differencesOfInstantsAreSleptToTheMicrosecond() async throws {
        let clock = VirtualClock(VirtualClock.defaultStart.addingTimeInterval(0.1))
        for step in 1...1000 {
            let due = clock.now().addingTimeInterval(0.001)
            try await clock.sleep(for: .seconds(due.timeIntervalSince(clock.now())))
            #expect(clock.elapsed == .milliseconds(step))
        }
    }

    @Test func aShortSleepIsNotRoundedAway() async throws {
        let clock = VirtualClock()
        try await clock.sleep(for: .nanoseconds(3))
        #expect(clock.elapsed == .nanoseconds(3))
        try await clock.sleep(for: .zero)
        #expect(clock.elapsed == .nanoseconds(3))
    }

    @Test func standsStillUntilItIsMoved() async throws {
        let clock = VirtualClock(.manual)
        let dag = DAG("dag") {
            task("tick") { context in
                for minute in 1...3 {
                    try await context.clock.sleep(for: .minutes(1))
                    notes.add("\(minute)")
                }
            }
        }
        async let run = dag.test(clock: clock)
        await clock.untilAsleep()
        await clock.advance(by: .seconds(59))
        #expect(notes.all == [])
        await clock.advance(by: .seconds(61))
        #expect(notes.all == ["1", "2"])
        await clock.advance(by: .hours(1))
        #expect(try await run.state == .success)
        #expect(clock.elapsed == .minutes(62))
    }

    /// Three runs of one DAG, with retries, maps and tasks that sleep by themselves: the same events each time.
    @Test func aRunRepeatsItself() async throws {
        let dag = DAG("dag") {
            let names = task("names") { ["a", "b", "c", "d"] }
            task("work").expand(over: names.output) { name, context in
                try await Task.sleep(for: .seconds(name == "b" ? 1 : 2))
                guard context.tryNumber > 1 || name == "d" else {
                    throw TaskSignal.retry(after: .seconds(3), "not yet")
                }
                let first = await withTaskGroup(of: String.self) { group in
                    for word in ["x", "y"] {
                        group.addTask {
                            await Task.yield()
                            return name + word
                        }
                    }
                    return await group.next()
                }
                return first ?? ""
            }.retries(2)
        }
        let first = try await dag.test()
        #expect(first.state == .success)
        #expect(first.elapsed == .seconds(7))
        #expect(try first.outputs(of: "work", as: String.self) == ["ax", "bx", "cx", "dx"])
        for _ in 0..<20 {
            let again = try await dag.test()
            let difference = zip(again.events, first.events).first { $0 != $1 }
            #expect(difference == nil)
            #expect(again.events.count == first.events.count)
        }
    }

    @Test func whatWaitsForNothingFailsAndTheRunGoesOn() async throws {
        let clock = VirtualClock(of: VirtualTime(patience: .zero))
        let dag = DAG("dag") {
            let wait = task("wait") { context in
                try await context.clock.sleep(for: .minutes(5))
                await clock.time.waiting(for: "an edge of GPIO17") {
                    for await _ in AsyncStream<Int>(Int.self, { _ in }) {}
                }
            }.retries(3)
            let other = task("other") { context in try await context.clock.sleep(for: .minutes(3)) }
            wait >>> task("cleanup") { "tidy" }.triggerRule(.allDone)
            [wait, other] >>> task("after") { 1 }
        }
        let run = try await dag.test(clock: clock)
        #expect(run.state == .failed)
        #expect(
            try run.message(of: "wait")
                == "waits for something that can't happen any more after 2026-01-01T00:05:00+00:00: an edge of GPIO17;"
                + " work outside of the virtual clock must be done within withOutsideWork")
        #expect(try run.tries(of: "wait") == 1)
        #expect(try run.state(of: "other") == .success)
        #expect(try run.output(of: "cleanup") == "tidy")
        #expect(try run.state(of: "after") == .upstreamFailed)
    }

    @Test func aTaskThatIgnoresItsEndIsLeftBehind() async throws {
        let dag = DAG("dag") {
            task("deaf") {
                // Unsafe, since a checked one complains that it is never resumed.
                await unsafe withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            }
        }
        let run = try await dag.test(clock: VirtualClock(of: VirtualTime(patience: .zero)))
        #expect(run.state == .running)
        #expect(run.warnings.contains { $0.contains("left behind") })
    }

    @Test func theClockStandsStillForAProcess() async throws {
        let clock = VirtualClock()
        let dag = DAG("dag") {
            let text = task("shell", BashOperator("echo done", as: String.self))
            task("nap") { context in try await context.clock.sleep(for: .nanoseconds(1)) }
            task("at", text.output) { _, context in
                clock.elapsed / .nanoseconds(1)
            }
        }
        let run = try await dag.test(clock: clock)
        #expect(try run.output(of: "shell") == "done")
        #expect(try run.output(of: "at", as: Double.self) == 0)
    }

    @Test func limitsOfOutsideWorkAreMeasuredInRealTime() async throws {
        let clock = VirtualClock()
        try await clock.time.run {
            try await clock.withOutsideWork {
                try await clock.outside.sleep(for: .nanoseconds(1))
            }
            let sleeper = Task { try await clock.outside.sleep(for: .hours(1)) }
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
        }
        #expect(clock.elapsed == .zero)
    }
}
