// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A balance: what some quantities must add up to.
///
/// The sum may only change by what a model or a part adds from or takes to the outside. A diagnostic tells the first time that it doesn't
/// hold.
public struct Conservation: Sendable, Hashable {
    /// What is conserved, such as `water`.
    public let name: String
    /// The names of the quantities that add up; they have one unit.
    public let quantities: [String]
    /// How far the sum may be off, in the quantities' unit.
    public let tolerance: Double

    /// Makes a balance.
    ///
    /// - Parameters:
    ///   - name: What is conserved, such as `water`.
    ///   - quantities: The names of the quantities that add up; they have one unit.
    ///   - tolerance: How far the sum may be off, in the quantities' unit.
    public init(_ name: String, of quantities: [String], tolerance: Double = 1e-6) {
        self.name = name
        self.quantities = quantities
        self.tolerance = tolerance
    }
}
