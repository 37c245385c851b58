// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// Time that is moved by hand, and time that follows the machine's.
@Suite(.timeLimit(.minutes(15)))
struct ModeTests {
    private let notes = Notes()

    private func count(_ seconds: Int, _ time: VirtualTime) async throws {
        for second in 1...seconds {
            try await time.sleep(for: .seconds(1))
            notes.add("\(second)")
        }
    }

    // MARK: By hand

    @Test func standsStillUntilItIsMoved() async throws {
        let time = VirtualTime(.manual)
        async let work: Void = time.run { try await count(3, time) }
        await time.untilIdle(sleepers: 1)
        #expect(time.now == .zero)
        await time.advance(by: .milliseconds(999))
        #expect(notes.all == [])
        await time.advance(by: .milliseconds(1001))
        #expect(notes.all == ["1", "2"])
        #expect(time.now == Timestamp(nanoseconds: 2_000_000_000))
        await time.advance(by: .seconds(100))
        try await work
        #expect(time.now == Timestamp(nanoseconds: 102_000_000_000))
    }

    @Test func aStepGoesToTheNextInstantAndDoesAllThatIsDueThere() async throws {
        let time = VirtualTime(.manual)
        time.add(Ticker([(500_000_000, { notes.add("event") }), (1_000_000_000, { notes.add("event") })]))
        async let work: Void = time.run { try await count(2, time) }
        await time.untilIdle(sleepers: 1)
        #expect(await time.step())
        #expect(notes.all == ["event"])
        #expect(await time.step())
        #expect(notes.all == ["event", "event", "1"])
        #expect(await time.step())
        try await work
        #expect(await time.step() == false)
    }

    @Test func severalMayMoveItAtOnce() async throws {
        let time = VirtualTime(.manual)
        async let work: Void = time.run { try await count(6, time) }
        await time.untilIdle(sleepers: 1)
        await withTaskGroup { group in
            for _ in 0..<6 { group.addTask { await time.advance(by: .seconds(1)) } }
        }
        try await work
        #expect(time.now == Timestamp(nanoseconds: 6_000_000_000))
    }

    @Test func anotherModeTakesOver() async throws {
        let time = VirtualTime(.manual)
        async let work: Void = time.run { try await count(3, time) }
        await time.untilIdle(sleepers: 1)
        await time.advance(by: .seconds(1))
        time.mode = .asFastAsPossible
        try await work
        #expect(notes.all == ["1", "2", "3"])
        await time.advance(by: .seconds(2))
        #expect(time.now == Timestamp(nanoseconds: 5_000_000_000))
    }

    // MARK: Real time

    @Test func followsTheMachineSoManyTimesAsFast() async throws {
        let host = StepTime()
        let time = VirtualTime(.realTime(factor: 10), patience: .zero, host: host)
        async let work: Void = time.run { try await count(3, time) }
        for second in 1...3 {
            await host.untilCalled(second)
            #expect(notes.all.count == second - 1)
            host.pass(100_000_001)
        }
        try await work
        #expect(notes.all == ["1", "2", "3"])
        #expect(host.delays == [100_000_001, 100_000_000, 99_999_999])
    }

    @Test func goesOnWhileOutsideWorkIsInFlight() async throws {
        let host = StepTime()
        let time = VirtualTime(.realTime(factor: 1), patience: .zero, host: host)
        let hold = time.hold()
        async let work: Void = time.run { try await count(1, time) }
        await host.untilCalled()
        host.pass(1_000_000_001)
        try await work
        hold.release()
    }

    @Test func whatComesFromOutsideComesAtThePresentOfTheMachine() async throws {
        let host = StepTime()
        let time = VirtualTime(.realTime(factor: 2), patience: .zero, host: host)
        async let work: Void = time.run { try await count(1, time) }
        await host.untilCalled()
        host.pass(200_000_000)
        await withCheckedContinuation { continuation in
            time.perform {
                notes.add("press at \(time.now)")
                continuation.resume()
            }
        }
        // The call that was asked for first still stands; nobody asks twice.
        host.fire(0)
        await time.untilIdle(sleepers: 1)
        host.pass(300_000_001)
        try await work
        #expect(notes.all == ["press at 0.400000000 s", "1"])
    }

    @Test func neverWaitsForNothingAndCallsNoDeadlock() async throws {
        let host = StepTime()
        let time = VirtualTime(.realTime(factor: 1), patience: .zero, host: host)
        let (stream, sink) = AsyncStream.makeStream(of: Int.self)
        async let sum = time.run { await stream.reduce(0, +) }
        await time.untilIdle()
        #expect(host.delays.isEmpty)
        sink.yield(4)
        sink.finish()
        #expect(try await sum == 4)
    }

    @Test func afterAHaltOfTheMachineOnlyATenthOfASecondIsCaughtUp() async throws {
        let host = StepTime()
        let time = VirtualTime(.realTime(factor: 1), patience: .zero, host: host)
        async let work: Void = time.run {
            for tick in 1... where !Task.isCancelled {
                try await time.sleep(for: .milliseconds(10))
                notes.add("\(tick)")
                if tick == 100 { break }
            }
        }
        await host.untilCalled()
        // An hour in which the machine slept: ten ticks and the one that was due are made up, the rest are late for good.
        host.pass(3_600_000_000_000)
        await host.untilCalled(2)
        #expect(notes.all.count == 11)
        time.mode = .asFastAsPossible
        try await work
        #expect(time.now == Timestamp(nanoseconds: 1_000_000_000))
    }
}
