// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a JSON text can be read into.
protocol JSONTree {
    static var null: Self { get }
    static func bool(_ value: Bool) -> Self
    /// A number without fraction or exponent that fits 64 bits.
    static func int(_ value: Int64) -> Self
    /// A double that has a name in place of digits: `NaN`, `Infinity`, `-Infinity`.
    static func double(_ value: Double) -> Self
    static func string(_ value: String) -> Self
    static func array(_ elements: [Self]) -> Self
    static func object(_ members: [String: Self]) -> Self

    /// Any other number.
    ///
    /// - Parameter text: The number as it is written.
    /// - Returns: The number; nil when it is too large.
    static func number(from text: String) -> Self?
}

extension JSONValue: JSONTree {
    static func number(from text: String) -> JSONValue? {
        guard let value = Double(text), value.isFinite else { return nil }
        return .double(value)
    }
}
