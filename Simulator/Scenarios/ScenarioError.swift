// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A scenario can't be read, or doesn't fit its board; all that is wrong is named at once.
public struct ScenarioError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file's name, or the scenario's.
    public var file: String
    /// What is wrong; at least one fault.
    public var faults: [ScenarioFault]

    init(file: String, faults: [ScenarioFault]) {
        self.file = file
        self.faults = faults
    }

    /// The faults, one a line.
    public var description: String {
        faults.map { fault in fault.line == nil ? "\(file): \(fault)" : "\(file):\(fault)" }.joined(separator: "\n")
    }
}
