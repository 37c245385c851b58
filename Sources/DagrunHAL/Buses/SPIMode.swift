// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// When an SPI clock idles and when its data is taken.
public enum SPIMode: Int, Sendable, Hashable, CaseIterable, Codable {
    /// Idle low, taken at the first edge.
    case mode0
    /// Idle low, taken at the second edge.
    case mode1
    /// Idle high, taken at the first edge.
    case mode2
    /// Idle high, taken at the second edge.
    case mode3
}
