// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunTestSupport
import Testing

@Suite("The edge journal", .timeLimit(.minutes(15)))
struct EdgeJournalTests {
    @Test("keeps a press between two leases, and tells it once", arguments: [false, true])
    func betweenLeases(handsEvents: Bool) async throws {
        try await Bench(handsEvents: handsEvents).run { bench in
            var cursor = try await bench.board.lease("button", .watched, holder: "try 1").cursor
            bench.press()
            try await bench.settle()
            for (name, expected) in [("try 2", [Edge.rising, .falling]), ("try 3", [])] {
                let lease = try await bench.board.lease("button", .watched, holder: name)
                let events = lease.events(since: cursor)
                #expect(events.map(\.edge) == expected)
                cursor = events.last?.cursor ?? cursor
            }
        }
    }

    @Test("tells what comes later to a reader without a cursor")
    func now() async throws {
        try await Bench().run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            bench.press()
            try await bench.settle()
            let reading = Task {
                var reader = lease.events().makeAsyncIterator()
                return try await reader.next()
            }
            try await bench.sleep(for: .seconds(1))
            bench.backend.drive(27, true)
            let event = try await reading.value
            #expect(event?.timestamp == Timestamp(nanoseconds: 1_000_000_001) && event?.pin == "button")
            #expect(event?.kind == .edge(.rising, at: bench.now, sequence: 3) && event?.value == true)
        }
    }

    @Test("tells the same to several readers, whoever comes when", arguments: [false, true])
    func readers(handsEvents: Bool) async throws {
        try await Bench(handsEvents: handsEvents).run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            let start = lease.cursor
            let tasks = (0..<3).map { number in
                Task {
                    if number == 2 { try await bench.sleep(for: .seconds(2)) }
                    var edges: [JournaledEdge] = []
                    for try await edge in lease.events(from: start) {
                        edges.append(edge)
                        if edges.count == 6 { break }
                    }
                    return edges
                }
            }
            for _ in 0..<3 {
                try await bench.sleep(for: .seconds(1))
                bench.press()
            }
            let first = try await tasks[0].value
            #expect(first.map(\.edge) == [.rising, .falling, .rising, .falling, .rising, .falling])
            for task in tasks { #expect(try await task.value == first) }
        }
    }

    @Test("keeps the order of edges of several lines, and says of which each is", arguments: [false, true])
    func lines(handsEvents: Bool) async throws {
        try await Bench(handsEvents: handsEvents).run { bench in
            let lease = try await bench.board.lease(
                [("button", .watched), ("GPIO5", .watched), ("GPIO6", .watched)], holder: "a")
            let start = lease.cursor
            for line in [5, 27, 6, 5] { bench.backend.drive(line, !bench.backend.level(line)) }
            try await bench.settle()
            #expect(lease.events(since: start).map(\.pin) == ["GPIO5", "button", "GPIO6", "GPIO5"])
            #expect(lease.events(since: start).map(\.index) == [1, 0, 2, 1])

            lease.release()
            let other = try await bench.board.lease("GPIO5", .watched, holder: "b")
            #expect(other.events(since: start).map(\.edge) == [.rising, .falling])
        }
    }

    @Test("makes a gap in the kernel's numbers plain, with the value behind it", arguments: [false, true])
    func kernelGap(handsEvents: Bool) async throws {
        try await Bench(handsEvents: handsEvents).run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            let start = lease.cursor
            bench.backend.drive(27, true, lose: true)
            bench.backend.drive(27, false, lose: true)
            bench.backend.drive(27, true)
            try await bench.settle()
            #expect(
                lease.events(since: start).map(\.kind) == [
                    .gap(lost: 2, value: false), .edge(.rising, at: Timestamp(nanoseconds: 0), sequence: 3),
                ])
        }
    }

    @Test("takes a loss that the backend only knows of, and does not tell it twice")
    func toldLoss() async throws {
        try await Bench().run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            let start = lease.cursor
            bench.backend.drive(27, true, lose: true)
            bench.backend.lose(27, 1)
            bench.backend.drive(27, false)
            try await bench.settle()
            let events = lease.events(since: start)
            #expect(events.map(\.kind.isGap) == [true, false])
            #expect(events.first?.kind == .gap(lost: 1, value: true))
        }
    }

    @Test("loses nothing of a burst that fits the kernel's queue, and says what of a longer one was lost")
    func burst() async throws {
        try await Bench().run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            let start = lease.cursor
            try await bench.settle()
            bench.press(8)
            try await bench.settle()
            #expect(lease.events(since: start).count == 16)

            let cursor = lease.cursor
            bench.press(20)
            try await bench.settle()
            let events = lease.events(since: cursor)
            let lost = events.reduce(0) { lost, event in
                if case .gap(let count?, _) = event.kind { lost + count } else { lost }
            }
            #expect(lost > 0 && lost + events.count(where: { $0.edge != nil }) == 40)
        }
    }

    @Test("keeps the latest edges of a line, and counts those that it dropped for each reader")
    func dropped() async throws {
        try await Bench(journalCapacity: 4).run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            let start = lease.cursor
            var reader = lease.events(from: start).makeAsyncIterator()
            bench.press()
            try await bench.settle()
            #expect(reader.nextIfThere()?.edge == .rising)
            let early = lease.cursor
            for _ in 0..<5 {
                bench.press()
                try await bench.settle()
            }
            // Of 12 edges the last 4 are there; the reader has seen one.
            #expect(reader.nextIfThere()?.kind == .gap(lost: 7, value: false))
            #expect(reader.nextIfThere()?.edge == .rising)
            // A cursor does not carry counts: what it has seen can't be told any more once it was dropped.
            #expect(lease.events(since: early).first?.kind == .gap(lost: nil, value: false))
            #expect(lease.events(since: early).count == 5)
        }
    }

    @Test("does not make up what happened before another process's cursor")
    func foreignCursor() async throws {
        try await Bench().run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            bench.backend.drive(27, true)
            try await bench.settle()
            let events = lease.events(since: EdgeCursor(journal: 99, position: 5))
            #expect(events.map(\.kind.isGap) == [true, false])
            #expect(events.first?.kind == .gap(lost: nil, value: false))
            #expect(lease.events(since: events[0].cursor).map(\.edge) == [.rising])
        }
    }

    @Test("says so when a line was used for something else meanwhile, and not when it was not")
    func interrupted() async throws {
        try await Bench().run { bench in
            let first = try await bench.board.lease("button", .watched, holder: "a")
            let start = first.cursor
            first.release()
            try await bench.board.lease("button", .watched, holder: "b").release()
            try await bench.board.lease("button", .output(true), holder: "c").release()
            let last = try await bench.board.lease("button", .watched, holder: "d")
            #expect(last.events(since: start).map(\.kind) == [.gap(lost: nil, value: true)])
        }
    }

    @Test("A reader ends when its task is cancelled, and when its lease is given back")
    func ends() async throws {
        try await Bench().run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            @Sendable func read() async throws -> JournaledEdge? {
                var reader = lease.events().makeAsyncIterator()
                return try await reader.next()
            }
            let cancelled = Task { try await read() }
            let other = Task { try await read() }
            try await bench.settle()
            cancelled.cancel()
            await #expect(throws: CancellationError.self) { try await cancelled.value }
            lease.release()
            let error = await #expect(throws: HALError.self) { try await other.value }
            #expect(error?.description == "button: its lease was given back")
        }
    }

    @Test("Cursors survive being written down, and those from nowhere are no trap")
    func codable() async throws {
        try await Bench().run { bench in
            let lease = try await bench.board.lease("button", .watched, holder: "a")
            let start = lease.cursor
            bench.press()
            try await bench.settle()
            let text = try JSONCoder.encode(start)
            #expect(lease.events(since: try JSONCoder.decode(EdgeCursor.self, from: text)).count == 2)
            let future = EdgeCursor(journal: start.journal, position: .max)
            #expect(lease.events(since: future).isEmpty)
            bench.press()
            try await bench.settle()
            #expect(lease.events(since: future).isEmpty)
        }
    }

    @Test("However reading is cut up, every edge is told once and in order", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func property(seed: UInt64) async throws {
        try await Bench(journalCapacity: 64).run { bench in
            var random = SeededGenerator(seed: seed)
            var cursor = try await bench.board.lease("button", .watched, holder: "a").cursor
            var told: [UInt64] = []
            var driven: UInt64 = 0
            for _ in 0..<300 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    let lease = try await bench.board.lease("button", .watched, holder: "b")
                    for event in lease.events(since: cursor).prefix(Int.random(in: 0...40, using: &random)) {
                        guard case .edge(_, _, let sequence) = event.kind else {
                            Issue.record("a gap where nothing was lost")
                            continue
                        }
                        told.append(sequence)
                        cursor = event.cursor
                    }
                case 1: try await bench.settle()
                default:
                    guard driven - UInt64(told.count) < 48 else { continue }
                    bench.backend.drive(27, driven.isMultiple(of: 2))
                    driven += 1
                    try await bench.settle()
                }
            }
            #expect(told == Array(1...UInt64(told.count)) && driven - UInt64(told.count) <= 48)
        }
    }
}

extension JournaledEdge.Kind {
    var isGap: Bool {
        if case .gap = self { true } else { false }
    }
}
