// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A light of three colours.
///
/// ```swift
/// let lamp = try await RGBLED(red: "GPIO12", green: "GPIO13", blue: "GPIO19", on: board)
/// try lamp.set(.magenta)
/// ```
///
/// gpiozero's `RGBLED`.
public final class RGBLED: Sendable {
    private let parts: [PWMLED]
    private let clock: any HALClock

    /// Takes the LED's pins.
    ///
    /// - Parameters:
    ///   - red: The pin of the red part.
    ///   - green: The pin of the green part.
    ///   - blue: The pin of the blue part.
    ///   - board: The board.
    ///   - activeHigh: Whether a part is on when its pin is high; false for one with a common anode.
    ///   - color: The colour to begin with.
    ///   - frequency: Pulses a second; more than zero.
    ///   - source: Who makes the pulses.
    ///   - holder: Who uses it, as others are told when a pin is busy.
    ///   - waiting: How long to wait when a pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        red: PinID, green: PinID, blue: PinID, on board: Board, activeHigh: Bool = true, color: RGBColor = .black,
        frequency: Double = 100, source: PulseSource = .automatic, holder: String = "RGBLED", waiting: Duration? = nil
    ) async throws {
        clock = board.clock
        var parts: [PWMLED] = []
        for (pin, brightness) in [(red, color.red), (green, color.green), (blue, color.blue)] {
            parts.append(
                try await PWMLED(
                    pin, on: board, activeHigh: activeHigh, brightness: brightness, frequency: frequency,
                    source: source, holder: holder, waiting: waiting))
        }
        self.parts = parts
    }

    /// The colour.
    public var color: RGBColor {
        RGBColor(red: parts[0].brightness, green: parts[1].brightness, blue: parts[2].brightness)
    }

    /// Whether any part of it is on.
    public var isLit: Bool { parts.contains(where: \.isLit) }

    /// Sets the colour.
    ///
    /// - Parameter color: The colour; parts outside of 0 to 1 are taken as 0 or 1.
    /// - Throws: ``HALError`` when a pin can't be used any longer.
    public func set(_ color: RGBColor) throws(HALError) {
        try parts[0].set(color.red)
        try parts[1].set(color.green)
        try parts[2].set(color.blue)
    }

    /// Turns it on, white.
    ///
    /// - Throws: As ``set(_:)``.
    public func on() throws(HALError) { try set(.white) }

    /// Turns it off.
    ///
    /// - Throws: As ``set(_:)``.
    public func off() throws(HALError) { try set(.black) }

    /// Sets each part to what it lacks.
    ///
    /// - Throws: As ``set(_:)``.
    public func toggle() throws(HALError) { for part in parts { try part.toggle() } }

    /// Changes between two colours again and again, with fades if there are to be any.
    ///
    /// It is off behind, also when the task is cancelled.
    ///
    /// - Parameters:
    ///   - on: How long the first colour is shown.
    ///   - off: How long the second colour is shown.
    ///   - fadeIn: How long it takes from the second colour to the first.
    ///   - fadeOut: How long it takes from the first colour to the second.
    ///   - onColor: The first colour.
    ///   - offColor: The second colour.
    ///   - count: How often; nil: until the task is cancelled.
    /// - Throws: ``HALError`` when a pin can't be used any longer; `CancellationError` when the task is cancelled.
    public func blink(
        on: Duration = .seconds(1), off: Duration = .seconds(1), fadeIn: Duration = .zero, fadeOut: Duration = .zero,
        onColor: RGBColor = .white, offColor: RGBColor = .black, count: Int? = nil
    ) async throws {
        defer { try? self.off() }
        try await LightStep.blink(on: on, off: off, fadeIn: fadeIn, fadeOut: fadeOut).play(count, clock) { step, end in
            try set(offColor.mixed(with: onColor, step.value))
            try await clock.sleep(until: end)
        }
    }

    /// Fades between two colours again and again.
    ///
    /// It is off behind, also when the task is cancelled.
    ///
    /// - Parameters:
    ///   - fadeIn: How long it takes from the second colour to the first.
    ///   - fadeOut: How long it takes from the first colour to the second.
    ///   - onColor: The first colour.
    ///   - offColor: The second colour.
    ///   - count: How often; nil: until the task is cancelled.
    /// - Throws: As ``blink(on:off:fadeIn:fadeOut:onColor:offColor:count:)``.
    public func pulse(
        fadeIn: Duration = .seconds(1), fadeOut: Duration = .seconds(1), onColor: RGBColor = .white,
        offColor: RGBColor = .black, count: Int? = nil
    ) async throws {
        try await blink(
            on: .zero, off: .zero, fadeIn: fadeIn, fadeOut: fadeOut, onColor: onColor, offColor: offColor, count: count)
    }

    /// Turns it off and gives the pins back.
    ///
    /// Nothing happens the second time.
    public func close() { for part in parts { part.close() } }
}
