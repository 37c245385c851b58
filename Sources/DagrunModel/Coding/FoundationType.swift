// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Types of Foundation whose own `Codable` form is not the one that JSON has for them.
///
/// They are known by name: to name one in code would link all of Foundation, and most programs have none of them. A program
/// that uses one has it linked.
enum FoundationType {
    /// Base64 text.
    case data
    /// Its text.
    case url
    /// A number.
    case decimal

    private static let dataType = _typeByName("20FoundationEssentials4DataV")
    private static let urlType = _typeByName("20FoundationEssentials3URLV")
    private static let decimalType = _typeByName("20FoundationEssentials7DecimalV")

    /// Tells whether a type is one of them; nil for any other.
    init?(_ type: Any.Type) {
        if type == Self.dataType {
            self = .data
        } else if type == Self.urlType {
            self = .url
        } else if type == Self.decimalType {
            self = .decimal
        } else {
            return nil
        }
    }

    // MARK: Writing

    /// Appends a value of this type.
    ///
    /// - Throws: `EncodingError` for a URL that is relative to another, and for a decimal that is no number.
    func append<Value: Encodable>(_ value: Value, to bytes: inout [UInt8], path: () -> [any CodingKey]) throws {
        switch self {
        case .data:
            guard let sequence = value as? any Sequence else { break }
            bytes.append(jsonString: Base64.text(of: Self.bytes(sequence)))
        case .url:
            let text = "\(value)"
            // A URL that has a base shows it behind its own text.
            guard !text.contains(" ") else { throw Self.error(value, "hand over its absoluteURL", path()) }
            bytes.append(jsonString: text)
        case .decimal:
            let text = "\(value)"
            guard Double(text)?.isFinite == true else { throw Self.error(value, "JSON has no number for it", path()) }
            bytes.append(contentsOf: text.utf8)
        }
    }

    private static func bytes(_ value: some Sequence) -> [UInt8] { Array(value) as? [UInt8] ?? [] }

    private static func error(_ value: Any, _ reason: String, _ path: [any CodingKey]) -> EncodingError {
        .invalidValue(value, EncodingError.Context(codingPath: path, debugDescription: "\(value): \(reason)"))
    }

    // MARK: Reading

    /// What the type's own `init(from:)` takes in place of the form that JSON has for it; nil when that form is not there.
    func own(_ node: JSONNode) -> JSONNode? {
        switch (self, node) {
        case (.data, .string(let text)): Base64.bytes(of: text).map { .array($0.map { .int(Int64($0)) }) }
        case (.url, .string): .object(["relative": node])
        case (.decimal, .int(let number)): Self.decimal("\(number)")
        case (.decimal, .number(let text)): Self.decimal(text)
        default: nil
        }
    }

    /// A decimal: up to 38 digits and a power of ten.
    private static func decimal(_ text: String) -> JSONNode? {
        let parts = text.split { $0 == "e" || $0 == "E" }
        guard let digits = parts.first, var exponent = parts.count > 1 ? Int(parts[1]) : 0 else { return nil }
        var mantissa: UInt128 = 0
        var isFraction = false
        for character in digits {
            if character == "." {
                isFraction = true
            } else if let digit = character.wholeNumberValue {
                let (tenfold, overflow) = mantissa.multipliedReportingOverflow(by: 10)
                guard !overflow, tenfold <= .max - UInt128(digit) else {
                    // Digits beyond the 38th are cut off.
                    if !isFraction { exponent += 1 }
                    continue
                }
                mantissa = tenfold + UInt128(digit)
                if isFraction { exponent -= 1 }
            }
        }
        // The exponent has eight bits, and zeros at the end can be traded for it.
        while exponent < -128 || (mantissa != 0 && mantissa.isMultiple(of: 10) && exponent < 127) {
            mantissa /= 10
            exponent += 1
        }
        guard exponent <= 127 else { return nil }
        let words = (0..<8).map { UInt16(truncatingIfNeeded: mantissa >> (16 * $0)) }
        let length = words.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
        return .object([
            "exponent": .int(Int64(mantissa == 0 ? 0 : exponent)), "length": .int(Int64(length)),
            "isNegative": .bool(text.hasPrefix("-") && mantissa != 0), "isCompact": .bool(true),
            "mantissa": .array(words.map { .int(Int64($0)) }),
        ])
    }
}
