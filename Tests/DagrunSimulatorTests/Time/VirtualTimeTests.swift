// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunTestSupport
import Testing

/// The order of what runs, and where the time stands meanwhile.
@Suite(.timeLimit(.minutes(15)))
struct VirtualTimeTests {
    private let time = VirtualTime(patience: .zero)
    private let notes = Notes()

    @Test func goesStraightToTheNextTimer() async throws {
        try await time.run {
            try await time.sleep(for: .seconds(6 * 3600))
            #expect(time.now == Timestamp(nanoseconds: 21_600_000_000_000))
        }
    }

    @Test func goesOnForASleeperElsewhere() async throws {
        try await time.sleep(for: .seconds(1))
        #expect(time.now == Timestamp(nanoseconds: 1_000_000_000))
    }

    @Test func wakesInTheOrderOfInstantsThenOfArrival() async throws {
        try await time.run {
            try await withThrowingTaskGroup { group in
                for (name, seconds) in [("c", 3), ("a", 1), ("b", 2), ("also a", 1)] {
                    group.addTask {
                        try await time.sleep(for: .seconds(seconds))
                        notes.add("\(name) at \(time.now)")
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(
            notes.all == ["a at 1.000000000 s", "also a at 1.000000000 s", "b at 2.000000000 s", "c at 3.000000000 s"])
    }

    @Test func letsAllThatFollowsFromOneTimerHappenBeforeTheNextOfThatInstant() async throws {
        try await time.run {
            try await withThrowingTaskGroup { group in
                for name in ["a", "b"] {
                    group.addTask {
                        try await time.sleep(for: .seconds(1))
                        for step in 1...3 {
                            notes.add("\(name)\(step)")
                            await Task.yield()
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(notes.all == ["a1", "a2", "a3", "b1", "b2", "b3"])
    }

    @Test func doesNotGoOnWhileSomethingIsLeftToDo() async throws {
        try await time.run {
            async let sleeper: Void = {
                try await time.sleep(for: .nanoseconds(1))
                notes.add("woke")
            }()
            for step in 0..<100 {
                await Task.yield()
                notes.add("\(step)")
            }
            try await sleeper
        }
        #expect(notes.all == (0..<100).map(String.init) + ["woke"])
    }

    @Test func standsStillWhenTheWorkIsDone() async throws {
        try await time.run {
            Task {
                while !Task.isCancelled { try await time.sleep(for: .seconds(1)) }
            }
            try await time.sleep(for: .milliseconds(3500))
        }
        #expect(time.now == Timestamp(nanoseconds: 3_500_000_000))
        #expect(time.sleeperCount == 1)
    }

    @Test func handsOnResultsAndErrors() async throws {
        #expect(try await time.run { 7 } == 7)
        await #expect(throws: CancellationError.self) { try await time.run { throw CancellationError() } }
    }

    @Test func cancelsTheWorkWhenTheCallerIsCancelled() async throws {
        let time = VirtualTime(.manual)
        let work = Task { try await time.run { try await time.sleep(for: .seconds(1)) } }
        await time.untilIdle(sleepers: 1)
        work.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
    }

    @Test func roundsUpToTheNanosecond() async throws {
        try await time.run {
            try await time.sleep(for: Duration(secondsComponent: 0, attosecondsComponent: 1))
            #expect(time.now.nanoseconds == 1)
            try await time.sleep(for: .nanoseconds(5))
            #expect(time.now.nanoseconds == 6)
            try await time.sleep(for: .seconds(-5))
            #expect(time.now.nanoseconds == 6)
        }
    }

    @Test func isAClockForGenericCode() async throws {
        @Sendable func wait(_ clock: some Clock<Duration>) async throws -> Duration {
            try await clock.measure { try await clock.sleep(for: .milliseconds(20)) }
        }
        #expect(try await time.run { try await wait(time) } == .milliseconds(20))
    }

    /// Whatever tasks do, they do in the same order each time, on one thread.
    @Test(arguments: [1, 2, 3] as [UInt64]) func repeatsItself(seed: UInt64) async throws {
        func story() async throws -> [String] {
            let time = VirtualTime(patience: .zero)
            let notes = Notes()
            try await time.run {
                try await withThrowingTaskGroup { group in
                    for number in 0..<20 {
                        var random = SeededGenerator(seed: seed &* 1000 &+ UInt64(number))
                        let naps = (0..<50).map { _ in Int.random(in: 0...5, using: &random) }
                        group.addTask {
                            for nap in naps {
                                if nap == 5 { await Task.yield() } else { try await time.sleep(for: .seconds(nap)) }
                                notes.add("\(number) at \(time.now)")
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            return notes.all
        }
        let first = try await story()
        #expect(first.count == 1000)
        for _ in 0..<5 { #expect(try await story() == first) }
    }
}
