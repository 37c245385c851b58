// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes doubles as Python does.
package enum PythonFloat {
    /// The shortest text that reads back as the same double, as Python's `repr` lays it out.
    ///
    /// Both languages find the same digits; they differ in when they use an exponent. Python: below 1e-4 and from 1e16.
    package static func text(of value: Double) -> String {
        guard value.isFinite else {
            return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
        }
        let magnitude = value.magnitude
        // In this range Swift's own layout is the same.
        if magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e15) { return value.description }
        let sign = value < 0 ? "-" : ""
        let (digits, point) = decimal(magnitude)
        let exponent = point - 1
        if exponent >= -4, exponent < 16 {
            guard point > 0 else { return sign + "0." + String(repeating: "0", count: -point) + digits }
            guard digits.count > point else {
                return sign + digits + String(repeating: "0", count: point - digits.count) + ".0"
            }
            return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        }
        let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
        let size = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
        return sign + digits.prefix(1) + fraction + (exponent < 0 ? "e-" : "e+") + size
    }

    /// The digits of a positive number without zeros at either end, and how many of them stand before the point.
    private static func decimal(_ magnitude: Double) -> (digits: String, point: Int) {
        let parts = magnitude.description.split(separator: "e")
        let mantissa = parts.first ?? "0"
        var point = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var digits = ""
        var isFraction = false
        for character in mantissa {
            if character == "." {
                isFraction = true
            } else {
                if !isFraction { point += 1 }
                digits.append(character)
            }
        }
        while digits.count > 1, digits.hasPrefix("0") {
            digits.removeFirst()
            point -= 1
        }
        while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
        return (digits, point)
    }
}
