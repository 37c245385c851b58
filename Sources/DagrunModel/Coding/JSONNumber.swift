// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Numbers that are decoded from JSON.
protocol JSONNumber {
    /// The same number; nil where the type has none.
    init?(exactly value: Int64)
    /// A number that is not finite; nil where the type has none.
    init?(named value: Double)
    /// The number of a JSON text with a fraction, an exponent or more than 64 bits; nil where the type has none.
    init?(json text: String)
}

extension JSONNumber where Self: FixedWidthInteger {
    init?(named value: Double) { return nil }

    init?(json text: String) {
        // `1.0` and `1e2` are whole numbers, too.
        guard let value = Self(text) ?? Double(text).flatMap(Self.init(exactly:)) else { return nil }
        self = value
    }
}

extension JSONNumber where Self: BinaryFloatingPoint & LosslessStringConvertible {
    // The nearest number: few whole numbers above 2^53 have one of their own.
    init?(exactly value: Int64) { self.init(value) }

    init?(named value: Double) { self.init(value) }

    init?(json text: String) {
        guard let value = Self(text), value.isFinite else { return nil }
        self = value
    }
}

extension Int: JSONNumber {}
extension Int8: JSONNumber {}
extension Int16: JSONNumber {}
extension Int32: JSONNumber {}
extension Int64: JSONNumber {}
extension Int128: JSONNumber {}
extension UInt: JSONNumber {}
extension UInt8: JSONNumber {}
extension UInt16: JSONNumber {}
extension UInt32: JSONNumber {}
extension UInt64: JSONNumber {}
extension UInt128: JSONNumber {}
extension Double: JSONNumber {}
extension Float: JSONNumber {}
