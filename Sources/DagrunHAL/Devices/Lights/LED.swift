// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A light that is on or off.
///
/// ```swift
/// let led = try await LED("led.green", on: board)
/// try led.on()
/// try await led.blink(on: .milliseconds(200), off: .milliseconds(200), count: 5)
/// ```
///
/// gpiozero's `LED`. There is no blinking in the background: start a child task for it, and cancel that to stop.
public final class LED: Sendable {
    private let lease: LineLease
    private let clock: any HALClock

    /// Leases the LED's pin.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - activeHigh: Whether the LED is on when the pin is high; false where it is connected to the supply.
    ///   - isLit: Whether it is on from the first instant on.
    ///   - onRelease: What becomes of it when it is closed; off by default.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, activeHigh: Bool = true, isLit: Bool = false,
        onRelease: ReleasePolicy = .safe(false), holder: String = "LED", waiting: Duration? = nil
    ) async throws {
        clock = board.clock
        lease = try await board.lease(
            pin, .output(isLit, activeLow: !activeHigh, onRelease: onRelease), holder: holder, waiting: waiting)
    }

    /// Whether it is on.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the LED was closed or the board unplugged.
    public var isLit: Bool { get throws(HALError) { try lease.value() } }

    /// Turns it on.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the LED was closed or the board unplugged.
    public func on() throws(HALError) { try lease.set(true) }

    /// Turns it off.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the LED was closed or the board unplugged.
    public func off() throws(HALError) { try lease.set(false) }

    /// Turns it on when it is off, and off when it is on.
    ///
    /// - Throws: ``HALError`` with the code `gone` when the LED was closed or the board unplugged.
    public func toggle() throws(HALError) { try lease.set(!lease.value()) }

    /// Turns it on and off again and again.
    ///
    /// It is off behind, also when the task is cancelled.
    ///
    /// - Parameters:
    ///   - on: How long it is on.
    ///   - off: How long it is off.
    ///   - count: How often; nil: until the task is cancelled.
    /// - Throws: ``HALError`` with the code `gone` when the LED was closed or the board unplugged; `CancellationError`
    ///   when the task is cancelled.
    public func blink(on: Duration = .seconds(1), off: Duration = .seconds(1), count: Int? = nil) async throws {
        defer { try? self.off() }
        try await LightStep.blink(on: on, off: off).play(count, clock) { step, end in
            try lease.set(step.value > 0)
            try await clock.sleep(until: end)
        }
    }

    /// Fades it in and out again and again, by turning it on and off a hundred times a second.
    ///
    /// It is off behind, also when the task is cancelled. See ``SoftwarePWM`` for how even that can be.
    ///
    /// - Parameters:
    ///   - fadeIn: How long it takes to become bright.
    ///   - fadeOut: How long it takes to become dark.
    ///   - count: How often; nil: until the task is cancelled.
    /// - Throws: ``HALError`` with the code `gone` when the LED was closed or the board unplugged; `CancellationError`
    ///   when the task is cancelled.
    public func pulse(
        fadeIn: Duration = .seconds(1), fadeOut: Duration = .seconds(1), count: Int? = nil
    ) async throws {
        defer { try? off() }
        let cycle = Duration.milliseconds(10)
        try await LightStep.blink(on: .zero, off: .zero, fadeIn: fadeIn, fadeOut: fadeOut).play(count, clock) {
            step, end in
            var begin = clock.now
            while begin < end {
                let next = min(begin + cycle, end)
                if step.value > 0 {
                    try lease.set(true)
                    try await clock.sleep(until: begin + (next - begin) * step.value)
                }
                if step.value < 1 { try lease.set(false) }
                try await clock.sleep(until: next)
                begin = next
            }
        }
    }

    /// Gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() { lease.release() }
}
