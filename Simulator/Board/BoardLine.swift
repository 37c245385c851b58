// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A line of a board.
public struct BoardLine: Sendable, Hashable {
    /// Where it is.
    public let address: LineAddress
    /// The kernel's name for it; nil where it has none.
    public let name: String?
    /// The pin it is brought out at, as `part:pin`; nil where it is not.
    public let pin: String?
    /// The number of the net that it is on; nil where it is not brought out.
    public let net: Int?
}
