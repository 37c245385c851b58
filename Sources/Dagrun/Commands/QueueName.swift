// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// Names of queues on a command line.
enum QueueName {
    /// Reads a list with commas between the names, and perhaps spaces.
    static func list(_ text: String) -> [String] {
        text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// Refuses what is no name of one queue.
    ///
    /// - Parameter name: What was given for `--queue`.
    /// - Throws: `ValidationError`.
    static func check(_ name: String) throws {
        guard list(name) == [name] else {
            throw ValidationError("--queue: “\(name)” is no queue: a name has no comma and no space")
        }
    }
}
