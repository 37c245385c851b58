// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Counts the steps of a rotary encoder within limits.
package struct EncoderSteps: Sendable, Hashable {
    /// The steps clockwise less those in the other direction.
    package private(set) var count = 0
    /// How far the count goes in each direction; 0: without limit.
    package let limit: Int
    /// Whether the count goes on at the other end when it passes a limit.
    package let wraps: Bool

    /// Begins at zero.
    ///
    /// - Parameters:
    ///   - limit: How far the count goes in each direction; 0 or less: without limit.
    ///   - wraps: Whether the count goes on at the other end when it passes a limit.
    package init(limit: Int, wraps: Bool) {
        self.limit = max(limit, 0)
        self.wraps = wraps
    }

    /// The count as a share of the limit, -1 to 1; 0 without a limit.
    package var value: Double { limit == 0 ? 0 : Double(count) / Double(limit) }

    /// Counts a step.
    ///
    /// - Parameter step: 1 for clockwise, -1 for the other direction.
    package mutating func add(_ step: Int) {
        let next = count + step
        if limit == 0 || abs(next) <= limit {
            count = next
        } else if wraps {
            count = next > 0 ? -limit : limit
        }
    }

    /// Sets the count.
    ///
    /// - Parameter count: The count; beyond a limit it is the limit.
    package mutating func set(_ count: Int) {
        self.count = limit == 0 ? count : min(max(count, -limit), limit)
    }
}
