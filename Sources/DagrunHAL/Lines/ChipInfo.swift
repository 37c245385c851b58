// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a chip says of itself.
///
/// libgpiod's `gpiod_chip_info`.
public struct ChipInfo: Sendable, Hashable, Codable {
    /// The name, such as `gpiochip0`; the number in it changes between kernels and boards.
    public let name: String
    /// The label, such as `pinctrl-rp1`; what boards are matched by.
    public let label: String
    /// How many lines it has.
    public let lineCount: Int

    /// Makes the information.
    ///
    /// - Parameters:
    ///   - name: The name, such as `gpiochip0`.
    ///   - label: The label, such as `pinctrl-rp1`.
    ///   - lineCount: How many lines it has.
    public init(name: String, label: String, lineCount: Int) {
        self.name = name
        self.label = label
        self.lineCount = lineCount
    }
}
