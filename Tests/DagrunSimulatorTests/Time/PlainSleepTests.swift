// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Dispatch
import Testing

/// Code that knows nothing of virtual time: it sleeps by itself, and starts tasks as it likes.
@Suite(.timeLimit(.minutes(15)))
struct PlainSleepTests {
    private let time = VirtualTime()
    private let notes = Notes()

    private func note(_ name: String) {
        notes.add("\(name) at \(Double(time.now.nanoseconds) / 1e9)")
    }

    @Test func sleepsOfAllKindsTakeVirtualTime() async throws {
        try await time.run {
            try await Task.sleep(for: .seconds(5))
            note("for")
            try await Task.sleep(nanoseconds: 2_000_000_000)
            note("nanoseconds")
            try await Task.sleep(until: .now + .seconds(1))
            note("until")
            try await ContinuousClock().sleep(for: .milliseconds(500))
            note("continuous")
            try await SuspendingClock().sleep(for: .milliseconds(500), tolerance: .seconds(1))
            note("suspending")
        }
        #expect(
            notes.all == ["for at 5.0", "nanoseconds at 7.0", "until at 8.0", "continuous at 8.5", "suspending at 9.0"])
    }

    @Test func durationsAreMetWhateverTheMachineTakesToAsk() async throws {
        let durations: [Duration] = [
            .milliseconds(500), .seconds(1), .milliseconds(1500), .seconds(5), .seconds(90), .seconds(86_000),
        ]
        try await time.run {
            var expected = Duration.zero
            for duration in durations {
                try await Task.sleep(for: duration)
                expected += duration
                #expect(time.now == Timestamp.zero.advanced(by: expected))
            }
        }
    }

    @Test func tasksThatAreStartedAnyhowStayOnTheTime() async throws {
        try await time.run {
            await Task {
                note("unstructured")
                await Task.yield()
                try? await Task.sleep(for: .seconds(1))
                note("unstructured")
                await Task.detached {
                    try? await Task.sleep(for: .seconds(1))
                    note("detached")
                }.value
                await withTaskGroup { group in
                    for number in 1...3 {
                        group.addTask {
                            try? await Task.sleep(for: .seconds(number))
                            note("child \(number)")
                        }
                    }
                }
            }.value
        }
        #expect(
            notes.all == [
                "unstructured at 0.0", "unstructured at 1.0", "detached at 2.0", "child 1 at 3.0", "child 2 at 4.0",
                "child 3 at 5.0",
            ])
    }

    @Test func actorsSleepOnTheTime() async throws {
        actor Counter {
            private(set) var count = 0

            func countUp(_ step: Int) async throws {
                try await Task.sleep(for: .seconds(step))
                count += step
            }
        }
        try await time.run {
            let counter = Counter()
            try await withThrowingTaskGroup { group in
                for step in 1...4 { group.addTask { try await counter.countUp(step) } }
                try await group.waitForAll()
            }
            #expect(await counter.count == 10)
            note("all")
        }
        #expect(notes.all == ["all at 4.0"])
    }

    @Test func aCancelledSleepEndsAtOnce() async throws {
        try await time.run {
            let sleeper = Task { try await Task.sleep(for: .seconds(3600)) }
            try await time.sleep(for: .seconds(1))
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
            note("cancelled")
        }
        #expect(notes.all == ["cancelled at 1.0"])
    }

    @Test func streamsOfUnstructuredProducersKeepTheirOrder() async throws {
        func story() async throws -> [String] {
            let time = VirtualTime()
            let notes = Notes()
            try await time.run {
                let (stream, sink) = AsyncStream.makeStream(of: String.self)
                for name in ["a", "b", "c"] {
                    Task {
                        for step in 1...5 {
                            try? await Task.sleep(for: .seconds(step * (name == "b" ? 2 : 3)))
                            sink.yield("\(name)\(step)")
                        }
                    }
                }
                var rest = 15
                for await text in stream {
                    notes.add("\(text) at \(time.now)")
                    rest -= 1
                    if rest == 0 { break }
                }
            }
            return notes.all
        }
        let first = try await story()
        #expect(first.first == "b1 at 2.000000000 s")
        for _ in 0..<10 {
            let again = try await story()
            let difference = zip(first, again).first { $0 != $1 }
            #expect(difference == nil)
            #expect(again.count == first.count)
        }
    }

    /// A task that was not begun on the time never comes to its thread, whatever resumes it.
    @Test func tasksElsewhereStayElsewhere() async throws {
        let (stream, sink) = AsyncStream.makeStream(of: Int.self)
        let (answers, answer) = AsyncStream.makeStream(of: Int.self)
        let work = Task {
            try await time.run {
                for number in 1...100 {
                    sink.yield(number)
                    // The answer comes from outside.
                    await time.withOutsideWork { for await _ in answers { break } }
                }
                sink.finish()
                note("end")
            }
        }
        for await number in stream {
            #expect(!time.isCurrent)
            await Task { #expect(!time.isCurrent) }.value
            answer.yield(number)
        }
        #expect(!time.isCurrent)
        try await work.value
        #expect(!time.isCurrent)
        #expect(notes.all == ["end at 0.0"])
    }

    @Test func tasksOfTheTimeComeBackToIt() async throws {
        try await time.run {
            let alarm = Task {
                for _ in 0..<100 {
                    await time.withOutsideWork {
                        await withCheckedContinuation { continuation in
                            DispatchQueue.global().async { continuation.resume() }
                        }
                    }
                    #expect(time.isCurrent)
                    try await Task.sleep(for: .seconds(1))
                    #expect(time.isCurrent)
                }
            }
            try await alarm.value
            note("end")
        }
        #expect(notes.all == ["end at 100.0"])
    }
}
