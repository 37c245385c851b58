// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A buzzer or loudspeaker that is given its tone.
///
/// ```swift
/// let buzzer = try await TonalBuzzer("GPIO18", on: board)
/// try await buzzer.play([Tone(midi: 60), nil, Tone(midi: 64)], each: .milliseconds(200))
/// ```
///
/// gpiozero's `TonalBuzzer`.
public final class TonalBuzzer: Sendable {
    /// Whether the program makes the tone, because the pin has no hardware for it; then it is rough.
    public var isSoftware: Bool { channel is SoftwarePWM }

    private let channel: any PWMChannel
    private let clock: any HALClock

    /// Takes the buzzer's pin, silent.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - board: The board.
    ///   - source: Who makes the pulses.
    ///   - holder: Who uses it, as others are told when the pin is busy.
    ///   - waiting: How long to wait when the pin is in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    public init(
        _ pin: PinID, on board: Board, source: PulseSource = .automatic, holder: String = "TonalBuzzer",
        waiting: Duration? = nil
    ) async throws {
        clock = board.clock
        channel = try await source.channel(pin, on: board, isInverted: false, holder: holder, waiting: waiting)
        try stop()
    }

    deinit { channel.release() }

    /// The tone that sounds; nil: none.
    public var tone: Tone? {
        let config = channel.config
        return config.dutyCycle > 0 ? Tone(frequency: .seconds(1) / config.period) : nil
    }

    /// Plays a tone until another one is played or it is stopped.
    ///
    /// - Parameter tone: The tone.
    /// - Throws: ``HALError`` when the pin can't be used any longer.
    public func play(_ tone: Tone) throws(HALError) {
        try channel.configure(PWMConfig(frequency: tone.frequency, dutyCycle: 0.5))
    }

    /// Plays tones, one after the other.
    ///
    /// It is silent behind, also when the task is cancelled.
    ///
    /// - Parameters:
    ///   - tones: The tones; nil is a rest.
    ///   - duration: How long each sounds.
    /// - Throws: ``HALError`` when the pin can't be used any longer; `CancellationError` when the task is cancelled.
    public func play(_ tones: [Tone?], each duration: Duration) async throws {
        defer { try? stop() }
        var end = clock.now
        for tone in tones {
            if let tone { try play(tone) } else { try stop() }
            end = end + duration
            try await clock.sleep(until: end)
        }
    }

    /// Makes it silent.
    ///
    /// - Throws: ``HALError`` when the pin can't be used any longer.
    public func stop() throws(HALError) { try channel.configure(PWMConfig(frequency: 440, dutyCycle: 0)) }

    /// Makes it silent and gives the pin back.
    ///
    /// Nothing happens the second time.
    public func close() { channel.release() }
}
