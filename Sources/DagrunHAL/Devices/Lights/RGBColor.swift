// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A colour of light, by its parts.
public struct RGBColor: Sendable, Hashable, Codable {
    /// How much red, 0 to 1.
    public var red: Double
    /// How much green, 0 to 1.
    public var green: Double
    /// How much blue, 0 to 1.
    public var blue: Double

    /// Makes a colour.
    ///
    /// - Parameters:
    ///   - red: How much red, 0 to 1.
    ///   - green: How much green, 0 to 1.
    ///   - blue: How much blue, 0 to 1.
    public init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// No light.
    public static let black = RGBColor(red: 0, green: 0, blue: 0)
    /// All light.
    public static let white = RGBColor(red: 1, green: 1, blue: 1)
    /// Red.
    public static let red = RGBColor(red: 1, green: 0, blue: 0)
    /// Green.
    public static let green = RGBColor(red: 0, green: 1, blue: 0)
    /// Blue.
    public static let blue = RGBColor(red: 0, green: 0, blue: 1)
    /// Red and green.
    public static let yellow = RGBColor(red: 1, green: 1, blue: 0)
    /// Green and blue.
    public static let cyan = RGBColor(red: 0, green: 1, blue: 1)
    /// Red and blue.
    public static let magenta = RGBColor(red: 1, green: 0, blue: 1)

    /// A colour between two.
    ///
    /// - Parameters:
    ///   - other: The colour at 1.
    ///   - share: Where between, 0 to 1.
    /// - Returns: The colour.
    func mixed(with other: RGBColor, _ share: Double) -> RGBColor {
        RGBColor(
            red: red + (other.red - red) * share, green: green + (other.green - green) * share,
            blue: blue + (other.blue - blue) * share)
    }
}
