// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How far two traces may be apart and still count as the same.
public struct TraceTolerance: Sendable, Hashable {
    /// How much earlier or later a change may be.
    public var time: Duration
    /// How much more or less a number may be, in its unit.
    public var number: Double

    /// Makes a tolerance.
    ///
    /// - Parameters:
    ///   - time: How much earlier or later a change may be.
    ///   - number: How much more or less a number may be, in its unit.
    public init(time: Duration = .zero, number: Double = 0) {
        self.time = max(time, .zero)
        self.number = max(number, 0)
    }

    /// Nothing may differ.
    public static let exact = TraceTolerance()
}
