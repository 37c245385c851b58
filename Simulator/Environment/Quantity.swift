// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A physical quantity of a board's surroundings, such as the temperature of a boiler.
public struct Quantity: Sendable, Hashable {
    /// The name, such as `boiler.temperature`.
    public let name: String
    /// The unit, such as `°C`.
    public let unit: String
    /// The value at the begin.
    public let initial: Double
    /// The values that are possible; what is set beyond is taken into it.
    public let range: ClosedRange<Double>

    /// Makes a quantity.
    ///
    /// - Parameters:
    ///   - name: The name, such as `boiler.temperature`.
    ///   - unit: The unit, such as `°C`.
    ///   - initial: The value at the begin.
    ///   - range: The values that are possible.
    public init(
        _ name: String, unit: String, initial: Double, in range: ClosedRange<Double> = -.infinity ... .infinity
    ) {
        self.name = name
        self.unit = unit
        self.initial = min(max(initial, range.lowerBound), range.upperBound)
        self.range = range
    }
}
