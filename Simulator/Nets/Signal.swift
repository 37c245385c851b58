// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a driver does to a net: a value and how hard.
///
/// Signals on one net join to one. The stronger wins; of two with the same strength and different values the value is unknown. So
/// joining is commutative, associative and idempotent, and the order in which drivers are looked at can't matter.
public struct Signal: Sendable, Hashable, CustomStringConvertible {
    /// The value; floating exactly where the strength is ``Strength/highZ``.
    public let logic: Logic
    /// How hard it is driven.
    public let strength: Strength

    /// Makes a signal.
    ///
    /// - Parameters:
    ///   - logic: The value.
    ///   - strength: How hard it is driven. A floating value makes it ``Strength/highZ``, and the other way round.
    public init(_ logic: Logic, _ strength: Strength = .strong) {
        let floats = logic == .floating || strength == .highZ
        self.logic = floats ? .floating : logic
        self.strength = floats ? .highZ : strength
    }

    /// What an undriven net has.
    public static let floating = Signal(.floating, .highZ)

    /// The signal that both together make.
    ///
    /// - Parameter other: The other signal.
    /// - Returns: The stronger one; an unknown value where both are equally strong and differ.
    public func joined(with other: Signal) -> Signal {
        if strength != other.strength { return strength > other.strength ? self : other }
        return logic == other.logic ? self : Signal(.unknown, strength)
    }

    /// The value and the strength, as in `1 strong`.
    public var description: String { strength == .highZ ? "z" : "\(logic) \(strength)" }
}
