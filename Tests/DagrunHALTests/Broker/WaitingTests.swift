// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("Waiting for lines", .timeLimit(.minutes(15)))
struct WaitingTests {
    @Test("is in the order of coming, and nobody overtakes")
    func order() async throws {
        try await Bench().run { bench in
            let notes = Notes()
            let held = try await bench.board.lease("led", .output(), holder: "first")
            await withThrowingTaskGroup(of: Void.self) { group in
                for name in ["a", "b", "c"] {
                    group.addTask {
                        let lease = try await bench.board.lease("led", .output(), holder: name, waiting: .seconds(10))
                        notes.add("\(name) at \(bench.now)")
                        try await bench.sleep(for: .seconds(1))
                        lease.release()
                    }
                }
                try? await bench.settle()
                held.release()
                let error = await #expect(throws: HALError.self) {
                    try await bench.board.lease("led", .output(), holder: "d")
                }
                #expect(error?.holder == "a")
            }
            #expect(notes.all == ["a at 0.000000001 s", "b at 1.000000001 s", "c at 2.000000001 s"])
        }
    }

    @Test("is no burden where many wait")
    func many() async throws {
        try await Bench().run { bench in
            let held = try await bench.board.lease("led", .output(), holder: "first")
            let notes = Notes()
            let tasks = (0..<300).map { number in
                Task {
                    let lease = try await bench.board.lease("led", .output(), holder: "b", waiting: .seconds(600))
                    notes.add("\(number)")
                    lease.release()
                }
            }
            try await bench.settle()
            held.release()
            for task in tasks { try await task.value }
            #expect(notes.all == (0..<300).map { "\($0)" })
        }
    }

    @Test("ends in time, with the holder's name")
    func timeout() async throws {
        try await Bench().run { bench in
            let held = try await bench.board.lease("led", .output(), holder: "set_led")
            let error = await #expect(throws: HALError.self) {
                try await bench.board.lease("led", .output(), holder: "b", waiting: .seconds(5))
            }
            #expect(bench.now == Timestamp(nanoseconds: 5_000_000_000))
            #expect(
                error?.description
                    == "led: it was in use for all of the 5.0 seconds waited; it is held by ‘set_led’")
            held.release()
            #expect(bench.board.broker.holders.isEmpty)
        }
    }

    @Test("ends when the task is cancelled, and lets those behind it on")
    func cancellation() async throws {
        try await Bench().run { bench in
            let held = try await bench.board.lease([("led", .output())], holder: "first")
            let both = Task {
                try await bench.board.lease(
                    [("led", .output()), ("relay", .output())], holder: "both", waiting: .seconds(60))
            }
            try await bench.settle()
            let blocked = await #expect(throws: HALError.self) {
                try await bench.board.lease("relay", .output(), holder: "late")
            }
            #expect(blocked?.description == "relay: it is promised to one who waits for it; it is held by ‘both’")
            let behind = Task {
                try await bench.board.lease("relay", .output(), holder: "behind", waiting: .seconds(60))
            }
            try await bench.settle()
            both.cancel()
            await #expect(throws: CancellationError.self) { try await both.value }
            let lease = try await behind.value
            #expect(bench.now < Timestamp(nanoseconds: 10))
            #expect(Set(bench.board.broker.holders.values) == ["first", "behind"])
            _ = (held, lease)
        }
    }

    @Test("does not begin when the task is cancelled already")
    func cancelledBefore() async throws {
        try await Bench().run { bench in
            let held = try await bench.board.lease("led", .output(), holder: "first")
            let task = Task {
                unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
                return try await bench.board.lease("led", .output(), holder: "b", waiting: .seconds(60))
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            held.release()
            #expect(bench.board.broker.holders.isEmpty)
        }
    }

    @Test("tries lines again that somebody elsewhere holds")
    func elsewhere() async throws {
        try await Bench().run { bench in
            bench.backend.occupy(17, by: "other")
            let task = Task { try await bench.board.lease("led", .output(), holder: "a", waiting: .seconds(2)) }
            try await bench.sleep(for: .seconds(1))
            bench.backend.occupy(17, by: nil)
            _ = try await task.value
            #expect(bench.now <= Timestamp(nanoseconds: 1_050_000_000))

            bench.backend.occupy(18, by: "other")
            let error = await #expect(throws: HALError.self) {
                try await bench.board.lease("GPIO18", .output(), holder: "a", waiting: .milliseconds(120))
            }
            #expect(error?.code == .busy && error?.holder == "other")
        }
    }

    @Test("ends when the board is closed")
    func closed() async throws {
        try await Bench().run { bench in
            let held = try await bench.board.lease("led", .output(), holder: "first")
            let task = Task { try await bench.board.lease("led", .output(), holder: "b", waiting: .seconds(60)) }
            try await bench.settle()
            await bench.board.close()
            let error = await #expect(throws: HALError.self) { try await task.value }
            #expect(error?.code == .gone && error?.subject == "board")
            #expect(throws: HALError.self) { try held.set(true) }
        }
    }
}
