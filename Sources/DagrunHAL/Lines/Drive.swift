// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How an output drives its line.
///
/// libgpiod's `gpiod_line_drive`.
public enum Drive: String, Sendable, Hashable, CaseIterable, Codable {
    /// To both levels.
    case pushPull
    /// To low only; for high it lets go.
    case openDrain
    /// To high only; for low it lets go.
    case openSource
}
