// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value that somebody measured and told the board.
public struct BoardReading: Sendable, Hashable {
    /// The value, in the unit that its name stands for.
    public let value: Double
    /// When it was told, by the board's clock.
    public let time: Timestamp
}

extension Board {
    /// Tells the board what was measured, for the interlocks that require it.
    ///
    /// ```swift
    /// board.note(try await thermometer.read().celsius, as: "boiler.celsius")
    /// ```
    ///
    /// - Parameters:
    ///   - value: The value; nil, or no number, when the measurement failed: then nothing is known any more.
    ///   - name: What it is, such as `boiler.celsius`.
    public func note(_ value: Double?, as name: String) { broker.note(value, as: name) }

    /// The value that was last told.
    ///
    /// - Parameter name: What it is.
    /// - Returns: The value and its time; nil when none was told, or the last measurement failed.
    public func reading(_ name: String) -> BoardReading? { broker.reading(name) }
}
