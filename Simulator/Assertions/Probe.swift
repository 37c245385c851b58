// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A signal that conditions speak of: a net, a control, an output of a part, a quantity.
///
/// ```swift
/// let led: Probe = "led1:A"
/// let boiler: Probe = "boiler.temperature"
/// let isSafe = led.isHigh || boiler < 60
/// ```
public struct Probe: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The signal's name in the trace, such as `led1:A`, `btn1.pressed` or `boiler.temperature`.
    public let name: String

    /// Makes a probe.
    ///
    /// - Parameter name: The signal's name in the trace.
    public init(_ name: String) { self.name = name }

    /// Makes a probe.
    ///
    /// - Parameter value: The signal's name in the trace.
    public init(stringLiteral value: String) { self.init(value) }

    /// The signal's name.
    public var description: String { name }
}

extension Probe {
    /// Holds while a net is 1.
    public var isHigh: Condition { Condition(.level(self, .high)) }
    /// Holds while a net is 0.
    public var isLow: Condition { Condition(.level(self, .low)) }
    /// Holds while a net is X: drivers fight, or a voltage is in between.
    public var isUnknown: Condition { Condition(.level(self, .unknown)) }
    /// Holds while a net is Z: nothing drives it.
    public var isFloating: Condition { Condition(.level(self, .floating)) }
    /// Holds while a net or a flag is 1, a number is not 0, a text is not empty.
    public var isOn: Condition { Condition(.on(self)) }

    /// Holds while a text is as given.
    ///
    /// - Parameter text: The text.
    /// - Returns: The condition.
    public func shows(_ text: String) -> Condition { Condition(.text(self, text, isWhole: true)) }

    /// Holds while a text has a part as given.
    ///
    /// - Parameter text: The part.
    /// - Returns: The condition.
    public func contains(_ text: String) -> Condition { Condition(.text(self, text, isWhole: false)) }

    /// Holds while a number is within a range.
    ///
    /// - Parameter range: The range.
    /// - Returns: The condition.
    public func isWithin(_ range: ClosedRange<Double>) -> Condition {
        self >= range.lowerBound && self <= range.upperBound
    }

    /// Holds while a number is less.
    ///
    /// - Parameters:
    ///   - probe: The number.
    ///   - limit: What it must be less than.
    /// - Returns: The condition.
    public static func < (probe: Probe, limit: Double) -> Condition { Condition(.number(probe, .less, limit)) }

    /// Holds while a number is at most so much.
    ///
    /// - Parameters:
    ///   - probe: The number.
    ///   - limit: The most.
    /// - Returns: The condition.
    public static func <= (probe: Probe, limit: Double) -> Condition { Condition(.number(probe, .atMost, limit)) }

    /// Holds while a number is more.
    ///
    /// - Parameters:
    ///   - probe: The number.
    ///   - limit: What it must be more than.
    /// - Returns: The condition.
    public static func > (probe: Probe, limit: Double) -> Condition { Condition(.number(probe, .more, limit)) }

    /// Holds while a number is at least so much.
    ///
    /// - Parameters:
    ///   - probe: The number.
    ///   - limit: The least.
    /// - Returns: The condition.
    public static func >= (probe: Probe, limit: Double) -> Condition { Condition(.number(probe, .atLeast, limit)) }
}
