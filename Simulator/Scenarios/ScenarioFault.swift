// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something in a scenario that can't be.
public struct ScenarioFault: Sendable, Hashable, CustomStringConvertible {
    /// The line in the file, from 1; nil for a scenario written in Swift.
    public var line: Int?
    /// The character in the line, from 1; nil for a scenario written in Swift.
    public var column: Int?
    /// The step, counted from 1; nil where it is not about a step.
    public var step: Int?
    /// What is wrong, and what would be right.
    public var reason: String

    init(line: Int? = nil, column: Int? = nil, step: Int? = nil, reason: String) {
        self.line = line
        self.column = column
        self.step = step
        self.reason = reason
    }

    /// The place and what is wrong there.
    public var description: String {
        var place = line.map { "\($0):\(column ?? 1): " } ?? ""
        if let step { place += "step \(step): " }
        return place + reason
    }
}
