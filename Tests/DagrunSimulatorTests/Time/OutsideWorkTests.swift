// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Dispatch
import Testing

/// Work that is done elsewhere, and holds the time.
@Suite(.timeLimit(.minutes(15)))
struct OutsideWorkTests {
    private let time = VirtualTime(patience: .zero)
    private let notes = Notes()

    /// Waits for a thread that the time knows nothing of.
    @Sendable private func elsewhere() async {
        await withCheckedContinuation { continuation in DispatchQueue.global().async { continuation.resume() } }
    }

    @Test func theTimeStandsStillUntilItIsDone() async throws {
        try await time.run {
            async let timer: Void = {
                try await time.sleep(for: .nanoseconds(1))
                notes.add("timer")
            }()
            for _ in 0..<100 {
                await time.withOutsideWork { await elsewhere() }
                #expect(time.now == .zero)
            }
            notes.add("work")
            try await timer
        }
        #expect(notes.all == ["work", "timer"])
    }

    @Test func aTaskWithoutPreferenceComesBackBeforeTheTimeGoesOn() async throws {
        try await time.run {
            let timer = Task { try await time.sleep(for: .nanoseconds(1)) }
            await Task {
                for _ in 0..<100 {
                    await time.withOutsideWork { await elsewhere() }
                    #expect(time.now == .zero)
                }
                notes.add("work at \(time.now.nanoseconds)")
            }.value
            try await timer.value
        }
        #expect(notes.all == ["work at 0"])
    }

    @Test func itsErrorsAreHandedOn() async throws {
        struct Refused: Error {}
        await #expect(throws: Refused.self) {
            try await time.run {
                try await time.withOutsideWork {
                    await elsewhere()
                    throw Refused()
                }
            }
        }
        try await time.run { try await time.sleep(for: .seconds(1)) }
    }

    @Test func aHoldThatNobodyKeepsIsReleased() async throws {
        func forget() { _ = time.hold() }
        forget()
        try await time.run { try await time.sleep(for: .seconds(1)) }
        let (a, b) = (time.hold(), time.hold())
        async let work: Void = time.run { try await time.sleep(for: .seconds(1)) }
        a.release()
        a.release()
        b.release()
        try await work
        #expect(time.now == Timestamp(nanoseconds: 2_000_000_000))
    }
}
