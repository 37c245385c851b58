// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The way of a quantity that goes to an end the slower the nearer it is: a cup that cools, a capacitor that is charged.
///
/// It is the solution of `dx/dt = (end - x) / timeConstant`, by sums and products only, so that each machine gets the same digits.
public struct Relaxation: Sendable, Hashable {
    /// After this time 63 % of the way are done, in seconds; more than zero.
    public let timeConstant: Double

    /// Makes a relaxation.
    ///
    /// - Parameter timeConstant: After this time 63 % of the way are done, in seconds; more than zero.
    public init(timeConstant: Double) {
        precondition(timeConstant > 0, "a time constant is more than zero")
        self.timeConstant = timeConstant
    }

    /// Where the quantity is after some time.
    ///
    /// - Parameters:
    ///   - start: Where it was.
    ///   - end: Where it goes.
    ///   - seconds: The time, in seconds; not less than zero.
    /// - Returns: Where it is.
    public func value(from start: Double, to end: Double, after seconds: Double) -> Double {
        end + (start - end) * Self.decay(seconds / timeConstant)
    }

    /// How long the quantity takes to another place.
    ///
    /// - Parameters:
    ///   - start: Where it is.
    ///   - end: Where it goes.
    ///   - place: The other place.
    /// - Returns: The time, in seconds; nil when it never gets there.
    public func time(from start: Double, to end: Double, until place: Double) -> Double? {
        if place == start { return 0 }
        let share = (place - end) / (start - end)
        guard share > 0, share < 1 else { return nil }
        var low = 0.0
        var high = 1.0
        while Self.decay(high) > share {
            guard high < 800 else { return nil }
            high *= 2
        }
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { return high * timeConstant }
            if Self.decay(middle) > share { low = middle } else { high = middle }
        }
    }

    /// The exponential of a number's negative.
    private static func decay(_ exponent: Double) -> Double {
        guard exponent > 0 else { return 1 }
        guard exponent < 745 else { return 0 }
        let halvings = (exponent * 1.4426950408889634).rounded(.down)
        // ln 2 in two parts, so that what is left of the exponent is exact.
        let rest = (exponent - halvings * 0.693147180369123816490) - halvings * 1.90821492927058770002e-10
        var sum = 1.0
        for term in stride(from: 18.0, to: 0, by: -1) { sum = 1 - sum * rest / term }
        return sum * Double(sign: .plus, exponent: -Int(halvings), significand: 1)
    }
}
