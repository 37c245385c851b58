// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The output of a task that returns nothing.
///
/// No XCom is pushed for it.
public struct NoOutput: Codable, Sendable, Hashable {
    /// Makes the value.
    public init() {}

    /// Reads the value from whatever is there.
    ///
    /// - Parameter decoder: Not looked at.
    public init(from decoder: any Decoder) {}

    /// Writes `null`.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }
}
