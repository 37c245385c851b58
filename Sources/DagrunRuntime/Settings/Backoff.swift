// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How the delay between two tries grows.
public struct Backoff: Sendable, Hashable {
    /// The factor by which each delay is longer than the one before; 0: the delay stays the same.
    public var factor: Double

    /// The delay stays the same.
    public static let constant = Backoff(factor: 0)
    /// Each delay is twice as long as the one before.
    public static let exponential = Backoff(factor: 2)

    /// Each delay is longer than the one before.
    ///
    /// - Parameter factor: By which factor; at least 1.
    /// - Returns: The backoff.
    public static func exponential(factor: Double) -> Backoff { Backoff(factor: factor) }
}
