// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which way a line goes.
///
/// libgpiod's `gpiod_line_direction`.
public enum Direction: String, Sendable, Hashable, CaseIterable, Codable {
    /// As it is found; the line must not be set.
    case asIs
    /// The program reads the line.
    case input
    /// The program drives the line.
    case output
}
