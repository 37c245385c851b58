// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTesting
import FoundationEssentials
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TestClockTests {
    private let notes = Notes()

    @Test func goesStraightToTheNextInstantThatSomebodyWaitsFor() async throws {
        let clock = TestClock()
        try await clock.sleep(for: .hours(6))
        #expect(clock.elapsed == .hours(6))
        #expect(clock.now() == TestClock.defaultStart.addingTimeInterval(21_600))
    }

    @Test func wakesInTheOrderOfInstantsThenOfArrival() async {
        let clock = TestClock()
        let notes = notes
        await Task(executorPreference: clock.executor) {
            await withTaskGroup { group in
                for (name, seconds) in [("c", 3), ("a", 1), ("b", 2), ("also a", 1)] {
                    group.addTask {
                        try? await clock.sleep(for: .seconds(seconds))
                        notes.add("\(name) at \(clock.elapsed / .seconds(1))")
                    }
                }
            }
        }.value
        #expect(notes.all == ["a at 1.0", "also a at 1.0", "b at 2.0", "c at 3.0"])
    }

    @Test func doesNotGoOnWhileSomethingIsLeftToDo() async {
        let clock = TestClock()
        let notes = notes
        await Task(executorPreference: clock.executor) {
            async let sleeper: Void = {
                try? await clock.sleep(for: .seconds(1))
                notes.add("woke")
            }()
            for step in 0..<100 {
                await Task.yield()
                notes.add("\(step)")
            }
            await sleeper
        }.value
        #expect(notes.all == (0..<100).map(String.init) + ["woke"])
    }

    @Test func standsStillUntilItIsMoved() async {
        let clock = TestClock(isManual: true)
        let notes = notes
        async let work: Void = Task(executorPreference: clock.executor) {
            for minute in 1...3 {
                try? await clock.sleep(for: .minutes(1))
                notes.add("\(minute)")
            }
        }.value
        await clock.untilAsleep()
        #expect(clock.elapsed == .zero)
        await clock.advance(by: .seconds(59))
        #expect(notes.all == [])
        await clock.advance(by: .seconds(61))
        #expect(notes.all == ["1", "2"])
        #expect(clock.elapsed == .minutes(2))
        await clock.advance(by: .hours(1))
        await work
        #expect(notes.all == ["1", "2", "3"])
        #expect(clock.elapsed == .minutes(62))
    }

    @Test func aCancelledSleeperIsWokenAtOnce() async {
        let clock = TestClock(isManual: true)
        let work = Task(executorPreference: clock.executor) { try await clock.sleep(for: .seconds(1)) }
        await clock.untilAsleep()
        work.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
        #expect(clock.sleeperCount == 0)
        let late = Task(executorPreference: clock.executor) {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            try await clock.sleep(for: .seconds(1))
        }
        await #expect(throws: CancellationError.self) { try await late.value }
    }

    @Test func manySleepersOfManyThreadsAllWake() async {
        let clock = TestClock()
        let notes = notes
        await withTaskGroup { group in
            for place in 0..<200 {
                group.addTask {
                    for step in 1...20 { try? await clock.sleep(for: .milliseconds(place + step)) }
                    notes.add("\(place)")
                }
            }
        }
        #expect(Set(notes.all).count == 200)
    }
}
