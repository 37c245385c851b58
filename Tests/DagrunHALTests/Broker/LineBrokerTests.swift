// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("The line broker", .timeLimit(.minutes(1)))
struct LineBrokerTests {
    let backend = ScriptedBackend()
    let board: Board

    init() {
        board = Board(
            backend, description: .raspberryPi4, wiring: ["led": "GPIO17", "button": "BOARD13"], journalID: 1)
    }

    @Test("keeps an output as it is when its lease ends")
    func keepsOutput() async throws {
        try await board.lease("led", .output(), holder: "a").set(true)
        #expect(backend.level(17) && backend.consumer(17) == "dagrun" && board.broker.holders.isEmpty)
    }

    @Test("does not blip an output that a next lease begins with the same value")
    func noBlip() async throws {
        try await board.lease("led", .output(true), holder: "a").release()
        _ = backend.takeLog()
        let lease = try await board.lease("led", .output(true), holder: "b")
        try lease.set(true)
        #expect(backend.takeLog() == [])
    }

    @Test("names the holder of a busy line")
    func busy() async throws {
        let lease = try await board.lease("led", .output(), holder: "set_led")
        let error = await #expect(throws: HALError.self) { try await board.lease("GPIO17", .input(), holder: "b") }
        #expect(error?.code == .busy && error?.holder == "set_led")
        #expect(error?.description == "GPIO17: it is in use; it is held by ‘set_led’")
        lease.release()
        _ = try await board.lease("GPIO17", .input(), holder: "b")
    }

    @Test("delivers edges to a reader")
    func edges() async throws {
        let lease = try await board.lease("button", .input(edges: .both), holder: "a")
        var reader = lease.events().makeAsyncIterator()
        backend.drive(27, true)
        let event = try await reader.next()
        #expect(event?.edge == .rising && event?.pin == "button")
        await board.close()
        await #expect(throws: HALError.self) { try await reader.next() }
    }
}
