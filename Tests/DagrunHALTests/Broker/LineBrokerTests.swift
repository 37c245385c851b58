// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization
import Testing

@Suite("The line broker", .timeLimit(.minutes(15)))
struct LineBrokerTests {
    let bench = Bench()
    var backend: ScriptedBackend { bench.backend }
    var board: Board { bench.board }

    @Test("keeps an output as it is when its lease ends, for all policies but a safe value")
    func keepsOutput() async throws {
        for policy in [ReleasePolicy.keep, .input, .safe(true)] {
            try await board.lease("led", .output(onRelease: policy), holder: "a").set(true)
            #expect(backend.level(17) && backend.consumer(17) == "dagrun" && board.broker.holders.isEmpty)
        }
    }

    @Test("drives an output to its safe value when its lease ends")
    func safeValue() async throws {
        let lease = try await board.lease("relay", .output(true, onRelease: .safe(false)), holder: "a")
        #expect(backend.level(22))
        lease.release()
        lease.release()
        #expect(!backend.level(22) && backend.consumer(22) == "dagrun")
    }

    @Test("does not blip an output that the next lease begins with the same value")
    func noBlip() async throws {
        try await board.lease("led", .output(true), holder: "a").release()
        _ = backend.takeLog()
        let lease = try await board.lease("led", .output(true), holder: "b")
        try lease.set(true)
        #expect(backend.takeLog() == [])
    }

    @Test("does not blip an output that is set up anew")
    func noBlipWhenReconfigured() async throws {
        try await board.lease("led", .output(true), holder: "a").release()
        _ = backend.takeLog()
        _ = try await board.lease("led", .output(true, onRelease: .safe(true)), holder: "b")
        #expect(backend.takeLog() == ["reconfigure 17"])
    }

    @Test("begins each lease with the initial value, unless values are to be kept")
    func initialValue() async throws {
        try await board.lease("led", .output(true), holder: "a").release()
        let kept = try await board.lease("led", .output(false), holder: "b", keepingValues: true)
        #expect(try kept.value() && board.broker.drivenValue(of: backend.address(17)) == true)
        kept.release()
        let anew = try await board.lease("led", .output(false), holder: "c")
        #expect(try !anew.value() && board.broker.drivenValue(of: backend.address(17)) == false)
        #expect(board.broker.drivenValue(of: backend.address(18)) == nil)
    }

    @Test("names the holder of a line that is in use")
    func busy() async throws {
        let lease = try await board.lease("led", .output(), holder: "set_led")
        let error = await #expect(throws: HALError.self) { try await board.lease("GPIO17", .input(), holder: "b") }
        #expect(error?.code == .busy && error?.isRetryable == true)
        #expect(error?.description == "GPIO17: it is in use; it is held by ‘set_led’")
        lease.release()
        _ = try await board.lease("GPIO17", .input(), holder: "b")
    }

    @Test("names the holder of a line that is in use elsewhere, and what may be behind it")
    func busyElsewhere() async throws {
        backend.occupy(8, by: "spi0 CS0")
        let error = await #expect(throws: HALError.self) { try await board.lease("CE0", .output(), holder: "a") }
        #expect(
            error?.description == """
                CE0: line gpiochip0:8 is in use outside of this program; it is held by ‘spi0 CS0’. It is also spi0.ce0; a driver \
                of that may hold it.
                """)
    }

    @Test("gives lines back when the last reference to a lease is gone")
    func dropped() async throws {
        do { _ = try await board.lease("led", .output(), holder: "a") }
        #expect(board.broker.holders.isEmpty)
    }

    @Test("sets lines that were claimed together at once, and refuses places that there are not")
    func bulk() async throws {
        let lease = try await board.lease(
            [("GPIO5", .output()), ("far", .output()), ("GPIO6", .output(activeLow: true))], holder: "a")
        #expect(backend.takeLog() == ["6=1", "claim 5,6", "claim 3"])
        try lease.set(LineValues([true, true, true]))
        #expect(backend.takeLog() == ["5=1", "6=0", "3=1"])
        #expect(try lease.values() == LineValues([true, true, true]))
        #expect(throws: HALError.self) { try lease.set(true, at: 3) }
        #expect(throws: HALError.self) { try lease.set(LineValues(true, at: 63)) }
        #expect(throws: HALError.self) { try lease.value(at: -1) }
    }

    @Test("claims all lines or none, also of several chips")
    func allOrNone() async throws {
        backend.occupy(6, by: "other")
        await #expect(throws: HALError.self) {
            try await board.lease([("far", .output()), ("GPIO5", .output()), ("GPIO6", .output())], holder: "a")
        }
        #expect(backend.consumer(5) == nil && board.broker.holders.isEmpty)
        backend.occupy(6, by: nil)
        _ = try await board.lease([("far", .output()), ("GPIO5", .output()), ("GPIO6", .output())], holder: "a")
    }

    @Test("leaves the other lines of a claim alone when one of them is leased again")
    func partOfClaim() async throws {
        try await board.lease([("GPIO5", .output(true)), ("GPIO6", .output())], holder: "a").release()
        _ = backend.takeLog()
        let lease = try await board.lease("GPIO6", .input(bias: .pullUp), holder: "b")
        #expect(backend.takeLog() == ["reconfigure 5,6"])
        #expect(backend.level(5) && failure { () throws(HALError) in try lease.set(true) }?.code == .invalid)
    }

    @Test("claims lines anew where the backend can't set them up anew, unless somebody has another one of them")
    func claimsAnew() async throws {
        let first = try await board.lease([("GPIO5", .output(true)), ("GPIO6", .output())], holder: "a")
        backend.world.withLock {
            $0.reconfigureError = HALError(.unsupported, "request", reason: "no way from events to outputs")
        }
        first.release()
        let other = try await board.lease("GPIO5", .output(true), holder: "b")
        await #expect(throws: HALError.self) { try await board.lease("GPIO6", .input(), holder: "c") }
        other.release()
        _ = backend.takeLog()
        _ = try await board.lease("GPIO6", .input(), holder: "c")
        #expect(backend.takeLog() == ["release 5", "release 6", "claim 5,6"] && backend.level(5))
    }

    @Test("refuses what can't be leased")
    func refused() async throws {
        await #expect(throws: HALError.self) { try await board.lease([], holder: "a") }
        await #expect(throws: HALError.self) {
            try await board.lease([("led", .output()), ("BOARD11", .output())], holder: "a")
        }
        await #expect(throws: HALError.self) {
            try await board.lease("led", LineConfig(direction: .output, edges: .both), holder: "a")
        }
        #expect(backend.takeLog() == [])
    }

    private func failure(_ body: () throws(HALError) -> Void) -> HALError? {
        do throws(HALError) { try body() } catch { return error }
        return nil
    }
}
