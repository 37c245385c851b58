// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An instant of a hardware clock, in nanoseconds since the clock's beginning.
public struct Timestamp: InstantProtocol, Codable, CustomStringConvertible {
    /// Nanoseconds since the clock's beginning.
    public var nanoseconds: Int64

    /// Makes an instant.
    ///
    /// - Parameter nanoseconds: Nanoseconds since the clock's beginning.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The clock's beginning.
    public static let zero = Timestamp(nanoseconds: 0)

    /// The time to another instant.
    ///
    /// - Parameter other: The other instant.
    /// - Returns: How much later it is; negative when it is earlier.
    public func duration(to other: Timestamp) -> Duration { .nanoseconds(other.nanoseconds - nanoseconds) }

    /// An instant some time later.
    ///
    /// - Parameter duration: How much later.
    /// - Returns: The instant; the last or first one there is when it would be beyond.
    public func advanced(by duration: Duration) -> Timestamp {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.clampedNanoseconds)
        return Timestamp(nanoseconds: overflow ? (duration < .zero ? .min : .max) : sum)
    }

    /// An instant some time later.
    ///
    /// - Parameters:
    ///   - instant: The instant to start from.
    ///   - duration: How much later.
    /// - Returns: The later instant.
    public static func + (instant: Timestamp, duration: Duration) -> Timestamp { instant.advanced(by: duration) }

    /// The time from one instant to another.
    ///
    /// - Parameters:
    ///   - later: The later one.
    ///   - earlier: The earlier one.
    /// - Returns: The time between; negative when they stand the other way round.
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration { earlier.duration(to: later) }

    /// Whether one instant is before another.
    ///
    /// - Parameters:
    ///   - left: One instant.
    ///   - right: Another one.
    /// - Returns: True when the first is before the second.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Seconds with nine digits behind the point, as in `12.000005000 s`.
    public var description: String {
        let magnitude = nanoseconds.magnitude
        let fraction = String(magnitude % 1_000_000_000)
        let padding = String(repeating: "0", count: 9 - fraction.count)
        return "\(nanoseconds < 0 ? "-" : "")\(magnitude / 1_000_000_000).\(padding)\(fraction) s"
    }
}
