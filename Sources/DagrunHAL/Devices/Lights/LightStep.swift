// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A brightness that lasts for a time: what blinking and pulsing are made of.
package struct LightStep: Sendable, Hashable {
    /// The brightness, 0 to 1.
    package var value: Double
    /// How long it lasts.
    package var duration: Duration

    package init(_ value: Double, for duration: Duration) {
        self.value = value
        self.duration = duration
    }

    /// How many steps a fade has in a second, as in gpiozero.
    private static let rate = 25

    /// Once on and off, with fades before and behind.
    ///
    /// - Parameters:
    ///   - on: How long it is fully on.
    ///   - off: How long it is off.
    ///   - fadeIn: How long it takes to become bright.
    ///   - fadeOut: How long it takes to become dark.
    /// - Returns: The steps, whose durations add up to the four times. Steps of no duration are left out.
    package static func blink(on: Duration, off: Duration, fadeIn: Duration = .zero, fadeOut: Duration = .zero)
        -> [LightStep]
    {
        let rising = fade(fadeIn)
        let falling = fade(fadeOut).map { LightStep(1 - $0.value, for: $0.duration) }
        return (rising + [LightStep(1, for: on)] + falling + [LightStep(0, for: off)]).filter { $0.duration > .zero }
    }

    private static func fade(_ duration: Duration) -> [LightStep] {
        guard duration > .zero else { return [] }
        let count = max(Int((duration / .milliseconds(1000 / rate)).rounded()), 1)
        return (0..<count).map { LightStep(Double($0) / Double(count), for: duration / count) }
    }
}
