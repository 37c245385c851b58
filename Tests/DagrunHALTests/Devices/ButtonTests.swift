// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization
import Testing

@Suite("A button", .timeLimit(.minutes(15)))
struct ButtonTests {
    private static let pin = 27

    private static func at(_ milliseconds: Int64) -> Timestamp { Timestamp(nanoseconds: milliseconds * 1_000_000) }

    /// A bench whose button is not pressed: it is pulled up.
    private static func bench() -> Bench {
        let bench = Bench()
        bench.backend.drive(pin, true)
        return bench
    }

    @Test("is pressed when its pin is low, and debounced by the kernel")
    func pulledUp() async throws {
        try await Self.bench().run { bench in
            let button = try await Button("button", on: bench.board)
            #expect(try !button.isPressed)
            let config = try bench.backend.lineInfo(bench.backend.address(Self.pin)).config
            #expect(config.bias == .pullUp && config.activeLow && config.debounce == .milliseconds(10))
            bench.backend.drive(Self.pin, false)
            #expect(try button.isPressed)
        }
    }

    @Test("tells all that happens to it, however late it is read")
    func events() async throws {
        try await Self.bench().run { bench in
            let button = try await Button("button", on: bench.board)
            let events = try button.events()
            for level in [false, true, false, true] {
                bench.backend.drive(Self.pin, level)
                try await bench.sleep(for: .milliseconds(50))
            }
            try await bench.sleep(for: .seconds(60))
            var told: [ButtonEvent] = []
            for try await event in events {
                told.append(event)
                if event.kind == .doubleClicked { break }
            }
            #expect(
                told == [
                    ButtonEvent(.pressed, at: Self.at(0)), ButtonEvent(.released, at: Self.at(50)),
                    ButtonEvent(.pressed, at: Self.at(100)), ButtonEvent(.released, at: Self.at(150)),
                    ButtonEvent(.doubleClicked, at: Self.at(150)),
                ])
        }
    }

    @Test("is waited for until it is held, whatever comes before")
    func held() async throws {
        try await Self.bench().run { bench in
            let button = try await Button("button", on: bench.board, timing: ButtonTiming(hold: .milliseconds(200)))
            async let held = button.wait(for: .held, timeout: .seconds(5))
            // A click is no hold.
            for (level, pause) in [(false, 50), (true, 400), (false, 500), (true, 1)] {
                bench.backend.drive(Self.pin, level)
                try await bench.sleep(for: .milliseconds(pause))
            }
            #expect(try await held == ButtonEvent(.held, at: Self.at(650)))
        }
    }

    @Test("is not waited for when it is so already, and no longer than the timeout")
    func timeout() async throws {
        try await Self.bench().run { bench in
            let button = try await Button("button", on: bench.board)
            #expect(try await button.wait(for: .released).kind == .released)
            let error = await #expect(throws: HALError.self) {
                try await button.wait(for: .doubleClicked, timeout: .seconds(2))
            }
            #expect(bench.now == Self.at(2000) && error?.code == .timedOut)
            #expect(error?.description == "button: the button was not double-clicked within 2.0 seconds")
        }
    }

    @Test("that comes at the very instant of a timeout comes in time")
    func instant() async throws {
        try await Self.bench().run { bench in
            let button = try await Button("button", on: bench.board)
            async let pressed = button.wait(timeout: .seconds(2))
            try await bench.sleep(for: .seconds(2))
            bench.backend.drive(Self.pin, false)
            #expect(try await pressed.timestamp == Self.at(2000))
        }
    }

    @Test("that was closed ends its readers and frees its pin")
    func closed() async throws {
        try await Self.bench().run { bench in
            let button = try await Button("button", on: bench.board)
            let events = try button.events()
            async let end: Void = { for try await _ in events {} }()
            try await bench.settle()
            button.close()
            let error = await #expect(throws: HALError.self) { try await button.wait() }
            #expect(error?.code == .gone)
            do {
                try await end
                Issue.record("the events must end with an error")
            } catch let error as HALError { #expect(error.code == .gone) }
            _ = try await Button("button", on: bench.board)
        }
    }

    @Test("whose task is cancelled gives its pin back")
    func cancelled() async throws {
        try await Self.bench().run { bench in
            let waiting = Task { try await Button("button", on: bench.board).wait() }
            try await bench.settle()
            #expect(!bench.board.broker.holders.isEmpty)
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            #expect(bench.board.broker.holders.isEmpty)
        }
    }

    @Test("is debounced by the program where the kernel can't")
    func software() async throws {
        try await Self.bench().run { bench in
            bench.backend.world.withLock {
                $0.requestErrors = [HALError(.unsupported, "gpiochip0", reason: "uAPI v1 has no debouncing")]
            }
            let button = try await Button("button", on: bench.board, timing: ButtonTiming(bounce: .milliseconds(5)))
            #expect(try bench.backend.lineInfo(bench.backend.address(Self.pin)).config.debounce == .zero)
            async let pressed = button.wait(for: .pressed)
            for level in [false, true, false] {
                try await bench.sleep(for: .milliseconds(1))
                bench.backend.drive(Self.pin, level)
            }
            #expect(try await pressed == ButtonEvent(.pressed, at: Self.at(8)))
            #expect(bench.now == Self.at(8))
        }
    }

    @Test("goes on after edges were lost with the button as it is")
    func lost() async throws {
        try await Self.bench().run { bench in
            let button = try await Button("button", on: bench.board)
            var reader = try button.events().makeAsyncIterator()
            bench.backend.drive(Self.pin, false, lose: true)
            bench.backend.lose(Self.pin, nil)
            #expect(try await reader.next()?.kind == .pressed)
            bench.backend.drive(Self.pin, true)
            #expect(try await reader.next()?.kind == .released)
        }
    }
}
