// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a backend did otherwise than it must.
public struct HardwareCheckFailure: Error, Sendable, CustomStringConvertible {
    /// What was expected and what was found.
    public let description: String
}
