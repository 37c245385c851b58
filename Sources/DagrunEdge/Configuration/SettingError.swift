// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A setting that is missing or can't be used.
public struct SettingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which one, what is wrong with it, and what to do.
    public let description: String

    init(_ description: String) { self.description = description }
}
