// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A pulse-width modulation.
public struct PWMConfig: Sendable, Hashable {
    /// The time from one pulse's begin to the next one's; more than zero.
    public var period: Duration
    /// How long each pulse is; zero to the period.
    public var pulse: Duration
    /// Whether pulses are low instead of high.
    public var isInverted: Bool
    /// Whether there are pulses at all.
    public var isEnabled: Bool

    /// Makes a modulation.
    ///
    /// - Parameters:
    ///   - period: The time from one pulse's begin to the next one's; more than zero.
    ///   - pulse: How long each pulse is; zero to the period.
    ///   - isInverted: Whether pulses are low instead of high.
    ///   - isEnabled: Whether there are pulses at all.
    public init(period: Duration, pulse: Duration, isInverted: Bool = false, isEnabled: Bool = true) {
        self.period = period
        self.pulse = pulse
        self.isInverted = isInverted
        self.isEnabled = isEnabled
    }

    /// Makes a modulation by frequency and duty cycle.
    ///
    /// - Parameters:
    ///   - frequency: Pulses a second; more than zero.
    ///   - dutyCycle: The share of the period that each pulse takes; what is outside of 0 to 1 is taken as 0 or 1.
    public init(frequency: Double, dutyCycle: Double) {
        let period = Duration.nanoseconds(Int64(min(1e9 / max(frequency, 1e-9), 9e18)))
        self.init(period: period, pulse: period * min(max(dutyCycle, 0), 1))
    }

    /// The share of the period that each pulse takes, 0 to 1; 0 when there are none.
    public var dutyCycle: Double { isEnabled && period > .zero ? pulse / period : 0 }

    /// What is wrong with the numbers, as the kernel would say; nil when nothing is.
    public var fault: String? {
        if period <= .zero { return "a period must be more than zero" }
        if pulse < .zero || pulse > period { return "a pulse must be within its period" }
        return nil
    }
}
