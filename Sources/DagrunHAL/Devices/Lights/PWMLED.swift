// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A light with a brightness.
///
/// ```swift
/// let lamp = try await PWMLED("GPIO18", on: board)
/// try lamp.set(0.3)
/// try await lamp.pulse(count: 3)
/// ```
///
/// gpiozero's `PWMLED`.
public final class PWMLED: Sendable {
    /// Whether the program makes the pulses, because the pin has no hardware for them.
    public var isSoftware: Bool { channel is SoftwarePWM }

    private let channel: any PWMChannel
    private let clock: any HALClock
    private let period: Duration
    private let isInverted: Bool

    /// Takes the LED's pin.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - activeHigh: Whether the LED is on when the pin is high; false where it is connected to the supply.
    ///   - brightness: The brightness to begin with, 0 to 1.
    ///   - frequency: Pulses a second; more than zero. Below 50 the light flickers.
    ///   - source: Who makes the pulses.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, activeHigh: Bool = true, brightness: Double = 0, frequency: Double = 100,
        source: PulseSource = .automatic, holder: String = "PWMLED", waiting: Duration? = nil
    ) async throws {
        clock = board.clock
        period = PWMConfig(frequency: frequency, dutyCycle: 0).period
        isInverted = !activeHigh
        channel = try await source.channel(
            pin, on: board, isInverted: !activeHigh, holder: holder, waiting: waiting)
        try set(brightness)
    }

    deinit { channel.release() }

    /// The brightness, 0 to 1.
    public var brightness: Double { channel.config.dutyCycle }

    /// Whether it is on at all.
    public var isLit: Bool { brightness > 0 }

    /// Sets the brightness.
    ///
    /// - Parameter brightness: The brightness; what is outside of 0 to 1 is taken as 0 or 1.
    /// - Throws: ``HALError`` when the pin can't be used any longer.
    public func set(_ brightness: Double) throws(HALError) {
        try channel.configure(
            PWMConfig(period: period, pulse: period * min(max(brightness, 0), 1), isInverted: isInverted))
    }

    /// Turns it on, as bright as it gets.
    ///
    /// - Throws: As ``set(_:)``.
    public func on() throws(HALError) { try set(1) }

    /// Turns it off.
    ///
    /// - Throws: As ``set(_:)``.
    public func off() throws(HALError) { try set(0) }

    /// Sets the brightness to what it lacks.
    ///
    /// - Throws: As ``set(_:)``.
    public func toggle() throws(HALError) { try set(1 - brightness) }

    /// Turns it on and off again and again, with fades if there are to be any.
    ///
    /// It is off behind, also when the task is cancelled.
    ///
    /// - Parameters:
    ///   - on: How long it is on.
    ///   - off: How long it is off.
    ///   - fadeIn: How long it takes to become bright.
    ///   - fadeOut: How long it takes to become dark.
    ///   - count: How often; nil: until the task is cancelled.
    /// - Throws: ``HALError`` when the pin can't be used any longer; `CancellationError` when the task is cancelled.
    public func blink(
        on: Duration = .seconds(1), off: Duration = .seconds(1), fadeIn: Duration = .zero, fadeOut: Duration = .zero,
        count: Int? = nil
    ) async throws {
        defer { try? self.off() }
        try await LightStep.blink(on: on, off: off, fadeIn: fadeIn, fadeOut: fadeOut).play(count, clock) { step, end in
            try set(step.value)
            try await clock.sleep(until: end)
        }
    }

    /// Fades it in and out again and again.
    ///
    /// It is off behind, also when the task is cancelled.
    ///
    /// - Parameters:
    ///   - fadeIn: How long it takes to become bright.
    ///   - fadeOut: How long it takes to become dark.
    ///   - count: How often; nil: until the task is cancelled.
    /// - Throws: As ``blink(on:off:fadeIn:fadeOut:count:)``.
    public func pulse(
        fadeIn: Duration = .seconds(1), fadeOut: Duration = .seconds(1), count: Int? = nil
    ) async throws {
        try await blink(on: .zero, off: .zero, fadeIn: fadeIn, fadeOut: fadeOut, count: count)
    }

    /// Turns it off and gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() { channel.release() }
}
