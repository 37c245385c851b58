// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// What a diagram says of a part.
///
/// Values in a `diagram.json` are strings, or lists of them, whatever they stand for; each accessor reads one as what the part needs.
public struct PartAttributes: Sendable, Hashable {
    /// The values by name, as they were read.
    public let values: [String: JSONValue]

    /// Makes attributes.
    ///
    /// - Parameter values: The values by name.
    public init(_ values: [String: JSONValue] = [:]) { self.values = values }

    /// A text.
    ///
    /// - Parameters:
    ///   - name: The attribute's name.
    ///   - fallback: What counts where the diagram says nothing.
    /// - Returns: The text; a number or flag is written as one.
    /// - Throws: ``PartError`` for a list or an object.
    public func text(_ name: String, default fallback: String = "") throws(PartError) -> String {
        switch values[name] {
        case nil, .null: return fallback
        case .string(let text): return text
        case .int(let number): return String(number)
        case .double(let number): return String(number)
        case .bool(let flag): return flag ? "1" : "0"
        case .array, .object: throw PartError("the attribute ‘\(name)’ must be a text")
        }
    }

    /// A number.
    ///
    /// A suffix scales it: `p n u µ m k K M G`, as in `4.7k`; a unit after it, as in `10 kΩ`, doesn't count.
    ///
    /// - Parameters:
    ///   - name: The attribute's name.
    ///   - fallback: What counts where the diagram says nothing, or an empty text.
    ///   - range: The numbers that make sense.
    /// - Returns: The number.
    /// - Throws: ``PartError`` when it is none, or beyond the range.
    public func number(
        _ name: String, default fallback: Double, in range: ClosedRange<Double> = -1e15...1e15
    ) throws(PartError) -> Double {
        let text = try text(name)
        if text.allSatisfy({ $0 == " " }) { return fallback }
        guard let number = Self.number(text) else {
            throw PartError("the attribute ‘\(name)’ must be a number, not ‘\(text)’")
        }
        guard range.contains(number) else {
            throw PartError(
                "the attribute ‘\(name)’ must be from \(range.lowerBound) to \(range.upperBound), not ‘\(text)’")
        }
        return number
    }

    /// A whole number.
    ///
    /// - Parameters:
    ///   - name: The attribute's name.
    ///   - fallback: What counts where the diagram says nothing.
    ///   - range: The numbers that make sense.
    /// - Returns: The number; `0x3c` is read as hexadecimal.
    /// - Throws: ``PartError`` when it is none, or beyond the range.
    public func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws(PartError) -> Int {
        let text = try text(name)
        if text.isEmpty { return fallback }
        let isHexadecimal = text.hasPrefix("0x") || text.hasPrefix("0X")
        guard let number = isHexadecimal ? Int(text.dropFirst(2), radix: 16) : Int(text) else {
            throw PartError("the attribute ‘\(name)’ must be a whole number, not ‘\(text)’")
        }
        guard range.contains(number) else {
            throw PartError(
                "the attribute ‘\(name)’ must be from \(range.lowerBound) to \(range.upperBound), not ‘\(text)’")
        }
        return number
    }

    /// A flag.
    ///
    /// - Parameters:
    ///   - name: The attribute's name.
    ///   - fallback: What counts where the diagram says nothing, or an empty text.
    /// - Returns: The flag.
    /// - Throws: ``PartError`` for what is not `0`, `1`, `false`, `true`.
    public func flag(_ name: String, default fallback: Bool) throws(PartError) -> Bool {
        let text = try text(name)
        switch text {
        case "": return fallback
        case "0", "false": return false
        case "1", "true": return true
        default: throw PartError("the attribute ‘\(name)’ must be 0 or 1, not ‘\(text)’")
        }
    }

    /// One of some texts.
    ///
    /// - Parameters:
    ///   - name: The attribute's name.
    ///   - choices: The texts that make sense; the first one counts where the diagram says nothing.
    /// - Returns: The text.
    /// - Throws: ``PartError`` for any other text.
    public func choice(_ name: String, of choices: [String]) throws(PartError) -> String {
        let text = try text(name, default: choices.first ?? "")
        guard choices.contains(text) else {
            throw PartError(
                "the attribute ‘\(name)’ must be \(choices.map { "‘\($0)’" }.joined(separator: " or ")), not ‘\(text)’")
        }
        return text
    }

    /// A list of texts.
    ///
    /// - Parameters:
    ///   - name: The attribute's name.
    ///   - fallback: What counts where the diagram says nothing.
    /// - Returns: The texts.
    /// - Throws: ``PartError`` when it is no list of texts.
    public func list(_ name: String, default fallback: [String]) throws(PartError) -> [String] {
        switch values[name] {
        case nil, .null: return fallback
        case .array(let elements):
            var texts: [String] = []
            for element in elements {
                guard case .string(let text) = element else {
                    throw PartError("the attribute ‘\(name)’ must be a list of texts")
                }
                texts.append(text)
            }
            return texts
        case .string, .int, .double, .bool, .object:
            throw PartError("the attribute ‘\(name)’ must be a list of texts")
        }
    }

    private static let scales: [Character: Double] = [
        "p": 1e-12, "n": 1e-9, "u": 1e-6, "µ": 1e-6, "m": 1e-3, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9,
    ]
    private static let scaledUnits: Set<Substring> = ["", "Ω", "ohm", "ohms", "Hz", "F", "V", "A", "H", "W", "s"]

    private static func number(_ text: String) -> Double? {
        let start = text.drop { $0 == " " }
        let digits = start.prefix { "+-.0123456789".contains($0) }
        guard let number = Double(digits), number.isFinite else { return nil }
        let suffix = start.dropFirst(digits.count).drop { $0 == " " }
        if let first = suffix.first, let scale = scales[first], scaledUnits.contains(suffix.dropFirst()) {
            return number * scale
        }
        // An exponent, as in 1e3, isn't within the digits above.
        if let whole = Double(start) { return whole.isFinite ? whole : nil }
        return suffix.allSatisfy { $0.isLetter || "°%Ω/".contains($0) } ? number : nil
    }
}
