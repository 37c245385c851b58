// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a pin of a header is.
///
/// As text, as in a board file: `GND`, a supply such as `3V3` or `5V`, `NC`, the name of a line, or another signal in
/// parentheses.
public enum HeaderPin: Sendable, Hashable {
    /// Ground.
    case ground
    /// A supply, in volts.
    case supply(Double)
    /// Not connected.
    case unconnected
    /// The line with that name in the description.
    case line(String)
    /// A signal that is no line, such as a reset or an analog input.
    case signal(String)

    /// Reads what a pin is.
    ///
    /// - Parameter text: What stands in a board file.
    public init(_ text: String) {
        if text == "GND" {
            self = .ground
        } else if text == "NC" {
            self = .unconnected
        } else if let volts = Self.volts(text) {
            self = .supply(volts)
        } else if text.hasPrefix("("), text.hasSuffix(")"), text.count > 2 {
            self = .signal(String(text.dropFirst().dropLast()))
        } else {
            self = .line(text)
        }
    }

    // 3V3 and 5V, as it is printed on boards.
    private static func volts(_ text: String) -> Double? {
        let parts = text.split(separator: "V", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), !parts[0].isEmpty
        else { return nil }
        return Double("\(parts[0]).\(parts[1].isEmpty ? "0" : parts[1])")
    }
}

extension HeaderPin: CustomStringConvertible {
    /// The text, as ``init(_:)`` reads it.
    public var description: String {
        switch self {
        case .ground: "GND"
        case .unconnected: "NC"
        case .line(let name): name
        case .signal(let name): "(\(name))"
        case .supply(let volts):
            volts == volts.rounded()
                ? "\(Int(volts))V" : String("\(volts)".map { $0 == "." ? "V" : $0 })
        }
    }
}

extension HeaderPin: Codable, ExpressibleByStringLiteral {
    /// Reads what a pin is.
    ///
    /// - Parameter value: What stands in a board file.
    public init(stringLiteral value: String) { self.init(value) }

    /// Reads what a pin is.
    ///
    /// - Parameter decoder: Holds a string.
    /// - Throws: `DecodingError` when it doesn't.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes what the pin is.
    ///
    /// - Parameter encoder: Gets a string.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
