// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunTestSupport
import Dispatch
import Testing

/// Sleeps that are cancelled: by timeouts, by each other, and by threads that race with the timer.
@Suite(.timeLimit(.minutes(15)))
struct CancellationTests {
    private struct TimedOut: Error, Hashable {
        var name: String
    }

    private let notes = Notes()

    /// A timeout as anybody would write it.
    private func limit<Value: Sendable>(
        _ name: String, _ duration: Duration, on time: VirtualTime,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup { group in
            group.addTask { try await body() }
            group.addTask {
                try await time.sleep(for: duration)
                throw TimedOut(name: name)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    @Test(arguments: [
        (inner: 3, outer: 5, work: 2, end: nil), (inner: 3, outer: 5, work: 4, end: "inner"),
        (inner: 7, outer: 5, work: 9, end: "outer"), (inner: 5, outer: 5, work: 9, end: "outer"),
        (inner: 5, outer: 6, work: 5, end: nil),
    ])
    func nestedTimeoutsEndAtTheEarlierOneAndAtOneInstantAtThatSetFirst(inner: Int, outer: Int, work: Int, end: String?)
        async throws
    {
        let time = VirtualTime(patience: .zero)
        let result = await Task {
            try await time.run {
                try await limit("outer", .seconds(outer), on: time) {
                    try await limit("inner", .seconds(inner), on: time) {
                        try await time.sleep(for: .seconds(work))
                    }
                }
            }
        }.result
        switch result {
        case .success: #expect(end == nil)
        case .failure(let error): #expect((error as? TimedOut)?.name == end)
        }
        #expect(time.now == Timestamp.zero.advanced(by: .seconds(min(inner, outer, work))))
        #expect(time.sleeperCount == 0)
    }

    /// Whoever of a hundred is first cancels the rest, again and again; the order is the same each time.
    @Test(arguments: 0..<5) func racesAreDecidedTheSameWayEachTime(seed: UInt64) async throws {
        func story() async throws -> [String] {
            let time = VirtualTime(patience: .zero)
            let notes = Notes()
            try await time.run {
                var random = SeededGenerator(seed: seed)
                for round in 0..<20 {
                    let naps = (0..<100).map { _ in Int.random(in: 1...4, using: &random) }
                    await withTaskGroup { group in
                        for (number, nap) in naps.enumerated() {
                            group.addTask {
                                let isFirst = (try? await time.sleep(for: .seconds(nap))) != nil
                                notes.add("\(round) \(number) \(isFirst) \(time.now)")
                            }
                        }
                        await group.next()
                        group.cancelAll()
                    }
                }
            }
            return notes.all
        }
        let first = try await story()
        #expect(first.count == 2000)
        for _ in 0..<3 { #expect(try await story() == first) }
    }

    /// Cancelled from other threads while the time runs: each sleeper ends once, and none is lost.
    @Test func cancellationFromOtherThreadsRacesWithTheTimer() async throws {
        let time = VirtualTime()
        let notes = notes
        let hold = time.hold()
        async let work = time.run {
            await withTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let sleeper = Task { try await time.sleep(for: .nanoseconds(number % 7 + 1)) }
                        await time.withOutsideWork {
                            await withCheckedContinuation { continuation in
                                DispatchQueue.global().async {
                                    sleeper.cancel()
                                    continuation.resume()
                                }
                            }
                            _ = await sleeper.result
                        }
                        notes.add("end")
                    }
                }
            }
        }
        hold.release()
        try await work
        #expect(notes.all.count == 200)
        #expect(time.sleeperCount == 0)
    }

    @Test func aTaskThatIsCancelledAlreadyDoesNotSleep() async throws {
        let time = VirtualTime(patience: .zero)
        try await time.run {
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await time.sleep(for: .seconds(1))
            }
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(time.now == .zero)
    }

    /// Timers that were cancelled don't move the time and don't pile up.
    @Test func cancelledTimersLeaveNothing() async throws {
        let time = VirtualTime(patience: .zero)
        try await time.run {
            for _ in 0..<5000 {
                try await limit("hour", .seconds(3600), on: time) { try await time.sleep(for: .milliseconds(1)) }
            }
        }
        #expect(time.now == Timestamp(nanoseconds: 5_000_000_000))
        #expect(time.sleeperCount == 0)
    }
}
