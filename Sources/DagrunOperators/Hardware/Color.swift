// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunRuntime

/// The colour by which people tell buttons and lights apart.
///
/// It is its name: `.green` is kept as the XCom `"green"`, and the board calls the green button's pin `button.green`
/// and the green LED's `led.green`. A colour of your own is `Color("teal")`.
public struct Color: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral, CustomStringConvertible,
    TemplateValue
{
    /// The name.
    public let rawValue: String

    /// Makes a colour.
    ///
    /// - Parameter rawValue: The name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Makes a colour.
    ///
    /// - Parameter name: The name.
    public init(_ name: String) { rawValue = name }

    /// Makes a colour of a literal.
    ///
    /// - Parameter value: The name.
    public init(stringLiteral value: String) { rawValue = value }

    /// The name.
    public var description: String { rawValue }

    /// The name.
    public var templateText: String { rawValue }

    /// Red.
    public static let red = Color("red")
    /// Orange.
    public static let orange = Color("orange")
    /// Yellow.
    public static let yellow = Color("yellow")
    /// Green.
    public static let green = Color("green")
    /// Blue.
    public static let blue = Color("blue")
    /// Purple.
    public static let purple = Color("purple")
    /// White.
    public static let white = Color("white")
    /// Black.
    public static let black = Color("black")
}
