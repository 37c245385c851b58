// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An output of a part on a board.
public struct BoardOutput: Sendable, Hashable {
    /// The part's name.
    public let partID: String
    /// The output.
    public let output: PartOutput

    /// The part and the output, as in `led1.brightness`.
    public var name: String { "\(partID).\(output.name)" }
}
