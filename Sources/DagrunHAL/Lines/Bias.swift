// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What pulls a line when nothing drives it.
///
/// libgpiod's `gpiod_line_bias`.
public enum Bias: String, Sendable, Hashable, CaseIterable, Codable {
    /// As it is found.
    case asIs
    /// Nothing: the line floats.
    case disabled
    /// A resistor to the supply.
    case pullUp
    /// A resistor to ground.
    case pullDown
}
