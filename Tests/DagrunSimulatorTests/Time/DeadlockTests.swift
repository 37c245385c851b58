// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Synchronization
import Testing

/// What waits for something that can't happen any more is told so.
@Suite(.timeLimit(.minutes(15)))
struct DeadlockTests {
    private let time = VirtualTime(patience: .zero)
    private let notes = Notes()

    @Test func saysWhoWaitsAndSinceWhen() async throws {
        let silent = AsyncStream<Int> { _ in }
        let deadlock = await #expect(throws: VirtualTime.Deadlock.self) {
            try await time.run {
                try await time.sleep(for: .seconds(2))
                await withTaskGroup { group in
                    for pin in ["GPIO17", "GPIO27"] {
                        group.addTask {
                            await time.waiting(for: "an edge of \(pin)") { for await _ in silent {} }
                        }
                    }
                }
                notes.add("cancelled")
            }
        }
        #expect(deadlock?.instant == Timestamp(nanoseconds: 2_000_000_000))
        #expect(deadlock?.waiters == ["an edge of GPIO17", "an edge of GPIO27"])
        #expect(
            deadlock?.description.hasPrefix(
                "nothing can happen any more after 2.000000000 s, and something still waits: for an edge of GPIO17, an edge"
            ) ?? false)
        #expect(notes.all == ["cancelled"])
    }

    @Test func workThatIgnoresItsCancellationIsLeftBehind() async throws {
        await #expect(throws: VirtualTime.Deadlock(instant: .zero, waiters: [])) {
            try await time.run {
                // Unsafe, since a checked one complains that it is never resumed.
                await unsafe withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            }
        }
        // The time is fit for another run.
        #expect(try await time.run { 7 } == 7)
    }

    /// The outer run waits for the inner one only; it goes on with what came of it.
    @Test func ofRunsWithinEachOtherTheInnermostIsTold() async throws {
        let time = time
        let instant = try await time.run {
            await #expect(throws: VirtualTime.Deadlock(instant: Timestamp(nanoseconds: 7), waiters: ["nothing"])) {
                try await time.run {
                    try await time.sleep(for: .nanoseconds(7))
                    await time.waiting(for: "nothing") { for await _ in AsyncStream<Int>(Int.self, { _ in }) {} }
                }
            }
            try await time.sleep(for: .nanoseconds(2))
            return time.now
        }
        #expect(instant == Timestamp(nanoseconds: 9))
    }

    @Test func allRunsThatWaitForNothingAreTold() async throws {
        let time = time
        let hold = time.hold()
        let runs = (0..<3).map { _ in
            Task { try await time.run { for await _ in AsyncStream<Int>(Int.self, { _ in }) {} } }
        }
        hold.release()
        for run in runs { await #expect(throws: VirtualTime.Deadlock.self) { try await run.value } }
    }

    @Test func aSleepWithoutEndIsNoTimer() async throws {
        await #expect(throws: VirtualTime.Deadlock(instant: .zero, waiters: ["the end of all days"])) {
            try await time.run {
                try await time.waiting(for: "the end of all days") {
                    try await time.sleep(until: Timestamp(nanoseconds: .max), tolerance: nil)
                }
            }
        }
    }

    @Test func namesAreForgottenWhenTheWaitingIsOver() async throws {
        await #expect(throws: VirtualTime.Deadlock(instant: Timestamp(nanoseconds: 5), waiters: ["the second"])) {
            try await time.run {
                try await time.waiting(for: "the first") { try await time.sleep(for: .nanoseconds(5)) }
                try await time.waiting(for: "the second") { try await time.sleep(for: .seconds(Int64.max)) }
            }
        }
    }

    @Test func thereIsNoneWhileOutsideWorkIsInFlight() async throws {
        let hold = time.hold()
        let (stream, sink) = AsyncStream.makeStream(of: Int.self)
        async let sum = time.run { await stream.reduce(0, +) }
        // From a thread that the time knows nothing of.
        for number in 1...3 { sink.yield(number) }
        sink.finish()
        #expect(try await sum == 6)
        hold.release()
    }

    @Test func thereIsNoneByHand() async throws {
        let time = VirtualTime(.manual, patience: .zero)
        let (stream, sink) = AsyncStream.makeStream(of: Int.self)
        async let sum = time.run { await stream.reduce(0, +) }
        await time.untilIdle()
        #expect(await time.step() == false)
        sink.yield(3)
        sink.finish()
        #expect(try await sum == 3)
    }

    /// Work that nobody told of is waited for in the machine's time before a standstill counts as a deadlock.
    @Test func patienceWaitsForWorkThatNobodyToldOf() async throws {
        let host = StepTime()
        let time = VirtualTime(.asFastAsPossible, patience: .seconds(1), host: host)
        let (stream, sink) = AsyncStream.makeStream(of: Int.self)
        let work = Task { try await time.run { await stream.reduce(0, +) } }
        await host.untilCalled()
        sink.yield(1)
        await host.untilCalled(2)
        // The first patience is over; meanwhile something happened, so it counts for nothing.
        host.fire(0)
        sink.yield(2)
        await host.untilCalled(3)
        #expect(host.delays == [1_000_000_000, 1_000_000_000, 1_000_000_000])
        host.fire(2)
        await #expect(throws: VirtualTime.Deadlock.self) {
            // The cancelled stream ends, so the work does.
            try await work.value
        }
    }
}
