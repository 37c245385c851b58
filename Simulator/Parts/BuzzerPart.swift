// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A buzzer: it sounds while there is a voltage across it, and tells how fast it alternates.
///
/// A piezo disk alone makes a sound only of a voltage that alternates, one with an oscillator of its own of any; this part tells both:
/// `isOn` and `frequency`.
public final class BuzzerPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-buzzer"

    private static let threshold = 1.0
    // Slower than this is a row of clicks.
    private static let slowestPeriod = Duration.milliseconds(100)

    /// The part's name on its board.
    public let id: String
    /// The negative pin and the positive one.
    public let pins = [PartPin("1", .passive, watch: .voltage), PartPin("2", .passive, watch: .voltage)]
    /// `isOn`: whether there is a voltage across it now or there was a moment ago; `frequency`: that of a tone, 0 for none.
    public let outputs = [
        PartOutput("isOn", initial: false), PartOutput("frequency", initial: 0, in: 0...20_000, unit: "Hz"),
    ]
    /// What there is to know besides.
    public let traits = PartTraits("buzzer", kind: "buzzer", attributes: ["mode", "volume", "flip"], signals: [1])

    private var isHigh = false
    private var hasWave = false
    private var lastRise: Timestamp?

    /// Makes a buzzer.
    ///
    /// - Parameter id: The part's name on its board.
    public init(_ id: String) { self.id = id }

    /// Makes a buzzer from a diagram; the attributes `mode` and `volume` change its sound only.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) { self.init(id) }

    /// Listens.
    public func start(_ context: borrowing PartContext) {
        isHigh = false
        hasWave = false
        lastRise = nil
        pinChanged(1, context)
    }

    /// Measures the voltage across it.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        if let wave = context.wave(1) ?? context.wave(0) {
            context.cancel(0)
            lastRise = nil
            isHigh = false
            hasWave = true
            let sounds = wave.dutyCycle > 0 && wave.dutyCycle < 1
            context.show(0, .flag(wave.dutyCycle > 0))
            context.show(1, .number(sounds ? wave.frequency : 0))
            return
        }
        let volts = abs((context.volts(1) ?? 0) - (context.volts(0) ?? 0))
        // A pin that floats carries nothing.
        let isHigh = context.volts(0) != nil && context.volts(1) != nil && volts >= Self.threshold
        guard isHigh != self.isHigh || hasWave else { return }
        hasWave = false
        self.isHigh = isHigh
        guard isHigh else {
            // It is silent when no further pulse comes.
            if lastRise == nil { settle(context) } else { context.set(0, after: Self.slowestPeriod) }
            return
        }
        context.show(0, true)
        if let last = lastRise {
            let period = context.now - last
            let isTone = period > .zero && period <= Self.slowestPeriod
            context.show(1, .number(isTone ? 1e9 / Double(period.clampedNanoseconds) : 0))
        }
        lastRise = context.now
        context.set(0, after: Self.slowestPeriod)
    }

    /// Finds that no further pulse came.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) { settle(context) }

    private func settle(_ context: borrowing PartContext) {
        lastRise = nil
        context.show(0, .flag(isHigh))
        context.show(1, 0)
    }
}
