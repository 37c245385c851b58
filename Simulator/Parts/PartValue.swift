// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value of a control, an output or a quantity.
public enum PartValue: Sendable, Hashable {
    /// Yes or no, as a button's `pressed`.
    case flag(Bool)
    /// A number, as a servo's `angle`.
    case number(Double)
    /// A text, as what an LCD shows.
    case text(String)
    /// A picture, as what an OLED shows.
    case picture(Picture)

    /// The value as a number: a flag is 0 or 1; nil for a text or a picture.
    public var number: Double? {
        switch self {
        case .flag(let flag): flag ? 1 : 0
        case .number(let number): number
        case .text, .picture: nil
        }
    }

    /// The value as a flag: a number is true where it isn't 0; nil for a text or a picture.
    public var flag: Bool? { number.map { $0 != 0 } }

    /// The value as a text; nil for others.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The value as a picture; nil for others.
    public var picture: Picture? {
        if case .picture(let picture) = self { picture } else { nil }
    }
}

extension PartValue: ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral
{
    /// The value of `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .flag(value) }
    /// The value of a number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// The value of a whole number.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// The value of a text.
    public init(stringLiteral value: String) { self = .text(value) }
}

extension PartValue: CustomStringConvertible {
    /// The value for people; a picture is told by its size.
    public var description: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .number(let number): Int64(exactly: number).map { "\($0)" } ?? "\(number)"
        case .text(let text): text
        case .picture(let picture): "picture of \(picture.width) x \(picture.height)"
        }
    }
}
