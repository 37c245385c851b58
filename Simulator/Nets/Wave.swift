// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// Pulses that repeat, as a pulse-width modulator makes them.
///
/// A net that carries a wave costs nothing while nobody looks at its edges: a servo or an LED reads the wave itself. Its edges are
/// events only while a line, a part or a probe watches levels.
public struct Wave: Sendable, Hashable {
    /// From one pulse's begin to the next one's, in nanoseconds; more than zero.
    public let periodNanoseconds: Int64
    /// How long each pulse is, in nanoseconds; zero to the period.
    public let pulseNanoseconds: Int64
    /// When the first pulse begins.
    public let start: Timestamp
    /// Whether pulses are low instead of high.
    public let isInverted: Bool

    /// Makes a wave.
    ///
    /// - Parameters:
    ///   - period: From one pulse's begin to the next one's; at least a nanosecond is taken.
    ///   - pulse: How long each pulse is; taken into zero to the period.
    ///   - start: When the first pulse begins.
    ///   - isInverted: Whether pulses are low instead of high.
    public init(period: Duration, pulse: Duration, start: Timestamp, isInverted: Bool = false) {
        periodNanoseconds = max(1, period.clampedNanoseconds)
        pulseNanoseconds = min(max(0, pulse.clampedNanoseconds), periodNanoseconds)
        self.start = start
        self.isInverted = isInverted
    }

    /// The share of the time that the level is high, 0 to 1.
    public var dutyCycle: Double {
        let share = Double(pulseNanoseconds) / Double(periodNanoseconds)
        return isInverted ? 1 - share : share
    }

    /// How long the level is high in each period.
    public var highTime: Duration {
        .nanoseconds(isInverted ? periodNanoseconds - pulseNanoseconds : pulseNanoseconds)
    }

    /// From one pulse's begin to the next one's.
    public var period: Duration { .nanoseconds(periodNanoseconds) }

    /// Pulses a second.
    public var frequency: Double { 1e9 / Double(periodNanoseconds) }

    /// Whether the level is high at an instant.
    ///
    /// - Parameter time: The instant; before the start it is the level between pulses.
    /// - Returns: True when it is high.
    public func isHigh(at time: Timestamp) -> Bool {
        let elapsed = time.nanoseconds - start.nanoseconds
        guard elapsed >= 0 else { return isInverted }
        return (elapsed % periodNanoseconds < pulseNanoseconds) != isInverted
    }

    /// When the level changes next.
    ///
    /// - Parameter time: The instant behind which to look.
    /// - Returns: The instant of the next edge; nil where the level never changes.
    public func nextEdge(after time: Timestamp) -> Timestamp? {
        guard pulseNanoseconds > 0, pulseNanoseconds < periodNanoseconds else { return nil }
        let elapsed = time.nanoseconds - start.nanoseconds
        guard elapsed >= 0 else { return start }
        let phase = elapsed % periodNanoseconds
        let begin = time.nanoseconds - phase
        let (edge, overflow) = begin.addingReportingOverflow(
            phase < pulseNanoseconds ? pulseNanoseconds : periodNanoseconds)
        return overflow ? nil : Timestamp(nanoseconds: edge)
    }
}
