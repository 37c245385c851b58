// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// A relay, or another switch for something that must not stay on by mistake.
///
/// ```swift
/// let pump = try await Relay("relay.pump", on: board, maximumOnTime: .seconds(30))
/// try await pump.run(for: .seconds(4))
/// ```
///
/// It is off from the first instant on: value and direction are claimed together, so it doesn't click when it is
/// opened. It is off when it is closed, when the run is cancelled, and when it has been on for its longest time,
/// whatever the program does meanwhile. A process that is killed can't turn it off; for that, a watchdog must be in the
/// hardware.
public final class Relay: Sendable {
    /// The longest time that it is on without being turned on anew; nil: without limit.
    public let maximumOnTime: Duration?

    private struct State {
        var watch: Task<Void, Never>?
        var number = 0
        var cutOffs = 0
    }

    private let lease: LineLease
    private let clock: any HALClock
    private let state = Mutex(State())

    /// Leases the relay's pin, off.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - activeHigh: Whether it is on when the pin is high; false for most relay modules with optocouplers.
    ///   - maximumOnTime: The longest time that it is on without being turned on anew; nil: without limit.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, activeHigh: Bool = true, maximumOnTime: Duration? = nil,
        holder: String = "Relay", waiting: Duration? = nil
    ) async throws {
        self.maximumOnTime = maximumOnTime
        clock = board.clock
        lease = try await board.lease(
            pin, .output(false, activeLow: !activeHigh, onRelease: .safe(false)), holder: holder, waiting: waiting)
    }

    deinit { state.withLock { $0.watch }?.cancel() }

    /// Whether it is on.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the relay was closed or the board unplugged.
    public var isOn: Bool { get throws(HALError) { try lease.value() } }

    /// How often it was turned off because it had been on for its longest time.
    public var cutOffs: Int { state.withLock { $0.cutOffs } }

    /// Turns it on; its longest time begins anew.
    ///
    /// - Throws: ``HALError`` with the code `interlocked` when an interlock forbids it, `gone` when the relay was
    ///   closed or the board unplugged.
    public func on() throws(HALError) {
        let (old, number) = try state.withLock { state throws(HALError) in
            try lease.set(true)
            state.number += 1
            defer { state.watch = nil }
            return (state.watch, state.number)
        }
        old?.cancel()
        guard let maximumOnTime else { return }
        // Not structured: it must be turned off while the one who turned it on does other things, or hangs.
        let watch = startBesideCaller { [clock, weak self] in
            guard (try? await clock.sleep(for: maximumOnTime)) != nil else { return }
            self?.cutOff(number)
        }
        let isWanted = state.withLock { state in
            if state.number == number { state.watch = watch }
            return state.number == number
        }
        if !isWanted { watch.cancel() }
    }

    /// Turns it off.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the relay was closed or the board unplugged.
    public func off() throws(HALError) {
        let watch = try state.withLock { state throws(HALError) in
            try lease.set(false)
            state.number += 1
            defer { state.watch = nil }
            return state.watch
        }
        watch?.cancel()
    }

    /// Turns it on when it is off, and off when it is on.
    ///
    /// - Throws: As ``on()``.
    public func toggle() throws(HALError) { if try isOn { try off() } else { try on() } }

    /// Turns it on for a time.
    ///
    /// It is off behind, also when the task is cancelled.
    ///
    /// - Parameter duration: How long; at most the longest time that it may be on.
    /// - Throws: ``HALError`` with the code `invalid` for a longer time, and as ``on()``; `CancellationError` when the
    ///   task is cancelled.
    public func run(for duration: Duration) async throws {
        if let maximumOnTime, duration > maximumOnTime {
            throw HALError(
                .invalid, "\(lease.pins[0])", reason: "it may be on for \(maximumOnTime) at most, not for \(duration)")
        }
        let end = clock.now + duration
        try on()
        defer { try? off() }
        try await clock.sleep(until: end)
        // Off in time is a part of the work, so a failure of it is told.
        try off()
    }

    /// Turns it off and gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() {
        state.withLock { $0.watch }?.cancel()
        lease.release()
    }

    private func cutOff(_ number: Int) {
        state.withLock { state in
            guard state.number == number else { return }
            state.watch = nil
            // A lease that has ended has left it in its safe state.
            if (try? lease.set(false)) != nil { state.cutOffs += 1 }
        }
    }
}
