// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why a text is not an instant.
public struct ISO8601Error: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text as given.
    public let text: String
    /// The place in its UTF-8 bytes, counted from 1.
    public let position: Int
    /// What is wrong there.
    public let reason: String

    /// The fault with an example of what is right.
    public var description: String {
        "\"\(text)\" is not an instant: \(reason) at position \(position); write it as 2024-03-10T06:20:00Z"
    }
}
