// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a sensor saw in one look.
public enum PokeResult<Output: Sendable>: Sendable {
    /// The condition does not hold yet.
    case notYet
    /// The condition holds; the sensor's result.
    case done(Output)
}

extension PokeResult where Output == NoOutput {
    /// The condition holds; there is no result.
    public static var done: Self { .done(NoOutput()) }

    /// The result of a plain condition.
    ///
    /// - Parameter holds: Whether the condition holds.
    /// - Returns: `.done` where it holds.
    public static func when(_ holds: Bool) -> Self { holds ? .done : .notYet }
}
