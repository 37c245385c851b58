// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A task needs hardware, and its run has no board.
public struct MissingBoard: Error, Sendable, Hashable, CustomStringConvertible {
    /// The full id of the task.
    public var taskID: String

    package init(taskID: String) { self.taskID = taskID }

    /// What is missing, and what to do.
    public var description: String {
        "task \(taskID) needs a board, and this run has none: run it with --board FILE, where the file is a diagram.json, for"
            + " a simulated one, or with --board rpi for the pins of a Raspberry Pi"
    }
}
