// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What can be seen of a part: a lamp's brightness, a servo's angle, what a display shows.
public struct PartOutput: Sendable, Hashable {
    /// The name, such as `brightness`.
    public let name: String
    /// The unit, as in `°`; empty for none.
    public let unit: String
    /// The numbers it may be, for a gauge; nil for what is no number or has no bounds.
    public let range: ClosedRange<Double>?
    /// The value at the begin.
    public let initial: PartValue

    /// Makes an output.
    ///
    /// - Parameters:
    ///   - name: The name, such as `brightness`.
    ///   - initial: The value at the begin; it also says of what kind the output is.
    ///   - range: The numbers it may be, for a gauge.
    ///   - unit: The unit, as in `°`; empty for none.
    public init(_ name: String, initial: PartValue, in range: ClosedRange<Double>? = nil, unit: String = "") {
        self.name = name
        self.initial = initial
        self.range = range
        self.unit = unit
    }
}
