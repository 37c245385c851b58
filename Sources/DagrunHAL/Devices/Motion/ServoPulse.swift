// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How long the pulses are that tell a servo where to go.
public struct ServoPulse: Sendable, Hashable {
    /// The pulse for the position -1.
    public var minimum: Duration
    /// The pulse for the position 1.
    public var maximum: Duration
    /// The time from one pulse's begin to the next one's.
    public var frame: Duration

    /// Makes a range of pulses; the defaults are gpiozero's, and safe for most servos.
    ///
    /// - Parameters:
    ///   - minimum: The pulse for the position -1; more than zero.
    ///   - maximum: The pulse for the position 1; more than the minimum.
    ///   - frame: The time from one pulse's begin to the next one's; more than the maximum.
    public init(
        minimum: Duration = .milliseconds(1), maximum: Duration = .milliseconds(2), frame: Duration = .milliseconds(20)
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.frame = frame
    }

    /// What is wrong with the numbers; nil when nothing is.
    public var fault: String? {
        if minimum <= .zero { return "a servo's shortest pulse must be more than zero" }
        if maximum <= minimum { return "a servo's longest pulse must be more than its shortest" }
        if frame <= maximum { return "a servo's frame must be more than its longest pulse" }
        return nil
    }

    /// The pulse for a position.
    ///
    /// - Parameter value: The position; what is outside of -1 to 1 is taken as -1 or 1.
    /// - Returns: The length of the pulse.
    public func width(_ value: Double) -> Duration {
        minimum + (maximum - minimum) * ((min(max(value, -1), 1) + 1) / 2)
    }
}
