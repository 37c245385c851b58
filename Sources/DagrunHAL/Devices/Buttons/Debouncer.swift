// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Lets a change of a line count once the line has been at rest for a time, as the kernel does where it can.
///
/// The edge that comes out is stamped with the end of that time, as the kernel's are: `debounce_work_func` in Linux
/// `drivers/gpio/gpiolib-cdev.c`.
package struct Debouncer: Sendable {
    /// A change that counts.
    package struct Change: Sendable, Hashable {
        /// The value of the line from then on.
        package let value: Bool
        /// When it came to count.
        package let timestamp: Timestamp
    }

    private let period: Duration
    private var value: Bool
    private var raw: Bool

    /// When a change will count if no edge comes before; nil: none is pending.
    package private(set) var deadline: Timestamp?

    /// Begins with the line as it is.
    ///
    /// - Parameters:
    ///   - period: How long the line must be at rest; with zero every change counts.
    ///   - value: The value of the line.
    package init(_ period: Duration, value: Bool) {
        self.period = period
        self.value = value
        raw = value
    }

    /// Takes an edge as it came.
    ///
    /// - Parameters:
    ///   - value: The value of the line behind it.
    ///   - timestamp: When.
    /// - Returns: The changes that came to count until then.
    package mutating func edge(_ value: Bool, at timestamp: Timestamp) -> [Change] {
        var changes = advance(to: timestamp)
        raw = value
        deadline = timestamp + period
        // With a period of zero it counts at once.
        changes += advance(to: timestamp)
        return changes
    }

    /// Lets time pass.
    ///
    /// - Parameter now: The present instant.
    /// - Returns: The change that came to count until then, if there is one.
    package mutating func advance(to now: Timestamp) -> [Change] {
        guard let deadline, deadline <= now else { return [] }
        self.deadline = nil
        guard raw != value else { return [] }
        value = raw
        return [Change(value: value, timestamp: deadline)]
    }
}
