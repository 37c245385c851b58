// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("The end of lines", .timeLimit(.minutes(15)))
struct ClosingTests {
    @Test("Closing a board drives all safe values before it lets go of the first line, while tasks still have them")
    func close() async throws {
        try await Bench().run { bench in
            let leases = [
                try await bench.board.lease("led", .output(true, onRelease: .keep), holder: "a"),
                try await bench.board.lease("relay", .output(true, onRelease: .safe(false)), holder: "b"),
                try await bench.board.lease(
                    "GPIO5", .output(false, activeLow: true, onRelease: .safe(true)), holder: "c"),
                try await bench.board.lease("button", .watched, holder: "d"),
            ]
            _ = bench.backend.takeLog()
            await bench.board.close()
            #expect(
                bench.backend.takeLog() == ["5=0", "22=0", "release 5", "release 17", "release 22", "release 27"])
            #expect(bench.backend.level(17))
            for lease in leases {
                #expect(throws: HALError(.gone, "board", reason: "it was closed")) { try lease.value() }
            }
            await bench.board.close()
            leases[1].release()
            #expect(bench.backend.takeLog() == [])
            await #expect(throws: HALError.self) { try await bench.board.lease("led", .output(), holder: "e") }
        }
    }

    @Test("A board that nobody has any longer is closed")
    func dropped() async throws {
        let backend = ScriptedBackend()
        do {
            let board = Board(backend, description: .raspberryPi4)
            try await board.lease("GPIO22", .output(true, onRelease: .safe(false)), holder: "a").release()
            #expect(backend.consumer(22) == "dagrun")
        }
        #expect(backend.consumer(22) == nil && !backend.level(22))
    }

    @Test(
        "An unplugged chip ends leases and readers, and the board recovers when the chip returns",
        arguments: [false, true])
    func unplugged(handsEvents: Bool) async throws {
        try await Bench(handsEvents: handsEvents).run { bench in
            let led = try await bench.board.lease("led", .output(), holder: "a")
            let button = try await bench.board.lease("button", .watched, holder: "b")
            let reading = Task {
                var reader = button.events().makeAsyncIterator()
                return try await reader.next()
            }
            try await bench.settle()
            bench.backend.unplug("gpiochip0")
            let error = await #expect(throws: HALError.self) { try await reading.value }
            #expect(error?.code == .gone)
            #expect(throws: HALError(.gone, "gpiochip0", reason: "no such device", errno: 19)) { try led.set(true) }

            let missing = await #expect(throws: HALError.self) {
                try await bench.board.lease("led", .output(), holder: "c")
            }
            #expect(missing?.code == .gone)

            bench.backend.plug("gpiochip0")
            let again = try await bench.board.lease("led", .output(true), holder: "e")
            #expect(try again.value() && bench.backend.level(17))
            _ = try await bench.board.lease("button", .watched, holder: "f")
            led.release()
            #expect(bench.board.broker.holders.values.sorted() == ["e"] && button.holder == "b")
        }
    }

    @Test("A chip that was unplugged while nobody had its lines is found out by the next lease")
    func unpluggedMeanwhile() async throws {
        try await Bench().run { bench in
            try await bench.board.lease("led", .output(true), holder: "a").release()
            bench.backend.unplug("gpiochip0")
            bench.backend.plug("gpiochip0")
            let lease = try await bench.board.lease("led", .output(true), holder: "b")
            #expect(try lease.value() && bench.backend.level(17))
        }
    }
}
