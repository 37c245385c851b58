// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why a text is not a cron expression.
public struct CronError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The expression as given.
    public let expression: String
    /// The field with the fault, or nil where the expression as a whole is wrong.
    public let field: CronField?
    /// The text of that field.
    public let text: String
    /// What is wrong.
    public let reason: String

    /// The fault, its place, and the expression around it.
    public var description: String {
        guard let field else { return "cron expression \"\(expression)\": \(reason)" }
        let place = "field \(field.position) (\(field.name))"
        return "cron expression \"\(expression)\": \(place): \(reason)"
    }
}
