// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a contact closes and opens: it jumps some times before it stays.
public struct BouncePattern: Sendable, Hashable {
    /// The attributes of a part that say how its contact bounces.
    static let attributes = ["bounce", "bounceTime", "bounceCount"]

    /// How long it takes at most until the contact stays.
    public var duration: Duration
    /// How often the contact jumps, at least and at most.
    public var count: ClosedRange<Int>

    /// Makes a pattern.
    ///
    /// - Parameters:
    ///   - duration: How long it takes at most until the contact stays.
    ///   - count: How often the contact jumps, at least and at most.
    public init(duration: Duration, count: ClosedRange<Int>) {
        self.duration = duration
        self.count = count
    }

    /// 10 to 100 times within a millisecond, as Horowitz and Hill, The Art of Electronics, say of switches, and Wokwi's do.
    public static let usual = BouncePattern(duration: .milliseconds(1), count: 10...100)
    /// Not at all.
    public static let none = BouncePattern(duration: .zero, count: 0...0)

    /// Reads a pattern.
    ///
    /// - Parameter attributes: `bounce`, “0” for none; `bounceTime` in milliseconds, 1 by default; `bounceCount`, how often the
    ///   contact jumps, 10 to 100 by default.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(_ attributes: PartAttributes) throws(PartError) {
        let bounces = try attributes.flag("bounce", default: true)
        let milliseconds = try attributes.number("bounceTime", default: 1, in: 0...1000)
        let count = try attributes.integer("bounceCount", default: -1, in: 0...1000)
        self.init(
            duration: .nanoseconds(Int64(milliseconds * 1e6)),
            count: !bounces || milliseconds == 0 ? 0...0 : count < 0 ? Self.usual.count : count...count)
    }
}
